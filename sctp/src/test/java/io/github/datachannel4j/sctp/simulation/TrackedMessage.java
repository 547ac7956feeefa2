package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Reliability;
import org.jspecify.annotations.Nullable;

/** A message from its sending to its end. Its number is its token, and its first bytes, so that it is known again on the wire. */
final class TrackedMessage {
    /** The number stands first in each payload. */
    static final int BYTES_MIN = Integer.BYTES;

    final int number;
    final OutgoingMessage message;
    final long sentAtNanos;
    /** How often its stream had been reset before it was sent. */
    final int epoch;

    boolean delivered;
    /** Its last byte was on the wire. */
    boolean sentWhole;

    @Nullable
    MessageFate fate; // null until told

    TrackedMessage(int number, OutgoingMessage message, long sentAtNanos, int epoch) {
        this.number = number;
        this.message = message;
        this.sentAtNanos = sentAtNanos;
        this.epoch = epoch;
    }

    boolean isReliable() {
        return message.options().reliability() instanceof Reliability.Reliable;
    }

    /** Whether its owner wants to hear when it is acknowledged, not when it is sent. */
    boolean isConfirmed() {
        return message.options().report() == FateReport.WHEN_ACKNOWLEDGED;
    }

    /** Whether it was given up: before its last byte was sent, or later if its owner waits for the acknowledgement. */
    boolean isGivenUp() {
        return fate == MessageFate.ABANDONED || fate == MessageFate.EXPIRED;
    }

    boolean isOrdered() {
        return message.options().order() == MessageOrder.ORDERED;
    }

    /** A payload that begins with the number and goes on with bytes that depend on number and place. */
    static Bytes payload(int number, int length) {
        byte[] bytes = new byte[Math.max(length, BYTES_MIN)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i < BYTES_MIN ? (byte) (number >> (24 - 8 * i)) : (byte) (number * 31 + i * 7 + (i >> 8));
        }
        return Bytes.wrap(bytes);
    }

    static int numberOf(Bytes payload) {
        return payload.getInt(0);
    }

    @Override
    public String toString() {
        return "message " + number + " (" + message.stream() + ", "
                + message.payload().length() + " bytes, " + message.options() + ", fate " + fate
                + (delivered ? ", delivered)" : ")");
    }
}

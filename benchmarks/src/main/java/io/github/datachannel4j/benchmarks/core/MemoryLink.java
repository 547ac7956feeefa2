package io.github.datachannel4j.benchmarks.core;

import io.github.datachannel4j.sctp.Bytes;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a link that loses nothing: a rate, a delay, and a queue without end. It copies each packet once, as the record
 * protection of DTLS does, and uses its datagrams again, so that it adds no garbage to that of the association.
 */
final class MemoryLink {
    /** As the socket reader has it. */
    private static final int DATAGRAM_BYTES_MAX = 2048;

    /** The receiver keeps slices of packets until a message is whole; a datagram is not used again before so many others. */
    private static final int DATAGRAMS_AT_REST = 256;

    private final double nanosPerByte;
    private final long delayNanos;
    private final ArrayDeque<Datagram> underWay = new ArrayDeque<>();
    private final ArrayDeque<Datagram> free = new ArrayDeque<>();
    private double idleAtNanos;

    /** A packet on its way. */
    private static final class Datagram {
        private final byte[] bytes = new byte[DATAGRAM_BYTES_MAX];
        private int length;
        private long arrivesAtNanos;
        /** Of the packets before. */
        private Bytes view = Bytes.EMPTY;

        /** Made anew only for another length than before, so that it is no garbage of the association's. */
        Bytes view() {
            if (view.length() != length) {
                view = Bytes.wrap(bytes, 0, length);
            }
            return view;
        }
    }

    MemoryLink(double nanosPerByte, long delayNanos) {
        this.nanosPerByte = nanosPerByte;
        this.delayNanos = delayNanos;
    }

    /** Takes a copy. */
    void send(long nowNanos, Bytes packet) {
        Datagram datagram = free.size() > DATAGRAMS_AT_REST ? free.remove() : new Datagram();
        datagram.length = packet.length();
        packet.copyTo(datagram.bytes, 0);
        idleAtNanos = Math.max(nowNanos, idleAtNanos) + packet.length() * nanosPerByte;
        datagram.arrivesAtNanos = (long) idleAtNanos + delayNanos;
        underWay.add(datagram);
    }

    /** The next packet that has arrived by now, or null. Its bytes stay as they are until {@link #DATAGRAMS_AT_REST} more were taken. */
    @Nullable
    Bytes poll(long nowNanos) {
        Datagram datagram = underWay.peek();
        if (datagram == null || datagram.arrivesAtNanos > nowNanos) {
            return null;
        }
        underWay.remove();
        free.add(datagram);
        return datagram.view();
    }
}

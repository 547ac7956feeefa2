package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.Ssn;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The order of one incoming stream: complete messages wait here for those before them. The tree holds only what waits, so its size is
 * bounded by that of the whole {@link Reassembly}, whatever numbers a peer leaves out on however many streams.
 */
final class IncomingStream {
    private final StreamId id;
    private final TreeMap<Long, FragmentRun> waiting = new TreeMap<>();
    private long nextSsn;

    IncomingStream(StreamId id) {
        this.id = id;
    }

    StreamId id() {
        return id;
    }

    long unwrap(Ssn ssn) {
        return Unwrap.ssn(ssn, nextSsn);
    }

    boolean isNext(long ssn) {
        return ssn == nextSsn;
    }

    /** Whether a message with this number was delivered or skipped before. */
    boolean isPast(long ssn) {
        return ssn < nextSsn;
    }

    void advance() {
        nextSsn++;
    }

    /** False when a message with this number waits already. */
    boolean hold(long ssn, FragmentRun message) {
        return waiting.putIfAbsent(ssn, message) == null;
    }

    /** Delivers what waited for the number before it. */
    void drain(Consumer<FragmentRun> delivery) {
        while (!waiting.isEmpty() && waiting.firstKey() == nextSsn) {
            nextSsn++;
            delivery.accept(waiting.pollFirstEntry().getValue());
        }
    }

    /** Numbers up to this one will not come any more; what waits among them is delivered (RFC 3758 §3.6). */
    void skipTo(long ssn, Consumer<FragmentRun> delivery) {
        if (ssn < nextSsn) {
            return;
        }
        while (!waiting.isEmpty() && waiting.firstKey() <= ssn) {
            delivery.accept(waiting.pollFirstEntry().getValue());
        }
        nextSsn = ssn + 1;
        drain(delivery);
    }

    /**
     * The sender has reset the stream after all that was received. What still waits, waits for messages that were given up, and whose
     * numbers the sender need not have named any more.
     */
    void reset(Consumer<FragmentRun> delivery) {
        while (!waiting.isEmpty()) {
            delivery.accept(waiting.pollFirstEntry().getValue());
        }
        nextSsn = 0;
    }

    AssociationHandover.IncomingStream handOver() {
        return new AssociationHandover.IncomingStream(
                id, Unwrap.wrapSsn(nextSsn).value(), 0, AssociationHandover.IncomingStream.NONE);
    }

    void takeOver(AssociationHandover.IncomingStream handover) {
        nextSsn = handover.nextOrdered();
    }
}

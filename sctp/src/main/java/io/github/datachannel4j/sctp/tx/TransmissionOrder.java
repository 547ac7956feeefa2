package io.github.datachannel4j.sctp.tx;

import org.jspecify.annotations.Nullable;

/** The chunks in flight in the order of their latest transmissions, which is the order in which RACK asks for them (RFC 8985 §6.2). */
final class TransmissionOrder {
    private @Nullable SentChunk first; // null while nothing is in flight
    private @Nullable SentChunk last; // null with it

    private long transmissions;

    /** The chunk whose transmission is the longest ago; null when nothing is in flight. */
    @Nullable
    SentChunk first() {
        return first;
    }

    /** The number of the latest transmission. */
    long transmissions() {
        return transmissions;
    }

    /** The chunk leaves now. */
    void append(SentChunk chunk) {
        SentChunk before = last;
        transmissions++;
        chunk.transmissionNumber = transmissions;
        chunk.earlier = before;
        chunk.later = null;
        if (before == null) {
            first = chunk;
        } else {
            before.later = chunk;
        }
        last = chunk;
    }

    /** The chunk is in flight after all, and left before all others here. */
    void prepend(SentChunk chunk) {
        SentChunk after = first;
        chunk.earlier = null;
        chunk.later = after;
        if (after == null) {
            last = chunk;
        } else {
            after.earlier = chunk;
        }
        first = chunk;
    }

    void remove(SentChunk chunk) {
        SentChunk before = chunk.earlier;
        SentChunk after = chunk.later;
        if (before == null) {
            first = after;
        } else {
            before.later = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.earlier = before;
        }
        chunk.earlier = null;
        chunk.later = null;
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import org.jspecify.annotations.Nullable;

/** The channel types of RFC 8832 §5.1, which pair a reliability with an order; 0x80 is the bit for unordered. */
enum ChannelType {
    RELIABLE(0x00),
    RELIABLE_UNORDERED(0x80),
    PARTIAL_RELIABLE_REXMIT(0x01),
    PARTIAL_RELIABLE_REXMIT_UNORDERED(0x81),
    PARTIAL_RELIABLE_TIMED(0x02),
    PARTIAL_RELIABLE_TIMED_UNORDERED(0x82);

    private static final int UNORDERED_BIT = 0x80;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long PARAMETER_MAX = 0xFFFF_FFFFL;

    private final int code;

    ChannelType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The type for what a channel promises. */
    static ChannelType of(SendOptions delivery) {
        boolean unordered = delivery.order() == MessageOrder.UNORDERED;
        return switch (delivery.reliability()) {
            case Reliability.Reliable reliable -> unordered ? RELIABLE_UNORDERED : RELIABLE;
            case Reliability.LimitedRetransmissions rexmit ->
                unordered ? PARTIAL_RELIABLE_REXMIT_UNORDERED : PARTIAL_RELIABLE_REXMIT;
            case Reliability.LimitedLifetime timed ->
                unordered ? PARTIAL_RELIABLE_TIMED_UNORDERED : PARTIAL_RELIABLE_TIMED;
            case Reliability.Priority priority -> throw hasNoType();
        };
    }

    /** The type with a code, or null when there is none. */
    static @Nullable ChannelType ofCode(int code) {
        for (ChannelType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    /** The reliability parameter as the wire has it: nothing, a number of retransmissions, or milliseconds. */
    static long parameterOf(Reliability reliability) {
        return switch (reliability) {
            case Reliability.Reliable reliable -> 0;
            case Reliability.LimitedRetransmissions rexmit -> rexmit.retransmitsMax();
            case Reliability.LimitedLifetime timed -> Math.min(timed.lifetimeNanos() / NANOS_PER_MILLI, PARAMETER_MAX);
            case Reliability.Priority priority -> throw hasNoType();
        };
    }

    /** {@link ChannelParameters} do not let it get here. */
    private static IllegalArgumentException hasNoType() {
        return new IllegalArgumentException("the priority policy has no channel type");
    }

    /** What a channel of this type promises, given the unsigned reliability parameter that came with it. */
    SendOptions delivery(long parameter) {
        SendOptions order = (code & UNORDERED_BIT) != 0 ? SendOptions.unordered() : SendOptions.ordered();
        return order.withReliability(
                switch (this) {
                    // RFC 8832 §5.1: the parameter of a reliable channel is ignored.
                    case RELIABLE, RELIABLE_UNORDERED -> Reliability.RELIABLE;
                    case PARTIAL_RELIABLE_REXMIT, PARTIAL_RELIABLE_REXMIT_UNORDERED ->
                        new Reliability.LimitedRetransmissions((int) Math.min(parameter, Integer.MAX_VALUE));
                    case PARTIAL_RELIABLE_TIMED, PARTIAL_RELIABLE_TIMED_UNORDERED ->
                        new Reliability.LimitedLifetime(parameter * NANOS_PER_MILLI);
                });
    }
}

package io.github.datachannel4j.sctp.association.mtu;

import org.jspecify.annotations.Nullable;

/**
 * Where path MTU discovery is (RFC 8899 §5.2).
 *
 * <pre>
 *   SearchComplete --raise timer, and data to send--> Search --nothing left to try--> SearchComplete
 *   Search, SearchComplete --black hole--> Base --base is answered--> SearchComplete
 *   Base --base is lost, the least is answered--> Error --base is answered--> SearchComplete
 *   Base --nothing is answered--> SearchComplete
 * </pre>
 *
 * <p>It begins in SearchComplete with a raise timer that has expired: that the base works is what everybody assumes, and whoever sends
 * little needs no more.
 */
sealed interface Phase {
    /** The probe that is under way; null when there is none. */
    @Nullable
    Probe probe();

    /** Packets have the base size; whether it works is being tried, and when it does not, whether anything does. */
    record Base(Probe probe) implements Phase {}

    /** The path is narrower than the base. Packets have the least size until the base works again. */
    @SuppressWarnings("JavaLangClash") // RFC 8899's own word
    record Error(Probe probe) implements Phase {}

    /**
     * A larger size is being tried.
     *
     * @param tooLargeBytes the least size that has failed in this search
     */
    record Search(Probe probe, int tooLargeBytes) implements Phase {}

    /**
     * The largest size that works is in use.
     *
     * @param raiseAtNanos when to try a larger one
     * @param probe whether it still works; null as long as nothing was lost
     */
    record SearchComplete(long raiseAtNanos, @Nullable Probe probe) implements Phase {}
}

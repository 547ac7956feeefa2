package io.github.datachannel4j.testkit;

/**
 * What became of the packets of one link so far.
 *
 * @param sent handed to the link
 * @param delivered handed to the receiver, copies included
 * @param lost by chance, alone or in a burst
 * @param overflowed lost because the queue was full
 * @param tooLong lost because of the MTU
 * @param blackedOut lost in an outage
 * @param scripted dropped because a test asked for it
 * @param duplicated delivered twice
 * @param reordered held back
 * @param corrupted delivered with a flipped bit
 */
public record LinkStatistics(
        long sent,
        long delivered,
        long lost,
        long overflowed,
        long tooLong,
        long blackedOut,
        long scripted,
        long duplicated,
        long reordered,
        long corrupted) {}

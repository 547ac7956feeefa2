package io.github.datachannel4j.testkit;

/** The link's own tally; read through {@link LinkStatistics}. */
final class LinkCounters {
    long sent;
    long delivered;
    long lost;
    long overflowed;
    long tooLong;
    long blackedOut;
    long scripted;
    long duplicated;
    long reordered;
    long corrupted;

    LinkStatistics snapshot() {
        return new LinkStatistics(
                sent, delivered, lost, overflowed, tooLong, blackedOut, scripted, duplicated, reordered, corrupted);
    }
}

package io.github.datachannel4j.sctp.tx;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who gives way to a more important message when the queue is full (RFC 7496 §3.2): of those sent with the priority policy, the lowest
 * first; among equals those of which nothing was sent before those that have begun, and the one that has waited longest first, since what
 * is new is mostly worth more.
 */
final class PriorityPolicy {
    private final TreeMap<Integer, Rank> ranks = new TreeMap<>();

    /** The messages of one priority that wait, by age. */
    private static final class Rank {
        final Set<QueuedMessage> unsent = new LinkedHashSet<>();
        final Set<QueuedMessage> begun = new LinkedHashSet<>();
        long unsentBytes;
        /** What is left of those that have begun. */
        long begunBytes;

        boolean isEmpty() {
            return unsent.isEmpty() && begun.isEmpty();
        }
    }

    /** Which messages may give way. */
    enum Reach {
        /** The peer cannot be told to skip what has begun (RFC 3758 §3.3). */
        UNSENT,
        /** Those that have begun, too. */
        ALL
    }

    /** The message waits now. */
    void queued(QueuedMessage message) {
        if (message.isPrioritized()) {
            Rank rank = ranks.computeIfAbsent(message.priority(), key -> new Rank());
            rank.unsent.add(message);
            rank.unsentBytes += message.length();
        }
    }

    /** So many bytes of it are about to be cut. */
    void cut(QueuedMessage message, int bytes) {
        Rank rank = message.isPrioritized() ? ranks.get(message.priority()) : null;
        if (rank == null) {
            return;
        }
        if (rank.unsent.remove(message)) {
            rank.unsentBytes -= message.length();
            rank.begun.add(message);
            rank.begunBytes += message.length();
        }
        rank.begunBytes -= bytes;
    }

    /** The message does not wait any more: it is sent whole, or given up. */
    void left(QueuedMessage message) {
        Rank rank = message.isPrioritized() ? ranks.get(message.priority()) : null;
        if (rank == null) {
            return;
        }
        if (rank.unsent.remove(message)) {
            rank.unsentBytes -= message.length();
        } else if (rank.begun.remove(message)) {
            rank.begunBytes -= message.remainingBytes();
        }
        if (rank.isEmpty()) {
            ranks.remove(message.priority());
        }
    }

    /** Messages of lower priority that together have at least so many bytes; none when all of them have not. */
    List<QueuedMessage> givingWay(int priority, long bytes, Reach reach) {
        Map<Integer, Rank> lower = ranks.headMap(priority, false);
        long available = lower.values().stream()
                .mapToLong(rank -> rank.unsentBytes + (reach == Reach.ALL ? rank.begunBytes : 0))
                .sum();
        if (available < bytes) {
            return List.of();
        }
        List<QueuedMessage> chosen = new ArrayList<>();
        long missing = bytes;
        for (Rank rank : lower.values()) {
            missing = choose(rank.unsent, missing, chosen);
            if (reach == Reach.ALL) {
                missing = choose(rank.begun, missing, chosen);
            }
        }
        return chosen;
    }

    /** Returns how many bytes are missing still. */
    private static long choose(Set<QueuedMessage> candidates, long missingBytes, List<QueuedMessage> chosen) {
        long missing = missingBytes;
        for (QueuedMessage candidate : candidates) {
            if (missing <= 0) {
                break;
            }
            chosen.add(candidate);
            missing -= candidate.remainingBytes();
        }
        return missing;
    }
}

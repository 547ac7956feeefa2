package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.TransactionId;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tells a new request from the retransmission of one that has come before. */
final class RecentRequests {
    /** Enough to recognize the retransmissions that are under way at a time. */
    private static final int REQUESTS_MAX = 32;

    private final Deque<TransactionId> ids = new ArrayDeque<>();

    /** Whether this is the first time that it comes. */
    boolean isNew(TransactionId id) {
        if (ids.contains(id)) {
            return false;
        }
        if (ids.size() == REQUESTS_MAX) {
            ids.removeFirst();
        }
        ids.addLast(id);
        return true;
    }
}

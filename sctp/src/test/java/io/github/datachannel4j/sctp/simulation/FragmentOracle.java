package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for fragments that are sent the first time: TSNs follow each other; in DATA chunks so do the fragments of a message, in
 * I-DATA chunks their fragment numbers, and the message identifiers of each stream and order.
 */
final class FragmentOracle {
    private final DeliveryOracle messages;
    /** Messages of which the last fragment was not sent. */
    private final Map<Key, Unfinished> unfinished = new HashMap<>();

    private final Map<StreamKey, Next> nextMids = new HashMap<>();
    private @Nullable UserDataChunk last; // null before the first

    /** @param mid 0 for DATA, where only one message is unfinished at a time */
    private record Key(StreamKey stream, int mid) {}

    private record StreamKey(StreamId stream, boolean unordered) {}

    private record Unfinished(TrackedMessage message, long nextFsn) {}

    private record Next(int epoch, int mid) {}

    FragmentOracle(DeliveryOracle messages) {
        this.messages = messages;
    }

    static boolean isSameFragment(UserDataChunk a, UserDataChunk b) {
        return switch (a) {
            case DataChunk data -> b instanceof DataChunk other && data.ssn().equals(other.ssn());
            case IDataChunk data ->
                b instanceof IDataChunk other
                        && data.mid().equals(other.mid())
                        && data.ppidOrFsn() == other.ppidOrFsn();
        };
    }

    /** The message that a new fragment belongs to. */
    TrackedMessage messageOf(UserDataChunk data) {
        checkTsn(data);
        Key key = keyOf(data);
        TrackedMessage message;
        long fsn = 0;
        if (data.isBeginning()) {
            message = messages.message(TrackedMessage.numberOf(data.payload()));
            checkMid(data, message);
        } else {
            Unfinished known = unfinished.get(key);
            if (known == null) {
                throw new AssertionError("on the wire: " + data.tsn() + " is a fragment without a beginning");
            }
            message = known.message();
            fsn = known.nextFsn();
            check(!(data instanceof IDataChunk chunk) || chunk.fsn() == fsn, data + " has a wrong fragment number");
        }
        if (data.isEnding()) {
            unfinished.remove(key);
            message.sentWhole = true;
        } else {
            unfinished.put(key, new Unfinished(message, fsn + 1));
        }
        last = data;
        return message;
    }

    private static Key keyOf(UserDataChunk data) {
        StreamKey stream = new StreamKey(data.streamId(), data.isUnordered());
        return new Key(stream, data instanceof IDataChunk chunk ? chunk.mid().value() : 0);
    }

    /** The unsent rest of a message that is given up takes a TSN that is never sent, or the receiver would wait for the rest. */
    private void checkTsn(UserDataChunk data) {
        UserDataChunk before = last;
        if (before == null) {
            return;
        }
        Tsn expected = before.tsn().next();
        long limited = unfinished.values().stream()
                .filter(u -> !u.message().isReliable())
                .count();
        int skipped = data.tsn().minus(expected);
        check(skipped >= 0 && skipped <= limited, data.tsn() + " follows " + before.tsn());
        boolean isPlainContinuation = data instanceof DataChunk && !data.isBeginning();
        check(
                !isPlainContinuation || (!before.isEnding() && skipped == 0),
                data.tsn() + " is separated from the rest of its message");
    }

    private void checkMid(UserDataChunk data, TrackedMessage message) {
        if (!(data instanceof IDataChunk chunk)) {
            return;
        }
        StreamKey stream = new StreamKey(data.streamId(), data.isUnordered());
        Next known = nextMids.get(stream);
        int expected = known == null || known.epoch() != message.epoch ? 0 : known.mid();
        check(chunk.mid().value() == expected, data + " should be number " + expected);
        nextMids.put(stream, new Next(message.epoch, expected + 1));
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError("on the wire: " + problem);
        }
    }
}

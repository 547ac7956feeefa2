package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that came before their channel: they overtook the OPEN of an unordered channel, or the peer was faster to create a
 * negotiated one, or to reuse the id of one that we are still closing. They stay counted against the receive window.
 */
final class EarlyMessages {
    /** What a peer may send ahead of a channel: far more than one round trip's first burst, little beside the receive window. */
    static final long BYTES_MAX = 256 * 1024;

    /** Bounds the objects behind many tiny messages. */
    static final int MESSAGES_MAX = 1024;

    private final Map<StreamId, List<MessageReceived>> byStream = new HashMap<>();
    private long bytes;
    private int messages;

    /** Keeps the message; false when there is no room. */
    boolean keep(MessageReceived message) {
        if (messages == MESSAGES_MAX || bytes + message.payload().length() > BYTES_MAX) {
            return false;
        }
        byStream.computeIfAbsent(message.stream(), stream -> new ArrayList<>()).add(message);
        messages++;
        bytes += message.payload().length();
        return true;
    }

    boolean isEmpty() {
        return messages == 0;
    }

    boolean has(StreamId stream) {
        return byStream.containsKey(stream);
    }

    /** Hands over everything. */
    List<MessageReceived> takeAll() {
        List<MessageReceived> all = new ArrayList<>();
        byStream.values().forEach(all::addAll);
        byStream.clear();
        messages = 0;
        bytes = 0;
        return all;
    }

    /** Hands over what was kept for a stream, in the order of arrival. */
    List<MessageReceived> take(StreamId stream) {
        List<MessageReceived> kept = byStream.remove(stream);
        if (kept == null) {
            return List.of();
        }
        for (MessageReceived message : kept) {
            messages--;
            bytes -= message.payload().length();
        }
        return kept;
    }
}

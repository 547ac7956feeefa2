package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who occupies which stream id, and who still waits for one. Sparse: an unused stream costs nothing. */
final class ChannelTable {
    private static final int ID_STEP = 2;

    private final Map<StreamId, Channel> channels = new LinkedHashMap<>();
    private final Set<Channel> withoutId = new LinkedHashSet<>();
    private final Map<StreamId, RefusedStream> refused = new HashMap<>();
    private final Set<StreamId> retired = new HashSet<>();
    private int remoteChannels;
    private long remoteTextBytes;

    @Nullable
    Channel channel(StreamId id) {
        return channels.get(id);
    }

    @Nullable
    RefusedStream refused(StreamId id) {
        return refused.get(id);
    }

    /** Every channel that is not closed, in the order of creation within each group: first those with an id. */
    List<Channel> all() {
        List<Channel> all = new ArrayList<>(channels.values());
        all.addAll(withoutId);
        return all;
    }

    List<Channel> waitingForId() {
        return List.copyOf(withoutId);
    }

    int remoteChannels() {
        return remoteChannels;
    }

    /** Bytes of labels and protocols of the channels that the peer opened. */
    long remoteTextBytes() {
        return remoteTextBytes;
    }

    void addWithoutId(Channel channel) {
        withoutId.add(channel);
    }

    void add(Channel channel, StreamId id) {
        withoutId.remove(channel);
        channel.assignId(id);
        channels.put(id, channel);
        if (channel.isOpenedByPeer()) {
            remoteChannels++;
            remoteTextBytes += channel.parameters().textBytes();
        }
    }

    void remove(Channel channel) {
        StreamId id = channel.id();
        if (id == null) {
            withoutId.remove(channel);
        } else if (channels.remove(id, channel) && channel.isOpenedByPeer()) {
            remoteChannels--;
            remoteTextBytes -= channel.parameters().textBytes();
        }
    }

    void addRefused(StreamId id, RefusedStream stream) {
        refused.put(id, stream);
    }

    void removeRefused(StreamId id) {
        refused.remove(id);
    }

    boolean hasRefused() {
        return !refused.isEmpty();
    }

    /** By rising number. */
    List<StreamId> retired() {
        return retired.stream().sorted().toList();
    }

    /** The id is never given out again: its stream cannot be reset. */
    void retire(StreamId id) {
        retired.add(id);
    }

    /** All streams are as new; the channels have been closed before. */
    void restart() {
        refused.clear();
        retired.clear();
    }

    boolean isTaken(StreamId id) {
        return channels.containsKey(id) || refused.containsKey(id) || retired.contains(id);
    }

    /** The lowest free id of a parity below {@code streams}, or null when there is none. */
    @Nullable
    StreamId lowestFree(StreamIdParity parity, int streams) {
        for (int candidate = parity.lowestId(); candidate < streams; candidate += ID_STEP) {
            StreamId id = new StreamId(candidate);
            if (!isTaken(id)) {
                return id;
            }
        }
        return null;
    }
}

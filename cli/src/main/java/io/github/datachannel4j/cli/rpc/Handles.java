package io.github.datachannel4j.cli.rpc;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.PeerConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The strings that stand for connections ("pc1") and channels ("dc1") on the wire. Usable from every thread. */
final class Handles {
    private final AtomicInteger connectionCount = new AtomicInteger();
    private final AtomicInteger channelCount = new AtomicInteger();
    private final Map<String, PeerConnection> connections = new ConcurrentHashMap<>();
    private final Map<PeerConnection, String> connectionIds = new ConcurrentHashMap<>();
    private final Map<String, DataChannel> channels = new ConcurrentHashMap<>();
    private final Map<DataChannel, String> channelIds = new ConcurrentHashMap<>();

    String add(PeerConnection connection) {
        return connectionIds.computeIfAbsent(connection, added -> {
            String id = "pc" + connectionCount.incrementAndGet();
            connections.put(id, added);
            return id;
        });
    }

    /** The channel's id; the same each time, whether the call that made it or one of its events asks first. */
    String add(DataChannel channel) {
        return channelIds.computeIfAbsent(channel, added -> {
            String id = "dc" + channelCount.incrementAndGet();
            channels.put(id, added);
            return id;
        });
    }

    PeerConnection connection(String id) {
        PeerConnection connection = connections.get(id);
        if (connection == null) {
            throw RpcException.invalidParams("no peer connection " + id);
        }
        return connection;
    }

    DataChannel channel(String id) {
        DataChannel channel = channels.get(id);
        if (channel == null) {
            throw RpcException.invalidParams("no data channel " + id);
        }
        return channel;
    }

    Collection<PeerConnection> connections() {
        return List.copyOf(connections.values());
    }
}

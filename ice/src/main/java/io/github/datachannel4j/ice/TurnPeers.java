package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The peers of one allocation: each address gets a permission before the first datagram to it, and a channel once data
 * (not only checks) goes there. Both are renewed as long as they are used, and asked for anew when they are used again.
 */
final class TurnPeers {
    /**
     * Permissions last five minutes (RFC 8656 §9), channels ten. A peer that nothing was sent to since the last renewal is
     * left out of it.
     */
    private static final long RENEWAL_SECONDS = 240;

    /** An agent has fewer remote candidates than this. */
    private static final int PERMISSIONS_MAX = 64;

    private static final int PEERS_MAX = 128;

    /** Checks that wait for their permission; a later one would come again anyway. */
    private static final int WAITING_MAX = 8;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Sends to the server. */
    interface Out {
        void send(byte[] bytes, int length);
    }

    private final TurnRequests requests;
    private final Out out;
    private final Map<InetAddress, Permission> permissions = new HashMap<>();
    private final Map<InetSocketAddress, Peer> peers = new HashMap<>();
    private final Map<Integer, InetSocketAddress> peersByChannel = new HashMap<>();
    private final ScheduledFuture<?> renewal;
    private int nextChannel = TurnChannelData.CHANNEL_FIRST;

    private static final class Permission {
        final Queue<Runnable> waiting = new ArrayDeque<>();
        boolean granted;
    }

    /** Whether the server knows which peer the channel leads to. */
    private enum Binding {
        NONE,
        /** Asked for; or refused, until the next renewal asks again. */
        ASKED,
        BOUND
    }

    private static final class Peer {
        boolean used;

        /** For good, as RFC 8656 §12 lets a peer have another one only minutes after the last binding; 0 before the first. */
        int channel;

        Binding binding = Binding.NONE;
    }

    TurnPeers(EventLoop loop, TurnRequests requests, Out out) {
        this.requests = requests;
        this.out = out;
        renewal = loop.scheduleWithFixedDelay(this::renew, RENEWAL_SECONDS, RENEWAL_SECONDS, TimeUnit.SECONDS);
    }

    @Nullable
    InetSocketAddress peerOf(int channel) {
        return peersByChannel.get(channel);
    }

    void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        Peer peer = peer(remote);
        Permission permission = permission(remote.getAddress());
        if (peer == null || permission == null) {
            return;
        }
        peer.used = true;
        if (permission.granted) {
            transmit(peer, bytes, offset, length, remote);
        } else if (permission.waiting.size() < WAITING_MAX) {
            byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
            permission.waiting.add(() -> transmit(peer, copy, 0, copy.length, remote));
        }
    }

    private @Nullable Peer peer(InetSocketAddress remote) {
        Peer known = peers.get(remote);
        if (known != null || peers.size() >= PEERS_MAX) {
            return known;
        }
        Peer added = new Peer();
        peers.put(remote, added);
        return added;
    }

    private @Nullable Permission permission(InetAddress address) {
        Permission known = permissions.get(address);
        if (known != null || permissions.size() >= PERMISSIONS_MAX) {
            return known;
        }
        Permission added = new Permission();
        permissions.put(address, added);
        askPermission(address, added);
        return added;
    }

    private void askPermission(InetAddress address, Permission permission) {
        InetSocketAddress anyPort = new InetSocketAddress(address, 0);
        requests.send(
                StunMethod.CREATE_PERMISSION,
                writer -> writer.xorAddress(StunAttribute.XOR_PEER_ADDRESS, anyPort),
                new TurnRequests.Result() {
                    @Override
                    public void onSuccess(StunMessage response) {
                        permission.granted = true;
                        permission.waiting.forEach(Runnable::run);
                        permission.waiting.clear();
                    }

                    @Override
                    public void onFailed(TurnRequests.Failure failure) {
                        // A server may forbid some addresses, as of its own network. Then this pair just fails; it is
                        // asked again if there is still something to send.
                        permissions.remove(address, permission);
                    }
                });
    }

    private void transmit(Peer peer, byte[] bytes, int offset, int length, InetSocketAddress remote) {
        if (peer.binding == Binding.BOUND) {
            byte[] message = TurnChannelData.wrap(peer.channel, bytes, offset, length);
            out.send(message, message.length);
            return;
        }
        byte[] message = StunWriter.indication(StunMethod.SEND, TransactionId.random(RANDOM))
                .xorAddress(StunAttribute.XOR_PEER_ADDRESS, remote)
                .bytes(StunAttribute.DATA, bytes, offset, length)
                .toBytes();
        out.send(message, message.length);
        boolean isData = !StunMessage.isStun(bytes[offset]);
        if (isData && peer.binding == Binding.NONE && hasChannel(peer)) {
            bindChannel(peer, remote);
        }
    }

    /** Gives the peer a number that no other has had; false when there are no more. */
    private boolean hasChannel(Peer peer) {
        if (peer.channel == 0 && nextChannel <= TurnChannelData.CHANNEL_LAST) {
            peer.channel = nextChannel++;
        }
        return peer.channel != 0;
    }

    private void bindChannel(Peer peer, InetSocketAddress remote) {
        if (peer.binding == Binding.NONE) {
            peer.binding = Binding.ASKED;
        }
        requests.send(
                StunMethod.CHANNEL_BIND,
                writer -> writer.number32(StunAttribute.CHANNEL_NUMBER, (long) peer.channel << 16)
                        .xorAddress(StunAttribute.XOR_PEER_ADDRESS, remote),
                new TurnRequests.Result() {
                    @Override
                    public void onSuccess(StunMessage response) {
                        peer.binding = Binding.BOUND;
                        peersByChannel.put(peer.channel, remote);
                    }

                    @Override
                    public void onFailed(TurnRequests.Failure failure) {
                        // Send indications go on to work, they are only larger.
                        peer.binding = Binding.ASKED;
                    }
                });
    }

    private void renew() {
        Map<InetAddress, Permission> used = new HashMap<>();
        peers.forEach((remote, peer) -> {
            Permission permission = permissions.get(remote.getAddress());
            if (peer.used && permission != null) {
                used.put(remote.getAddress(), permission);
            }
            renewChannel(peer, remote);
            peer.used = false;
        });
        permissions.keySet().retainAll(used.keySet());
        used.forEach(this::askPermission);
    }

    /** Without a renewal the server forgets the channel, and drops what comes on it. */
    private void renewChannel(Peer peer, InetSocketAddress remote) {
        if (!peer.used) {
            peer.binding = Binding.NONE;
        } else if (peer.binding != Binding.NONE) {
            bindChannel(peer, remote);
        }
    }

    void close() {
        renewal.cancel(false);
    }
}

package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for the packets that one end sends: they are well-formed and short enough, bundled as RFC 9260 §6.10 wants, new TSNs
 * follow each other, a retransmission is what was sent before and not yet acknowledged, nothing is sent beyond its message's limits, and the
 * peer never gets more than it can hold.
 */
final class WireOracle {
    /** TSNs in a row that unsent rests of messages may take. */
    private static final int UNSENT_RESTS_MAX = 100;

    private final FragmentOracle fragments;
    private final int packetBytesMax;
    private final Map<Tsn, SentChunk> chunks = new HashMap<>();
    private long peerWindowBytes;
    private @Nullable Tsn lastNewTsn; // null before the first DATA chunk
    private @Nullable Tsn cumulativeAck; // null before the first SACK
    /** Of reliable messages; what is given up does not count against the peer's window. */
    private long unacknowledgedBytes;

    private static final class SentChunk {
        final TrackedMessage message;
        final UserDataChunk first;
        int transmissions;
        boolean arrived;

        SentChunk(TrackedMessage message, UserDataChunk first) {
            this.message = message;
            this.first = first;
        }
    }

    WireOracle(DeliveryOracle messages, AssociationOptions options, AssociationOptions peerOptions) {
        this.fragments = new FragmentOracle(messages);
        this.packetBytesMax = options.pathMtu().maxBytes();
        this.peerWindowBytes = peerOptions.receiveBuffer().initialBytes();
    }

    /** Takes note of what the peer says it has. */
    void received(Bytes bytes) {
        try {
            for (Chunk chunk : Packet.parse(bytes, ZeroChecksum.ACCEPTED).chunks()) {
                switch (chunk) {
                    case SackChunk sack -> acknowledged(sack);
                    case ShutdownChunk shutdown -> acknowledged(shutdown.cumulativeTsnAck());
                    default -> {}
                }
            }
        } catch (MalformedPacketException damagedOnItsWay) {
            // Not for this oracle: the association must ignore it.
        }
    }

    private void acknowledged(SackChunk sack) {
        Tsn upTo = sack.cumulativeTsnAck();
        Tsn before = cumulativeAck;
        boolean isOld = before != null && upTo.isBefore(before);
        if (isOld) {
            return;
        }
        // Among SACKs with the same cumulative TSN nobody can tell which is the latest.
        boolean isNewer = before == null || upTo.isAfter(before);
        peerWindowBytes =
                isNewer ? sack.advertisedReceiverWindow() : Math.max(peerWindowBytes, sack.advertisedReceiverWindow());
        acknowledged(upTo);
        for (GapAckBlock block : sack.gapAckBlocks()) {
            for (int offset = block.start(); offset <= block.end(); offset++) {
                arrived(upTo.plus(offset));
            }
        }
    }

    private void acknowledged(Tsn upTo) {
        Tsn last = lastNewTsn;
        Tsn before = cumulativeAck;
        // Before the first DATA chunk, and with TSNs that were taken for unsent rests, there is nothing to look up.
        if (last == null
                || upTo.isAfter(last.plus(UNSENT_RESTS_MAX))
                || (before != null && upTo.isAtOrBefore(before))) {
            return;
        }
        for (Tsn tsn = upTo; before == null ? chunks.containsKey(tsn) : tsn.isAfter(before); tsn = tsn.previous()) {
            arrived(tsn);
        }
        cumulativeAck = upTo;
    }

    private void arrived(Tsn tsn) {
        SentChunk chunk = chunks.get(tsn);
        if (chunk != null && !chunk.arrived && chunk.message.isReliable()) {
            unacknowledgedBytes -= chunk.first.payload().length();
        }
        if (chunk != null) {
            chunk.arrived = true;
        }
    }

    void sent(long nowNanos, Bytes bytes) {
        check(bytes.length() <= packetBytesMax, "a packet of " + bytes.length() + " bytes");
        Packet packet = parse(bytes);
        checkBundling(packet.chunks());
        for (Chunk chunk : packet.chunks()) {
            if (chunk instanceof UserDataChunk data) {
                sent(nowNanos, data);
            }
        }
    }

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError("sends a malformed packet: " + bytes, e);
        }
    }

    private static void checkBundling(List<Chunk> chunks) {
        boolean hasData = chunks.stream().anyMatch(UserDataChunk.class::isInstance);
        for (int i = 0; i < chunks.size(); i++) {
            boolean first = i == 0;
            boolean last = i == chunks.size() - 1;
            switch (chunks.get(i)) {
                case InitChunk c -> check(first && last, "INIT is bundled");
                case InitAckChunk c -> check(first && last, "INIT ACK is bundled");
                case ShutdownCompleteChunk c -> check(first && last, "SHUTDOWN COMPLETE is bundled");
                case CookieEchoChunk c -> check(first, "COOKIE ECHO is not first");
                case CookieAckChunk c -> check(first, "COOKIE ACK is not first");
                case AbortChunk c -> check(last && !hasData, "ABORT is not last or with DATA");
                default -> {}
            }
        }
    }

    private void sent(long nowNanos, UserDataChunk data) {
        check(!data.payload().isEmpty(), "an empty DATA chunk");
        SentChunk sent = chunks.get(data.tsn());
        if (sent == null) {
            sent = firstTime(data);
        } else {
            boolean same = sent.first.payload().equals(data.payload())
                    && sent.first.streamId().equals(data.streamId())
                    && FragmentOracle.isSameFragment(sent.first, data);
            check(same, data.tsn() + " was another chunk before");
        }
        Tsn acknowledged = cumulativeAck;
        check(acknowledged == null || data.tsn().isAfter(acknowledged), data.tsn() + " was acknowledged before");
        sent.transmissions++;
        checkLimits(nowNanos, sent);
    }

    private SentChunk firstTime(UserDataChunk data) {
        TrackedMessage message = fragments.messageOf(data);
        lastNewTsn = data.tsn();
        checkPeerWindow(data.payload().length());
        unacknowledgedBytes += message.isReliable() ? data.payload().length() : 0;
        SentChunk chunk = new SentChunk(message, data);
        chunks.put(data.tsn(), chunk);
        return chunk;
    }

    /** RFC 9260 §6.1 A: new data must fit the window, or be alone on its way. */
    private void checkPeerWindow(int newBytes) {
        boolean fits = unacknowledgedBytes == 0 || unacknowledgedBytes + newBytes <= peerWindowBytes;
        check(fits, newBytes + " bytes follow " + unacknowledgedBytes + " into a window of " + peerWindowBytes);
    }

    private static void checkLimits(long nowNanos, SentChunk chunk) {
        TrackedMessage message = chunk.message;
        check(!message.isGivenUp(), message + " is sent although it was abandoned");
        switch (message.message.options().reliability()) {
            case Reliability.Reliable r -> {}
            case Reliability.Priority r -> {}
            case Reliability.LimitedRetransmissions r ->
                check(chunk.transmissions <= r.retransmitsMax() + 1L, message + " is sent once too often");
            case Reliability.LimitedLifetime r ->
                check(nowNanos <= message.sentAtNanos + r.lifetimeNanos(), message + " is sent too late");
        }
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new AssertionError("on the wire: " + problem);
        }
    }
}

package io.github.datachannel4j.sctp.simulation;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for the packets that one end sends: they are well-formed and short enough, bundled as RFC 9260 §6.10 wants, new TSNs
 * follow each other, a retransmission is what was sent before, and nothing is sent beyond its message's limits.
 */
final class WireOracle {
    private final DeliveryOracle messages;
    private final int packetBytesMax;
    private final Map<Tsn, SentChunk> chunks = new HashMap<>();
    private @Nullable Tsn lastNewTsn; // null before the first DATA chunk

    private static final class SentChunk {
        final TrackedMessage message;
        final DataChunk first;
        int transmissions;

        SentChunk(TrackedMessage message, DataChunk first) {
            this.message = message;
            this.first = first;
        }
    }

    WireOracle(DeliveryOracle messages, AssociationOptions options) {
        this.messages = messages;
        this.packetBytesMax = options.packetBytesMax();
    }

    void sent(long nowNanos, Bytes bytes) {
        check(bytes.length() <= packetBytesMax, "a packet of " + bytes.length() + " bytes");
        Packet packet = parse(bytes);
        checkBundling(packet.chunks());
        for (Chunk chunk : packet.chunks()) {
            if (chunk instanceof DataChunk data) {
                sent(nowNanos, data);
            }
        }
    }

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes);
        } catch (MalformedPacketException e) {
            throw new AssertionError("sends a malformed packet: " + bytes, e);
        }
    }

    private static void checkBundling(List<Chunk> chunks) {
        boolean hasData = chunks.stream().anyMatch(DataChunk.class::isInstance);
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

    private void sent(long nowNanos, DataChunk data) {
        check(!data.payload().isEmpty(), "an empty DATA chunk");
        SentChunk sent = chunks.get(data.tsn());
        if (sent == null) {
            sent = firstTime(data);
        } else {
            boolean same = sent.first.payload().equals(data.payload())
                    && sent.first.streamId().equals(data.streamId())
                    && sent.first.ssn().equals(data.ssn());
            check(same, data.tsn() + " was another chunk before");
        }
        sent.transmissions++;
        checkLimits(nowNanos, sent);
    }

    private SentChunk firstTime(DataChunk data) {
        checkNext(data);
        TrackedMessage message;
        if (data.isBeginning()) {
            message = messages.message(TrackedMessage.numberOf(data.payload()));
        } else {
            SentChunk before = chunks.get(data.tsn().previous());
            if (before == null || before.first.isEnding()) {
                throw new AssertionError(data.tsn() + " is a fragment without a beginning");
            }
            message = before.message;
        }
        lastNewTsn = data.tsn();
        SentChunk chunk = new SentChunk(message, data);
        chunks.put(data.tsn(), chunk);
        return chunk;
    }

    private void checkNext(DataChunk data) {
        Tsn last = lastNewTsn;
        if (last == null || data.tsn().equals(last.next())) {
            return;
        }
        // The unsent rest of a message that is given up takes one TSN that is never sent, or the receiver would wait
        // for the rest.
        SentChunk before = chunks.get(last);
        boolean skipsARest = before != null && !before.first.isEnding() && !before.message.isReliable();
        check(skipsARest && data.tsn().equals(last.plus(2)), data.tsn() + " follows " + last);
    }

    private static void checkLimits(long nowNanos, SentChunk chunk) {
        TrackedMessage message = chunk.message;
        check(message.fate != MessageFate.ABANDONED, message + " is sent although it was abandoned");
        switch (message.message.options().reliability()) {
            case Reliability.Reliable r -> {}
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

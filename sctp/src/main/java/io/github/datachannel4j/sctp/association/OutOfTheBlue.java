package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import io.github.datachannel4j.sctp.packet.TagOwner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers packets that belong to no association (RFC 9260 §8.4). */
public final class OutOfTheBlue {
    private final PacketSender packets;
    private final AnswerLimit limit = new AnswerLimit();

    public OutOfTheBlue(PacketSender packets) {
        this.packets = packets;
    }

    public void receive(long nowNanos, Packet packet) {
        Chunk answer = answerTo(packet);
        if (answer != null && limit.allows(nowNanos)) {
            packets.sendAlone(nowNanos, packet.header().verificationTag(), answer);
        }
    }

    /** The chunk to send back under the tag that came, or null for silence. */
    static @Nullable Chunk answerTo(Packet packet) {
        for (Chunk chunk : packet.chunks()) {
            // Rules 2, 3 and 6 to 8: an answer could meet another one like it, for ever.
            boolean isSilent = switch (chunk) {
                case AbortChunk abort -> true;
                case ShutdownCompleteChunk complete -> true;
                case CookieAckChunk ack -> true;
                case InitChunk init -> true;
                case InitAckChunk ack -> true;
                case ErrorChunk error -> error.causes().stream().anyMatch(StaleCookieCause.class::isInstance);
                default -> false;
            };
            if (isSilent) {
                return null;
            }
        }
        // Rule 5: the peer has missed our SHUTDOWN COMPLETE.
        return packet.chunks().getFirst() instanceof ShutdownAckChunk
                ? new ShutdownCompleteChunk(TagOwner.REFLECTED)
                : new AbortChunk(TagOwner.REFLECTED, List.of());
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
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
    private final AnswerLimit limit = new AnswerLimit(AnswerLimit.REPORTS_PER_SECOND);

    public OutOfTheBlue(PacketSender packets) {
        this.packets = packets;
    }

    public void receive(long nowNanos, Packet packet) {
        Chunk answer = answerTo(packet);
        if (answer != null && limit.allows(nowNanos)) {
            packets.sendAlone(nowNanos, tagFor(packet), answer);
        }
    }

    /** Rule 3: an INIT brings the tag for the answer, all others get their own back. */
    private static int tagFor(Packet packet) {
        return packet.chunks().getFirst() instanceof InitChunk init
                ? init.handshake().initiateTag()
                : packet.verificationTag();
    }

    /** The chunk to send back, or null for silence. */
    static @Nullable Chunk answerTo(Packet packet) {
        for (Chunk chunk : packet.chunks()) {
            // Rules 2, 6 and 7: an answer could meet another one like it, for ever.
            boolean isSilent = switch (chunk) {
                case AbortChunk abort -> true;
                case ShutdownCompleteChunk complete -> true;
                case CookieAckChunk ack -> true;
                // §3.3.2: an INIT without a tag is no INIT.
                case InitChunk init -> init.handshake().initiateTag() == 0;
                case ErrorChunk error -> error.causes().stream().anyMatch(StaleCookieCause.class::isInstance);
                default -> false;
            };
            if (isSilent) {
                return null;
            }
        }
        if (packet.chunks().getFirst() instanceof InitChunk) {
            // Rule 3: this association is over, and nobody here begins another one.
            return new AbortChunk(TagOwner.RECEIVER, List.of());
        }
        // Rule 5: the peer has missed our SHUTDOWN COMPLETE.
        return packet.chunks().contains(ShutdownAckChunk.INSTANCE)
                ? new ShutdownCompleteChunk(TagOwner.REFLECTED)
                : new AbortChunk(TagOwner.REFLECTED, List.of());
    }
}

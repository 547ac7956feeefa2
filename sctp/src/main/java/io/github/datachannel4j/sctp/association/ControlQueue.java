package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Control chunks that will share the next packets with each other and with DATA. */
final class ControlQueue {
    /** All are answers or repeated when unanswered; a peer that provokes more between two packets of ours loses the rest. */
    private static final int CHUNKS_MAX = 32;

    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();

    void add(Chunk chunk) {
        if (chunks.size() < CHUNKS_MAX) {
            chunks.add(chunk);
        }
    }

    /** First in its packet (RFC 9260 §5.1 D); one answers all copies of a COOKIE ECHO that came meanwhile. */
    void addCookieAck() {
        if (chunks.peek() != CookieAckChunk.INSTANCE) {
            chunks.addFirst(CookieAckChunk.INSTANCE);
        }
    }

    /** First in its packet (RFC 9260 §5.1 C), once. */
    void addCookieEcho(CookieEchoChunk echo) {
        dropCookieEcho();
        chunks.addFirst(echo);
    }

    /** The handshake is done, or the cookie was another one. */
    void dropCookieEcho() {
        if (isCookieEchoDue()) {
            chunks.remove();
        }
    }

    boolean isCookieEchoDue() {
        return chunks.peek() instanceof CookieEchoChunk;
    }

    @Nullable
    Chunk peek() {
        return chunks.peek();
    }

    void removeFirst() {
        chunks.remove();
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }
}

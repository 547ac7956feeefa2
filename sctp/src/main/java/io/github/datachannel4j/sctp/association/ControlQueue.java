package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.packet.Chunk;
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

    /** For a chunk that must be the first of its packet. */
    void addFirst(Chunk chunk) {
        chunks.addFirst(chunk);
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

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.StreamScheduling;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is. A {@link StreamScheduler} ranks the streams; here is what limits it:
 *
 * <ul>
 *   <li>without interleaving a message that has begun is sent to its end (RFC 9260 §6.9);
 *   <li>with it, only so much is begun at a time as the peer can hold: it can deliver nothing before it has some message whole, so many
 *       halves would fill its window for ever. What goes into one chunk is never a half and need not wait.
 * </ul>
 */
final class StreamTurns {
    private final StreamScheduler scheduler;
    private final ReadyStreams ready = new ReadyStreams();
    /** Streams whose next message has to wait until one that has begun is done. */
    private final ArrayDeque<OutgoingStream> heldBack = new ArrayDeque<>();

    private boolean interleaves;
    private long begunBytesMax = Long.MAX_VALUE;
    /** Payload of all messages of which a part is sent and a part is not. */
    private long begunBytes;
    /** Must go on: its message has begun, or its packet; null when the ranks decide. */
    private @Nullable OutgoingStream bound;

    private long turnBytes;

    StreamTurns(StreamScheduling scheduling) {
        scheduler = StreamScheduler.of(scheduling);
    }

    /** The association begins, maybe anew. Every stream that has something to send is to {@link #enter}. */
    void begin(Framing framing, long peerBufferBytes) {
        interleaves = framing == Framing.INTERLEAVED;
        begunBytesMax = peerBufferBytes / 2;
        clear();
    }

    void clear() {
        begunBytes = 0;
        bound = null;
        turnBytes = 0;
        heldBack.forEach(stream -> stream.heldBack(false));
        heldBack.clear();
        ready.clear();
    }

    /** The stream has something to send. */
    void enter(OutgoingStream stream) {
        if (!stream.isReady() && !stream.isHeldBack()) {
            stream.rank(scheduler.rankOnArrival(stream));
            ready.place(stream);
        }
    }

    /** The stream has nothing to send. */
    void leave(OutgoingStream stream) {
        ready.remove(stream);
    }

    /** Its priority is another one now. */
    void reconsider(OutgoingStream stream) {
        if (stream.isReady()) {
            stream.rank(scheduler.rankOnArrival(stream));
            ready.place(stream);
        }
    }

    /** The stream to send from, or null when there is none. */
    @Nullable
    OutgoingStream current() {
        return bound != null ? bound : ready.first();
    }

    /** Whether no other stream than the current one may send now. */
    boolean isBound() {
        return bound != null;
    }

    /** Whether the message that is next on the current stream may begin; if not, its stream is held back. */
    boolean mayBegin(OutgoingStream stream, QueuedMessage message, int chunkPayloadMax) {
        int length = message.remainingBytes();
        if (!interleaves || begunBytes == 0 || length <= chunkPayloadMax || begunBytes + length <= begunBytesMax) {
            return true;
        }
        ready.remove(stream);
        stream.heldBack(true);
        heldBack.add(stream);
        return false;
    }

    void beginPacket() {
        if (!scheduler.sharesPackets() && bound != null && (interleaves || !isInTheMiddle(bound))) {
            endTurn(bound);
        }
    }

    /** A fragment has left. */
    void sent(OutgoingStream stream, QueuedMessage message, int bytes) {
        turnBytes += bytes;
        boolean isWhole = message.remainingBytes() == 0;
        account(message, bytes, isWhole);
        boolean isTurnOver = scheduler.sharesPackets() && (interleaves || isWhole);
        if (isTurnOver) {
            endTurn(stream);
        } else {
            bound = stream;
        }
    }

    private void account(QueuedMessage message, int bytes, boolean isWhole) {
        boolean isFirst = message.cutBytes() == bytes;
        if (isFirst && !isWhole) {
            begunBytes += message.length();
        } else if (isWhole && !isFirst) {
            done(message);
        }
    }

    /** The rest of a message that had begun will not be sent. */
    void gaveUpRest(OutgoingStream stream, QueuedMessage message) {
        done(message);
        if (bound == stream && scheduler.sharesPackets()) {
            endTurn(stream);
        } else if (stream.head() == null) {
            leave(stream);
        }
    }

    private void done(QueuedMessage message) {
        begunBytes -= message.length();
        OutgoingStream stream;
        while ((stream = heldBack.poll()) != null) {
            stream.heldBack(false);
            if (stream.head() != null) {
                enter(stream);
            }
        }
    }

    private void endTurn(OutgoingStream stream) {
        bound = null;
        stream.rank(scheduler.rankAfterTurn(stream, turnBytes));
        turnBytes = 0;
        if (stream.head() == null) {
            leave(stream);
        } else if (!stream.isHeldBack()) {
            ready.place(stream);
        }
    }

    private static boolean isInTheMiddle(OutgoingStream stream) {
        QueuedMessage head = stream.head();
        return head != null && head.isStarted();
    }

    /** Shows every stream that has something to send. */
    void forEach(Consumer<OutgoingStream> consumer) {
        ready.forEach(consumer);
        heldBack.forEach(consumer);
    }
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamPriority;
import io.github.datachannel4j.sctp.core.StreamTable;
import io.github.datachannel4j.sctp.tx.OutgoingStream.ResetPhase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing streams that have state, and how far each one is in its reset, or in that of all (RFC 6525 §5.1). What is queued behind a
 * reset waits here until the peer has answered; asking it is not done here.
 */
public final class OutgoingStreams {
    private final StreamTable<OutgoingStream> streams = new StreamTable<>();
    private final StreamTurns turns;

    /** Streams to be reset whose request was not sent yet, in the order of the calls. */
    private final Set<StreamId> resetting = new LinkedHashSet<>();

    /** New messages of all streams wait until both ends have begun anew. */
    private boolean isHoldingAll;

    OutgoingStreams(StreamTurns turns) {
        this.turns = turns;
    }

    @Nullable
    OutgoingStream get(StreamId id) {
        return streams.get(id);
    }

    /** A new one if need be. */
    OutgoingStream obtain(StreamId id) {
        OutgoingStream stream = streams.get(id);
        if (stream == null) {
            stream = new OutgoingStream(id);
            streams.put(id, stream);
            if (isHoldingAll) {
                stream.beginHold();
            }
        }
        return stream;
    }

    /** By rising number. */
    void forEach(Consumer<OutgoingStream> consumer) {
        streams.forEach(consumer);
    }

    public int count() {
        return streams.size();
    }

    /** By rising number. */
    public List<StreamId> used() {
        return streams.map(OutgoingStream::id);
    }

    /** Lets the stream take its turn if it has something to send. */
    void schedule(OutgoingStream stream) {
        if (stream.head() != null) {
            turns.enter(stream);
        }
    }

    /** What the scheduling makes of it is the scheduling's business; 0 to {@link StreamPriority#MAX}. */
    public void prioritize(StreamId id, int priority) {
        OutgoingStream stream = obtain(id);
        stream.priority(priority);
        turns.reconsider(stream);
        forgetIfPristine(stream);
    }

    void forgetIfPristine(OutgoingStream stream) {
        if (stream.isPristine()) {
            turns.leave(stream);
            streams.remove(stream.id());
        }
    }

    // ---- reset of some

    /** From now on new messages of this stream wait. Does nothing when a reset is under way already. */
    public void beginReset(StreamId id) {
        OutgoingStream stream = obtain(id);
        if (stream.resetPhase() == ResetPhase.OPEN) {
            stream.beginReset();
            resetting.add(id);
        }
    }

    /** Takes streams, at most so many, that have sent all messages from before their reset. */
    public List<StreamId> takeReadyForReset(int streamsMax) {
        if (resetting.isEmpty()) {
            return List.of();
        }
        List<StreamId> ready = new ArrayList<>();
        for (Iterator<StreamId> ids = resetting.iterator(); ids.hasNext() && ready.size() < streamsMax; ) {
            StreamId id = ids.next();
            OutgoingStream stream = streams.get(id);
            if (stream != null && stream.resetPhase() == ResetPhase.READY) {
                ready.add(id);
                ids.remove();
            }
        }
        return ready;
    }

    /** The peer has answered. */
    public void endReset(StreamId id, ResetOutcome outcome) {
        OutgoingStream stream = streams.get(id);
        if (stream != null) {
            stream.endReset(outcome);
            schedule(stream);
            forgetIfPristine(stream);
        }
    }

    // ---- reset of all

    /** From now on new messages of all streams wait (RFC 6525 §5.1.4). */
    public void holdAll() {
        if (!isHoldingAll) {
            isHoldingAll = true;
            streams.forEach(OutgoingStream::beginHold);
        }
    }

    /** Whether everything from before the hold has been sent, and no stream is between two numberings. */
    public boolean isReadyForResetAll() {
        boolean[] isReady = {isHoldingAll};
        streams.forEach(stream -> isReady[0] &= stream.isHeld() && stream.resetPhase() != ResetPhase.READY);
        return isReady[0];
    }

    public void releaseAll(ResetOutcome outcome) {
        isHoldingAll = false;
        for (StreamId id : used()) {
            OutgoingStream stream = obtain(id);
            stream.endHold(outcome);
            schedule(stream);
            forgetIfPristine(stream);
        }
    }

    /** Whether a reset waits to be requested, or one of everything to be answered. */
    public boolean isResetWanted() {
        return isHoldingAll || !resetting.isEmpty();
    }

    // ---- the association

    /** While nothing is queued. */
    List<AssociationHandover.OutgoingStream> handOver(Framing framing) {
        return streams.map(stream -> stream.handOver(framing));
    }

    public void takeOver(List<AssociationHandover.OutgoingStream> used) {
        used.forEach(stream -> obtain(stream.id()).takeOver(stream));
    }

    /** It begins anew, and all streams count from zero; nothing is queued. */
    void restart() {
        resetting.clear();
        isHoldingAll = false;
        turns.clear();
        streams.forEach(OutgoingStream::restart);
    }
}

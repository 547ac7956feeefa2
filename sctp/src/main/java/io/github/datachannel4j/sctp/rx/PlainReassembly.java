package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.SequenceRing;
import io.github.datachannel4j.sctp.core.StreamTable;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;

/** Makes messages of DATA chunks: the fragments of one have consecutive TSNs (RFC 9260 §6.9). */
final class PlainReassembly implements Reassembly {
    private final Delivery delivery;
    /** Each incomplete run, at its first and at its last TSN. */
    private final SequenceRing<FragmentRun> runs = new SequenceRing<>();

    private final StreamTable<IncomingStream> streams = new StreamTable<>();

    PlainReassembly(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public int streamCount() {
        return streams.size();
    }

    /** How many TSNs lie between the oldest fragment held and this one. */
    @Override
    public long spanWith(long tsn) {
        return runs.spanWith(tsn);
    }

    @Override
    public void add(long tsn, UserDataChunk chunk) {
        add(tsn, (DataChunk) chunk);
    }

    private void add(long tsn, DataChunk chunk) {
        if (chunk.isBeginning() && chunk.isEnding() && deliverAtOnce(chunk)) {
            return;
        }
        delivery.hold(chunk.payload().length());
        FragmentRun run = joinWithNeighbours(tsn, chunk);
        if (run.isComplete()) {
            forget(run);
            complete(run);
        }
    }

    /** The common case: a message in one chunk that waits for nothing. */
    private boolean deliverAtOnce(DataChunk chunk) {
        if (chunk.isUnordered()) {
            deliver(chunk, chunk.payload());
            return true;
        }
        IncomingStream stream = streamFor(chunk.streamId());
        if (!stream.isNext(stream.unwrap(chunk.ssn()))) {
            return false;
        }
        stream.advance();
        deliver(chunk, chunk.payload());
        stream.drain(this::deliverHeld);
        return true;
    }

    /**
     * Keeps the fragment as a run or as a part of one. Only ends are moved, the new one before the old one is removed: the ring would
     * otherwise search its lowest entry along the whole run, for each of its fragments.
     */
    private FragmentRun joinWithNeighbours(long tsn, DataChunk fragment) {
        FragmentRun run = runs.get(tsn - 1);
        boolean endIsMoved = false;
        if (run != null && run.isContinuedBy(tsn, fragment)) {
            endIsMoved = run.lastTsn() != run.firstTsn();
            run.append(fragment);
        } else {
            run = new FragmentRun(tsn, fragment);
            runs.put(tsn, run);
        }
        FragmentRun after = runs.get(tsn + 1);
        if (after != null && run.isContinuedBy(after)) {
            run.append(after);
            runs.remove(after.firstTsn());
        }
        runs.put(run.lastTsn(), run);
        if (endIsMoved) {
            runs.remove(tsn - 1);
        }
        return run;
    }

    private void forget(FragmentRun run) {
        runs.remove(run.firstTsn());
        runs.remove(run.lastTsn());
    }

    private void complete(FragmentRun message) {
        DataChunk first = message.first();
        if (first.isUnordered()) {
            deliverHeld(message);
            return;
        }
        IncomingStream stream = streamFor(first.streamId());
        long ssn = stream.unwrap(first.ssn());
        if (stream.isNext(ssn)) {
            stream.advance();
            deliverHeld(message);
            stream.drain(this::deliverHeld);
        } else if (stream.isPast(ssn) || !stream.hold(ssn, message)) {
            // The sender used the number twice; there is no order in which both could be delivered.
            discard(message);
        }
    }

    private void deliverHeld(FragmentRun message) {
        discard(message);
        deliver(message.first(), message.payload());
    }

    private void deliver(DataChunk first, Bytes payload) {
        MessageOrder order = first.isUnordered() ? MessageOrder.UNORDERED : MessageOrder.ORDERED;
        delivery.deliver(first.streamId(), first.ppid(), payload, order);
    }

    private void discard(FragmentRun message) {
        delivery.release(message.payloadBytes(), message.chunkCount());
    }

    private IncomingStream streamFor(StreamId id) {
        IncomingStream stream = streams.get(id);
        if (stream == null) {
            stream = new IncomingStream(id);
            streams.put(id, stream);
        }
        return stream;
    }

    // ---- what the sender takes back

    /** Fragments up to this TSN will get no others: a message that is incomplete now stays so (RFC 3758 §3.6). */
    void dropFragmentsTo(long newCumulativeTsn) {
        long stop = Math.min(newCumulativeTsn + 1, runs.end());
        for (long tsn = runs.low(); tsn < stop; tsn++) {
            FragmentRun run = runs.get(tsn);
            if (run != null) {
                forget(run);
                discard(run);
            }
        }
    }

    void skipMessages(SkippedStream skipped) {
        IncomingStream stream = streamFor(skipped.streamId());
        stream.skipTo(stream.unwrap(skipped.ssn()), this::deliverHeld);
    }

    @Override
    public List<StreamId> reset(List<StreamId> ids) {
        List<StreamId> targets = ids.isEmpty() ? streams.map(IncomingStream::id) : ids;
        for (StreamId id : targets) {
            IncomingStream stream = streams.get(id);
            if (stream != null) {
                stream.reset(this::deliverHeld);
                streams.remove(id);
            }
        }
        return targets;
    }

    @Override
    public List<AssociationHandover.IncomingStream> handOver() {
        return streams.map(IncomingStream::handOver);
    }

    @Override
    public void takeOver(List<AssociationHandover.IncomingStream> used) {
        used.forEach(stream -> streamFor(stream.id()).takeOver(stream));
    }
}

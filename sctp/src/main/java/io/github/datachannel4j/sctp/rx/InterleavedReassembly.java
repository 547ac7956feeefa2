package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.StreamTable;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;

/** Makes messages of I-DATA chunks, many at a time: each fragment says which message it belongs to (RFC 8260 §2). */
final class InterleavedReassembly implements Reassembly {
    private final Delivery delivery;
    private final StreamTable<InterleavedStream> streams = new StreamTable<>();

    InterleavedReassembly(Delivery delivery) {
        this.delivery = delivery;
    }

    @Override
    public void add(long tsn, UserDataChunk chunk) {
        streamFor(chunk.streamId()).add((IDataChunk) chunk);
    }

    /** TSNs mean nothing to it. */
    @Override
    public long spanWith(long tsn) {
        return 0;
    }

    void skip(SkippedMessage skipped) {
        streamFor(skipped.streamId()).skip(skipped);
    }

    private InterleavedStream streamFor(StreamId id) {
        InterleavedStream stream = streams.get(id);
        if (stream == null) {
            stream = new InterleavedStream(id, delivery);
            streams.put(id, stream);
        }
        return stream;
    }

    @Override
    public List<StreamId> reset(List<StreamId> ids) {
        List<StreamId> targets = ids.isEmpty() ? streams.map(InterleavedStream::id) : ids;
        for (StreamId id : targets) {
            InterleavedStream stream = streams.get(id);
            if (stream != null) {
                stream.reset();
                streams.remove(id);
            }
        }
        return targets;
    }

    @Override
    public int streamCount() {
        return streams.size();
    }

    @Override
    public List<AssociationHandover.IncomingStream> handOver() {
        return streams.map(InterleavedStream::handOver);
    }

    @Override
    public void takeOver(List<AssociationHandover.IncomingStream> used) {
        used.forEach(stream -> streamFor(stream.id()).takeOver(stream));
    }
}

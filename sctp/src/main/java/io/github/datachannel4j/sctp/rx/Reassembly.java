package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;

/** Makes messages of chunks that come once each, and delivers them in the order of their streams. */
sealed interface Reassembly permits PlainReassembly, InterleavedReassembly {
    /** Takes a chunk of the kind that the association has agreed on. */
    void add(long tsn, UserDataChunk chunk);

    /** How many TSNs would have to be kept account of with this one. */
    long spanWith(long tsn);

    /** These streams begin anew; an empty list means all that are in use. Returns which. */
    List<StreamId> reset(List<StreamId> ids);

    /** Streams with state. */
    int streamCount();

    /** The streams, by rising number, when nothing is held. */
    List<AssociationHandover.IncomingStream> handOver();

    /** Goes on where another process has stopped. */
    void takeOver(List<AssociationHandover.IncomingStream> used);
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;

/** Which kind of chunk carries user data; the same for a whole association (RFC 8260 §2.2.1). */
public enum Framing {
    /** DATA: the fragments of a message follow each other. */
    PLAIN(DataChunk.OVERHEAD_BYTES),
    /** I-DATA: fragments of different messages may take turns. */
    INTERLEAVED(IDataChunk.OVERHEAD_BYTES);

    private final int overheadBytes;

    Framing(int overheadBytes) {
        this.overheadBytes = overheadBytes;
    }

    /** Bytes of a chunk before the user data. */
    int overheadBytes() {
        return overheadBytes;
    }

    /** Bytes that a chunk with so much user data takes in a packet. */
    int wireBytes(int payloadBytes) {
        return (overheadBytes + payloadBytes + 3) & ~3;
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;

/** A message or a fragment of one, in either of the two forms that an association may have agreed on. */
public sealed interface UserDataChunk extends Chunk permits DataChunk, IDataChunk {
    /** I: the sender wants a SACK at once. */
    int IMMEDIATE = 0x08;
    /** U: deliver without regard to the order of the stream. */
    int UNORDERED = 0x04;
    /** B: first fragment of a message. */
    int BEGINNING = 0x02;
    /** E: last fragment of a message. */
    int ENDING = 0x01;

    Tsn tsn();

    StreamId streamId();

    /** What the bytes are; only the first fragment is sure to say it. */
    Ppid ppid();

    /** A view into the packet it was parsed from. */
    Bytes payload();

    default boolean isImmediate() {
        return (flags() & IMMEDIATE) != 0;
    }

    default boolean isUnordered() {
        return (flags() & UNORDERED) != 0;
    }

    default boolean isBeginning() {
        return (flags() & BEGINNING) != 0;
    }

    default boolean isEnding() {
        return (flags() & ENDING) != 0;
    }
}

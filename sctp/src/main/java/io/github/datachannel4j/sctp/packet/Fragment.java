package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;

/**
 * A fragment of a message as its sender keeps it. {@link PacketWriter} writes the DATA or I-DATA chunk of it straight into the packet: a
 * chunk object for each transmission, which nobody looks at, would be most of the garbage of a sender.
 */
public interface Fragment {
    /** Its TSN on the line without end. */
    long tsn();

    StreamId streamId();

    /** The SSN or MID of its message. */
    long messageNumber();

    /** How many fragments of its message are before it (FSN). */
    int fragmentNumber();

    Ppid ppid();

    /** Of the whole message. */
    Bytes messagePayload();

    /** Where the fragment begins in it. */
    int offset();

    /** Bytes of user data. */
    int payloadBytes();
}

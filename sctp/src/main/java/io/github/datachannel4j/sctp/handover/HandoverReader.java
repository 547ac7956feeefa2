package io.github.datachannel4j.sctp.handover;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Takes the content of a handover apart, from its front. Where there is too little, {@link HandoverEnvelope} turns that into a refusal. */
public final class HandoverReader {
    private final ByteBuffer in;

    HandoverReader(ByteBuffer in) {
        this.in = in;
    }

    int remaining() {
        return in.remaining();
    }

    public int unsignedByte() {
        return Byte.toUnsignedInt(in.get());
    }

    public int unsignedShort() {
        return Short.toUnsignedInt(in.getShort());
    }

    public int signedInt() {
        return in.getInt();
    }

    public long unsignedInt() {
        return Integer.toUnsignedLong(in.getInt());
    }

    public long signedLong() {
        return in.getLong();
    }

    /** A copy of the next bytes. */
    public Bytes bytes(long length) {
        if (length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] array = new byte[(int) length];
        in.get(array);
        return Bytes.wrap(array);
    }

    /** How many entries follow, of which there cannot be more than there are bytes: what is cut off makes no large list. */
    public int count(int entryBytesMin) throws MalformedHandoverException {
        long count = unsignedInt();
        require(count <= in.remaining() / entryBytesMin, "the handover has no room for its " + count + " entries");
        return (int) count;
    }

    /** Refuses the handover where something does not hold that must. */
    public static void require(boolean holds, String problem) throws MalformedHandoverException {
        if (!holds) {
            throw new MalformedHandoverException(problem);
        }
    }
}

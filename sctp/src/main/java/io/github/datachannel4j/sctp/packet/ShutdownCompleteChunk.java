package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * The answer to a SHUTDOWN ACK: the association is gone; always alone in its packet (RFC 9260 §3.3.13).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 14   |  Reserved   |T|          Length = 4           |
 * +---------------+---------------+-------------------------------+
 * </pre>
 *
 * @param verificationTag whose tag the packet carries: the T bit
 */
public record ShutdownCompleteChunk(TagOwner verificationTag) implements Chunk {
    public static final int TYPE = 14;

    static ShutdownCompleteChunk parse(int flags) {
        return new ShutdownCompleteChunk(TagOwner.ofFlags(flags));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int flags() {
        return verificationTag.flags();
    }

    @Override
    public int valueBytes() {
        return 0;
    }

    @Override
    public void writeValue(ByteBuffer out) {}
}

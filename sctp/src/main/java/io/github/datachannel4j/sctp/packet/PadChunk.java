package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * Makes a packet longer and means nothing (RFC 4820 §3). A receiver that does not know it skips it, as the bits of its type ask.
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |  Type = 0x84  |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                         Padding data                          |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param valueBytes how long the padding data is; they are zeros when written and not looked at when read
 */
public record PadChunk(int valueBytes) implements Chunk {
    public static final int TYPE = 0x84;

    /** The padding that fills this many bytes of a packet, header included; a multiple of four. */
    public static PadChunk filling(int bytes) {
        return new PadChunk(bytes - HEADER_BYTES);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        for (int i = 0; i < valueBytes; i++) {
            out.put((byte) 0);
        }
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * In INIT and INIT ACK: the chunk types beyond RFC 9260 that the sender understands (RFC 5061 §4.2.7).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |         Type = 0x8008         |            Length             |
 * +---------------+---------------+---------------+---------------+
 * | Chunk type 1  | Chunk type 2  |      ...      |   (padding)   |
 * +---------------+---------------+---------------+---------------+
 * </pre>
 *
 * @param chunkTypes one unsigned byte for each chunk type
 */
public record SupportedExtensionsParameter(Bytes chunkTypes) implements Parameter {
    public static final int TYPE = 0x8008;

    /** The parameter that names these chunk types, in this order. */
    public static SupportedExtensionsParameter of(int... chunkTypes) {
        byte[] bytes = new byte[chunkTypes.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) chunkTypes[i];
        }
        return new SupportedExtensionsParameter(Bytes.wrap(bytes));
    }

    static SupportedExtensionsParameter parse(Bytes value) {
        return new SupportedExtensionsParameter(value);
    }

    public boolean supports(int chunkType) {
        for (int i = 0; i < chunkTypes.length(); i++) {
            if (chunkTypes.getUnsignedByte(i) == chunkType) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return chunkTypes.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        chunkTypes.copyTo(out);
    }
}

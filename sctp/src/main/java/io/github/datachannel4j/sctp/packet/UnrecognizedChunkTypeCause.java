package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A chunk that the sender did not know and was asked to report (RFC 9260 §3.3.10.6).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 6           |            Length             |
 * +-------------------------------+-------------------------------+
 * |                    The chunk with its header                  |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param chunk the chunk with its header
 */
public record UnrecognizedChunkTypeCause(Bytes chunk) implements ErrorCause {
    public static final int TYPE = 6;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return chunk.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        chunk.copyTo(out);
    }
}

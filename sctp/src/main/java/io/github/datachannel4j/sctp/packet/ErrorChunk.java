package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reports something that is wrong but not fatal by itself (RFC 9260 §3.3.10).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 9    |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                    Error causes, at least one                 |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param causes at least one from a peer that keeps the rules
 */
public record ErrorChunk(List<ErrorCause> causes) implements Chunk {
    public static final int TYPE = 9;

    static ErrorChunk parse(Bytes value) throws MalformedPacketException {
        return new ErrorChunk(TlvList.parse(value, ErrorCause::parse));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return TlvList.bytes(causes);
    }

    @Override
    public void writeValue(ByteBuffer out) {
        TlvList.write(causes, out);
    }
}

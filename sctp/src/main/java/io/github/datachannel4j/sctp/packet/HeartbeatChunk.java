package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Asks whether the path is alive (RFC 9260 §3.3.5).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 4    |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                 Heartbeat information parameter               |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param info only the sender knows what it means
 */
public record HeartbeatChunk(Bytes info) implements Chunk {
    public static final int TYPE = 4;

    static HeartbeatChunk parse(Bytes value) throws MalformedPacketException {
        return new HeartbeatChunk(HeartbeatInfoParameter.parseOnly(value));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return new HeartbeatInfoParameter(info).length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        TlvList.write(List.of(new HeartbeatInfoParameter(info)), out);
    }
}

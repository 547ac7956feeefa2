package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The answer to a HEARTBEAT (RFC 9260 §3.3.6).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 5    |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                 Heartbeat information parameter               |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param info that of the HEARTBEAT
 */
public record HeartbeatAckChunk(Bytes info) implements Chunk {
    public static final int TYPE = 5;

    static HeartbeatAckChunk parse(Bytes value) throws MalformedPacketException {
        return new HeartbeatAckChunk(HeartbeatInfoParameter.parseOnly(value));
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

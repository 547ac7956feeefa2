package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The sender has nothing more to send (RFC 9260 §3.3.8).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 7    |       0       |          Length = 8           |
 * +---------------+---------------+-------------------------------+
 * |                      Cumulative TSN ack                       |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param cumulativeTsnAck everything up to here has arrived
 */
public record ShutdownChunk(Tsn cumulativeTsnAck) implements Chunk {
    public static final int TYPE = 7;

    static ShutdownChunk parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "SHUTDOWN chunk is not 8 bytes long");
        return new ShutdownChunk(new Tsn(value.getInt(0)));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return Integer.BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(cumulativeTsnAck.value());
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Asks for an association; always alone in its packet (RFC 9260 §3.3.2).
 *
 * <p>The rules for its content (a tag and stream numbers other than 0) are the association's, since each has its
 * own answer.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +---------------+---------------+-------------------------------+
 * |   Type = 1    |       0       |            Length             |
 * +---------------+---------------+-------------------------------+
 * |                         Initiate tag                          |
 * +---------------------------------------------------------------+
 * |          Advertised receiver window credit (a_rwnd)           |
 * +-------------------------------+-------------------------------+
 * |  Number of outbound streams   |   Number of inbound streams   |
 * +-------------------------------+-------------------------------+
 * |                          Initial TSN                          |
 * +---------------------------------------------------------------+
 * |                          Parameters                           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param handshake the fixed fields and parameters, which INIT and INIT ACK share
 */
public record InitChunk(HandshakeFields handshake) implements Chunk {
    public static final int TYPE = 1;

    static InitChunk parse(Bytes value) throws MalformedPacketException {
        return new InitChunk(HandshakeFields.parse(value));
    }

    public int initiateTag() {
        return handshake.initiateTag();
    }

    /** Bytes, unsigned 32 bits. */
    public long advertisedReceiverWindow() {
        return handshake.advertisedReceiverWindow();
    }

    public int outboundStreams() {
        return handshake.outboundStreams();
    }

    public int inboundStreams() {
        return handshake.inboundStreams();
    }

    public Tsn initialTsn() {
        return handshake.initialTsn();
    }

    public List<Parameter> parameters() {
        return handshake.parameters();
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return handshake.bytes();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        handshake.write(out);
    }
}

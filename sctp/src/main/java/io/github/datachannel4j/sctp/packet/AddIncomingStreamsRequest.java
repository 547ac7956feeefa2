package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The sender asks its peer to add that many of the peer's outgoing streams (RFC 6525 §4.6).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 18           |          Length = 12          |
 * +-------------------------------+-------------------------------+
 * |           Re-configuration request sequence number            |
 * +-------------------------------+-------------------------------+
 * |     Number of new streams     |           Reserved            |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param requestSequenceNumber of this request
 * @param newStreams unsigned 16 bits
 */
public record AddIncomingStreamsRequest(Tsn requestSequenceNumber, int newStreams) implements ReconfigurationParameter {
    public static final int TYPE = 18;

    private static final int VALUE_BYTES = 8;

    static AddIncomingStreamsRequest parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == VALUE_BYTES, "add-streams request is not 12 bytes long");
        return new AddIncomingStreamsRequest(new Tsn(value.getInt(0)), value.getUnsignedShort(4));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return VALUE_BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(requestSequenceNumber.value()).putShort((short) newStreams).putShort((short) 0);
    }
}

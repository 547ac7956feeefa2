package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The sender wants that many more outgoing streams (RFC 6525 §4.5).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 17           |          Length = 12          |
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
public record AddOutgoingStreamsRequest(Tsn requestSequenceNumber, int newStreams) implements ReconfigurationParameter {
    public static final int TYPE = 17;

    private static final int VALUE_BYTES = 8;

    static AddOutgoingStreamsRequest parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == VALUE_BYTES, "add-streams request is not 12 bytes long");
        return new AddOutgoingStreamsRequest(new Tsn(value.getInt(0)), value.getUnsignedShort(4));
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

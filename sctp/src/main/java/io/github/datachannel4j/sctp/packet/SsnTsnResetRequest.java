package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The sender asks to begin again with all SSNs and TSNs of both sides (RFC 6525 §4.3).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 15           |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |           Re-configuration request sequence number            |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param requestSequenceNumber of this request
 */
public record SsnTsnResetRequest(Tsn requestSequenceNumber) implements ReconfigurationParameter {
    public static final int TYPE = 15;

    static SsnTsnResetRequest parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "SSN/TSN reset request is not 8 bytes long");
        return new SsnTsnResetRequest(new Tsn(value.getInt(0)));
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
        out.putInt(requestSequenceNumber.value());
    }
}

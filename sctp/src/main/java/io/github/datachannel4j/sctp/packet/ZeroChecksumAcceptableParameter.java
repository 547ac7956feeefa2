package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * In INIT and INIT ACK: the sender accepts packets with a zero checksum if the named method protects them (RFC 9653 §4). It says what
 * its sender accepts, not what it sends.
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |         Type = 0x8001         |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |         Error detection method identifier (EDMID)             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param errorDetectionMethod 32 bits, see {@link #SCTP_OVER_DTLS}
 */
public record ZeroChecksumAcceptableParameter(int errorDetectionMethod) implements Parameter {
    public static final int TYPE = 0x8001;
    /** The only method there is: DTLS protects every packet. */
    public static final int SCTP_OVER_DTLS = 1;

    static ZeroChecksumAcceptableParameter parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == Integer.BYTES, "zero checksum parameter is not 8 bytes long");
        return new ZeroChecksumAcceptableParameter(value.getInt(0));
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
        out.putInt(errorDetectionMethod);
    }
}

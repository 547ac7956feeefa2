package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * In INIT ACK: a parameter of the INIT that its receiver did not know and was asked to report (RFC 9260 §3.3.3).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 8            |            Length             |
 * +-------------------------------+-------------------------------+
 * |               The parameter that was not recognized           |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param parameter the reported parameter with its header, without padding
 */
public record UnrecognizedParameter(Bytes parameter) implements Parameter {
    public static final int TYPE = 8;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return parameter.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        parameter.copyTo(out);
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * Parameters of an INIT ACK that the sender did not know and was asked to report (RFC 9260 §3.3.10.8).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 8           |            Length             |
 * +-------------------------------+-------------------------------+
 * |                 The parameters with their headers             |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param parameters the parameters with their headers
 */
public record UnrecognizedParametersCause(Bytes parameters) implements ErrorCause {
    public static final int TYPE = 8;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return parameters.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        parameters.copyTo(out);
    }
}

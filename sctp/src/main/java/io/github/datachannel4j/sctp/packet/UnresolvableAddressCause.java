package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * An address parameter that the sender cannot use (RFC 9260 §3.3.10.5).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 5           |            Length             |
 * +-------------------------------+-------------------------------+
 * |                  The parameter with its header                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param address the address parameter with its header
 */
public record UnresolvableAddressCause(Bytes address) implements ErrorCause {
    public static final int TYPE = 5;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return address.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        address.copyTo(out);
    }
}

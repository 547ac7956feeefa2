package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * An INIT that would restart the association from addresses it did not have before (RFC 9260 §3.3.10.11).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 11          |            Length             |
 * +-------------------------------+-------------------------------+
 * |               The new address parameters with headers         |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param addresses the address parameters with their headers
 */
public record RestartWithNewAddressesCause(Bytes addresses) implements ErrorCause {
    public static final int TYPE = 11;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return addresses.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        addresses.copyTo(out);
    }
}

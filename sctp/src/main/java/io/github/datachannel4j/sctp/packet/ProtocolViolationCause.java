package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The receiver broke a rule of the protocol (RFC 9260 §3.3.10.13).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 13          |            Length             |
 * +-------------------------------+-------------------------------+
 * |                     Additional information                    |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param details text for people, in practice UTF-8; may be empty
 */
public record ProtocolViolationCause(Bytes details) implements ErrorCause {
    public static final int TYPE = 13;

    /** The cause with a text for the peer's log. */
    public static ProtocolViolationCause of(String text) {
        return new ProtocolViolationCause(Bytes.utf8(text));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return details.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        details.copyTo(out);
    }
}

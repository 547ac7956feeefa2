package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * The user of the sender ended the association (RFC 9260 §3.3.10.12).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 12          |            Length             |
 * +-------------------------------+-------------------------------+
 * |                     Upper layer abort reason                  |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param reason text for people, in practice UTF-8; may be empty
 */
public record UserInitiatedAbortCause(Bytes reason) implements ErrorCause {
    public static final int TYPE = 12;

    /** The cause with a text for the peer's log. */
    public static UserInitiatedAbortCause of(String text) {
        return new UserInitiatedAbortCause(Bytes.utf8(text));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return reason.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        reason.copyTo(out);
    }
}

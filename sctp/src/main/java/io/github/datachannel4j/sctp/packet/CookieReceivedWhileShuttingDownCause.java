package io.github.datachannel4j.sctp.packet;

import java.nio.ByteBuffer;

/**
 * A COOKIE ECHO came while the sender is in SHUTDOWN-ACK-SENT (RFC 9260 §3.3.10.10).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 10                |          Length = 4           |
 * +-------------------------------+-------------------------------+
 * </pre>
 */
public enum CookieReceivedWhileShuttingDownCause implements ErrorCause {
    INSTANCE;

    public static final int TYPE = 10;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return 0;
    }

    @Override
    public void writeValue(ByteBuffer out) {}
}

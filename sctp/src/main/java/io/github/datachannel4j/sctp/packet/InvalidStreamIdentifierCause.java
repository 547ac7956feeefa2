package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;

/**
 * A DATA chunk came for a stream that does not exist (RFC 9260 §3.3.10.1).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 1           |          Length = 8           |
 * +-------------------------------+-------------------------------+
 * |       Stream identifier       |           Reserved            |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param streamId the stream of the DATA chunk
 */
public record InvalidStreamIdentifierCause(StreamId streamId) implements ErrorCause {
    public static final int TYPE = 1;

    private static final int VALUE_BYTES = 4;

    static InvalidStreamIdentifierCause parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() == VALUE_BYTES, "invalid stream identifier cause is not 8 bytes long");
        return new InvalidStreamIdentifierCause(new StreamId(value.getUnsignedShort(0)));
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
        out.putShort((short) streamId.value()).putShort((short) 0);
    }
}

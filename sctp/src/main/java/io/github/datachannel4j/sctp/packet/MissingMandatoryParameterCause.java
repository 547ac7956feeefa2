package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * An INIT or INIT ACK lacks parameters that it must have (RFC 9260 §3.3.10.2).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Cause = 2           |      Length = 8 + 2 * N       |
 * +-------------------------------+-------------------------------+
 * |                 Number of missing parameters N                |
 * +-------------------------------+-------------------------------+
 * |       Parameter type 1        |              ...              |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param parameterTypes unsigned 16 bits each
 */
public record MissingMandatoryParameterCause(List<Integer> parameterTypes) implements ErrorCause {
    public static final int TYPE = 2;

    static MissingMandatoryParameterCause parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= Integer.BYTES, "missing mandatory parameter cause is too short");
        long count = value.getUnsignedInt(0);
        Malformed.unless(
                count * Short.BYTES == value.length() - Integer.BYTES,
                "missing mandatory parameter cause has another length than it counts");
        List<Integer> types = new ArrayList<>((int) count);
        for (int i = 0; i < count; i++) {
            types.add(value.getUnsignedShort(Integer.BYTES + i * Short.BYTES));
        }
        return new MissingMandatoryParameterCause(List.copyOf(types));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return Integer.BYTES + parameterTypes.size() * Short.BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(parameterTypes.size());
        for (int parameterType : parameterTypes) {
            out.putShort((short) parameterType);
        }
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a HEARTBEAT carries and its HEARTBEAT ACK returns; only the sender knows what it means (RFC 9260 §3.3.5).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 1            |            Length             |
 * +-------------------------------+-------------------------------+
 * |                    Sender-specific information                |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param info the sender's own words
 */
public record HeartbeatInfoParameter(Bytes info) implements Parameter {
    public static final int TYPE = 1;

    /** The content of a HEARTBEAT or HEARTBEAT ACK, which is exactly one parameter of this type. */
    static Bytes parseOnly(Bytes chunkValue) throws MalformedPacketException {
        List<Parameter> parameters = TlvList.parse(chunkValue, Parameter::parse);
        if (parameters.size() == 1 && parameters.getFirst() instanceof HeartbeatInfoParameter parameter) {
            return parameter.info();
        }
        throw new MalformedPacketException("heartbeat without its one parameter");
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return info.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        info.copyTo(out);
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The sender asks its peer to reset the peer's outgoing streams (RFC 6525 §4.2).
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 14           |      Length = 8 + 2 * N       |
 * +-------------------------------+-------------------------------+
 * |           Re-configuration request sequence number            |
 * +-------------------------------+-------------------------------+
 * |        Stream number 1        |       ... (optional)          |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param requestSequenceNumber of this request
 * @param streams empty for all streams
 */
public record IncomingSsnResetRequest(Tsn requestSequenceNumber, List<StreamId> streams)
        implements ReconfigurationParameter {
    public static final int TYPE = 14;

    static IncomingSsnResetRequest parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= Integer.BYTES, "incoming SSN reset request is too short");
        return new IncomingSsnResetRequest(new Tsn(value.getInt(0)), StreamIdList.parse(value.slice(Integer.BYTES)));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return Integer.BYTES + streams.size() * Short.BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(requestSequenceNumber.value());
        StreamIdList.write(streams, out);
    }
}

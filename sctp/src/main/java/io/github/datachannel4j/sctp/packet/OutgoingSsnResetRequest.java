package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The sender will begin again at SSN 0 on these of its outgoing streams (RFC 6525 §4.1). This is how a data channel closes.
 *
 * <pre>
 * +-------------------------------+-------------------------------+
 * |           Type = 13           |     Length = 16 + 2 * N       |
 * +-------------------------------+-------------------------------+
 * |           Re-configuration request sequence number            |
 * +---------------------------------------------------------------+
 * |           Re-configuration response sequence number           |
 * +---------------------------------------------------------------+
 * |                 Sender's last assigned TSN                    |
 * +-------------------------------+-------------------------------+
 * |        Stream number 1        |       ... (optional)          |
 * +-------------------------------+-------------------------------+
 * </pre>
 *
 * @param requestSequenceNumber of this request
 * @param responseSequenceNumber of the incoming reset request that this one answers, else the last one seen
 * @param lastAssignedTsn the receiver resets only after it has seen everything up to here
 * @param streams empty for all streams
 */
public record OutgoingSsnResetRequest(
        Tsn requestSequenceNumber, Tsn responseSequenceNumber, Tsn lastAssignedTsn, List<StreamId> streams)
        implements ReconfigurationParameter {
    public static final int TYPE = 13;

    private static final int FIXED_BYTES = 3 * Integer.BYTES;

    static OutgoingSsnResetRequest parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= FIXED_BYTES, "outgoing SSN reset request is too short");
        return new OutgoingSsnResetRequest(
                new Tsn(value.getInt(0)),
                new Tsn(value.getInt(4)),
                new Tsn(value.getInt(8)),
                StreamIdList.parse(value.slice(FIXED_BYTES)));
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int valueBytes() {
        return FIXED_BYTES + streams.size() * Short.BYTES;
    }

    @Override
    public void writeValue(ByteBuffer out) {
        out.putInt(requestSequenceNumber.value())
                .putInt(responseSequenceNumber.value())
                .putInt(lastAssignedTsn.value());
        StreamIdList.write(streams, out);
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.StreamId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The 16-bit stream numbers at the end of a reset request; none means all streams (RFC 6525 §4.1). */
final class StreamIdList {
    private StreamIdList() {}

    static List<StreamId> parse(Bytes bytes) throws MalformedPacketException {
        Malformed.unless(bytes.length() % Short.BYTES == 0, "list of stream numbers has an odd length");
        List<StreamId> ids = new ArrayList<>(bytes.length() / Short.BYTES);
        for (int at = 0; at < bytes.length(); at += Short.BYTES) {
            ids.add(new StreamId(bytes.getUnsignedShort(at)));
        }
        return List.copyOf(ids);
    }

    static void write(List<StreamId> ids, ByteBuffer out) {
        for (StreamId id : ids) {
            out.putShort((short) id.value());
        }
    }
}

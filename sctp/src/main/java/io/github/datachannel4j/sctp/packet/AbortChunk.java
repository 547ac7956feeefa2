package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Ends the association at once (RFC 9260 §3.3.7).
 *
 * <pre>
 * +---------------+---------------+-------------------------------+
 * |   Type = 6    |  Reserved   |T|            Length             |
 * +---------------+---------------+-------------------------------+
 * |                         Error causes                          |
 * +---------------------------------------------------------------+
 * </pre>
 *
 * @param verificationTag whose tag the packet carries: the T bit
 * @param causes may be empty
 */
public record AbortChunk(TagOwner verificationTag, List<ErrorCause> causes) implements Chunk {
    public static final int TYPE = 6;

    /** The association ends also when the peer's reasons cannot be read; they are left out then. */
    static AbortChunk parse(int flags, Bytes value) {
        return new AbortChunk(TagOwner.ofFlags(flags), causes(value));
    }

    private static List<ErrorCause> causes(Bytes value) {
        try {
            return TlvList.parse(value, ErrorCause::parse);
        } catch (MalformedPacketException unreadable) {
            return List.of();
        }
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public int flags() {
        return verificationTag.flags();
    }

    @Override
    public int valueBytes() {
        return TlvList.bytes(causes);
    }

    @Override
    public void writeValue(ByteBuffer out) {
        TlvList.write(causes, out);
    }
}

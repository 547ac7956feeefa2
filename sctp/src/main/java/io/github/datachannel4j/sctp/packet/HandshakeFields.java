package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What INIT and INIT ACK have in common: the sender's side of the association (RFC 9260 §3.3.2; layout in {@link InitChunk}).
 *
 * @param initiateTag the verification tag of all packets to the sender of this
 * @param advertisedReceiverWindow bytes, unsigned 32 bits
 * @param outboundStreams unsigned 16 bits
 * @param inboundStreams the most that the sender accepts, unsigned 16 bits
 * @param initialTsn of the sender's first DATA chunk
 * @param parameters in the order of the wire
 */
public record HandshakeFields(
        int initiateTag,
        long advertisedReceiverWindow,
        int outboundStreams,
        int inboundStreams,
        Tsn initialTsn,
        List<Parameter> parameters) {
    private static final int FIXED_BYTES = 16;

    static HandshakeFields parse(Bytes value) throws MalformedPacketException {
        Malformed.unless(value.length() >= FIXED_BYTES, "INIT or INIT ACK chunk is too short");
        return new HandshakeFields(
                value.getInt(0),
                value.getUnsignedInt(4),
                value.getUnsignedShort(8),
                value.getUnsignedShort(10),
                new Tsn(value.getInt(12)),
                TlvList.parse(value.slice(FIXED_BYTES), Parameter::parse));
    }

    /** The first parameter of a type, or null when there is none. */
    public <P extends Parameter> @Nullable P parameter(Class<P> type) {
        for (Parameter parameter : parameters) {
            if (type.isInstance(parameter)) {
                return type.cast(parameter);
            }
        }
        return null;
    }

    int bytes() {
        return FIXED_BYTES + TlvList.bytes(parameters);
    }

    void write(ByteBuffer out) {
        out.putInt(initiateTag)
                .putInt((int) advertisedReceiverWindow)
                .putShort((short) outboundStreams)
                .putShort((short) inboundStreams)
                .putInt(initialTsn.value());
        TlvList.write(parameters, out);
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.SendOptions;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/**
 * DATA_CHANNEL_OPEN (RFC 8832 §5.1): opens a channel on the stream it is sent on. Both lengths count bytes of UTF-8.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  Message Type |  Channel Type |            Priority           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                    Reliability Parameter                      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |         Label Length          |       Protocol Length         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * \                             Label                             \
 * \                            Protocol                           \
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * </pre>
 *
 * @param label at most 65535 bytes of UTF-8, as {@link ChannelParameters} has checked
 * @param protocol likewise
 */
record DataChannelOpen(SendOptions delivery, int priority, String label, String protocol) implements DcepMessage {
    static final int MESSAGE_TYPE = 0x03;

    private static final int HEADER_BYTES = 12;

    static DataChannelOpen of(ChannelParameters parameters) {
        return new DataChannelOpen(
                parameters.delivery(), parameters.priority(), parameters.label(), parameters.protocol());
    }

    /** The channel it asks for. */
    ChannelParameters parameters() {
        return new ChannelParameters(label, protocol, delivery, priority, null);
    }

    static DataChannelOpen parse(Bytes payload) throws MalformedDcepException {
        if (payload.length() < HEADER_BYTES) {
            throw new MalformedDcepException("OPEN of " + payload.length() + " bytes");
        }
        ByteBuffer header = payload.asByteBuffer();
        int messageType = Byte.toUnsignedInt(header.get());
        if (messageType != MESSAGE_TYPE) {
            throw new MalformedDcepException("not an OPEN: type " + messageType);
        }
        int typeCode = Byte.toUnsignedInt(header.get());
        @Nullable ChannelType type = ChannelType.ofCode(typeCode);
        if (type == null) {
            throw new MalformedDcepException("OPEN with unknown channel type " + typeCode);
        }
        int priority = Short.toUnsignedInt(header.getShort());
        long parameter = Integer.toUnsignedLong(header.getInt());
        int labelBytes = Short.toUnsignedInt(header.getShort());
        int protocolBytes = Short.toUnsignedInt(header.getShort());
        if (HEADER_BYTES + labelBytes + protocolBytes > payload.length()) {
            throw new MalformedDcepException("OPEN ends within its label or protocol");
        }
        return new DataChannelOpen(
                type.delivery(parameter),
                priority,
                text(payload.slice(HEADER_BYTES, labelBytes)),
                text(payload.slice(HEADER_BYTES + labelBytes, protocolBytes)));
    }

    @Override
    public Bytes encode() {
        Bytes labelBytes = Utf8.encode(label);
        Bytes protocolBytes = Utf8.encode(protocol);
        ByteBuffer open = ByteBuffer.allocate(HEADER_BYTES + labelBytes.length() + protocolBytes.length());
        open.put((byte) MESSAGE_TYPE);
        open.put((byte) ChannelType.of(delivery).code());
        open.putShort((short) priority);
        open.putInt((int) ChannelType.parameterOf(delivery.reliability()));
        open.putShort((short) labelBytes.length());
        open.putShort((short) protocolBytes.length());
        labelBytes.copyTo(open);
        protocolBytes.copyTo(open);
        return Bytes.wrap(open.array());
    }

    private static String text(Bytes utf8) throws MalformedDcepException {
        try {
            return Utf8.decode(utf8);
        } catch (CharacterCodingException notUtf8) {
            throw new MalformedDcepException("OPEN whose label or protocol is not UTF-8");
        }
    }
}

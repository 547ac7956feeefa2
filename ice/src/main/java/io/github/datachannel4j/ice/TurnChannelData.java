package io.github.datachannel4j.ice;

import org.jspecify.annotations.Nullable;

/**
 * A ChannelData message (RFC 8656 §12.4): data to or from a peer behind four bytes of header.
 *
 * <pre>
 *  | channel number (16): 0x4000 to 0x4FFF | length (16) | data, over UDP without padding
 * </pre>
 */
record TurnChannelData(int channel, int dataOffset, int dataLength) {
    static final int CHANNEL_FIRST = 0x4000;
    static final int CHANNEL_LAST = 0x4FFF;
    private static final int HEADER_LENGTH = 4;

    /** Null if the bytes are something else, or fewer than they say. */
    static @Nullable TurnChannelData parse(byte[] bytes, int offset, int length) {
        if (length < HEADER_LENGTH) {
            return null;
        }
        int channel = u16(bytes, offset);
        int dataLength = u16(bytes, offset + 2);
        if (channel < CHANNEL_FIRST || channel > CHANNEL_LAST || dataLength > length - HEADER_LENGTH) {
            return null;
        }
        return new TurnChannelData(channel, offset + HEADER_LENGTH, dataLength);
    }

    static byte[] wrap(int channel, byte[] bytes, int offset, int length) {
        byte[] message = new byte[HEADER_LENGTH + length];
        message[0] = (byte) (channel >> 8);
        message[1] = (byte) channel;
        message[2] = (byte) (length >> 8);
        message[3] = (byte) length;
        System.arraycopy(bytes, offset, message, HEADER_LENGTH, length);
        return message;
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}

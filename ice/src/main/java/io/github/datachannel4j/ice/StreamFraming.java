package io.github.datachannel4j.ice;

/** How messages follow each other in a stream of bytes. */
enum StreamFraming {
    /** ICE over TCP (RFC 4571): each message behind its length in two bytes. */
    RFC4571(2, 2) {
        @Override
        int frameLength(byte[] bytes, int at) {
            return headerLength + u16(bytes, at);
        }

        @Override
        int messageLength(byte[] bytes, int at) {
            return headerLength + u16(bytes, at);
        }
    },
    /** TURN over TCP or TLS (RFC 8656 §3.1, §12.5): the messages say their own length, ChannelData is padded. */
    TURN(4, 0) {
        @Override
        int frameLength(byte[] bytes, int at) {
            return messageLength(bytes, at) + 3 & ~3;
        }

        @Override
        int messageLength(byte[] bytes, int at) {
            int header = isChannelData(bytes, at) ? headerLength : STUN_HEADER_LENGTH;
            return header + u16(bytes, at + 2);
        }

        // RFC 7983 §7: STUN begins with 0 to 3, a channel number with 64 to 79.
        private boolean isChannelData(byte[] bytes, int at) {
            return (bytes[at] & 0xC0) == 0x40;
        }
    };

    private static final int STUN_HEADER_LENGTH = 20;

    /** So many bytes say how long a frame is. */
    final int headerLength;

    /** So many bytes of a frame come before its message. */
    final int messageOffset;

    StreamFraming(int headerLength, int messageOffset) {
        this.headerLength = headerLength;
        this.messageOffset = messageOffset;
    }

    /** The bytes from the start of a frame to the start of the next, from its header. */
    abstract int frameLength(byte[] bytes, int at);

    /** The bytes from the start of a frame to the end of its message, from its header. */
    abstract int messageLength(byte[] bytes, int at);

    /** Writes the part of a frame that comes before a message of this length. */
    void writeHeader(byte[] to, int length) {
        if (this == RFC4571) {
            to[0] = (byte) (length >> 8);
            to[1] = (byte) length;
        }
    }

    /** The zeros that follow a message of this length. */
    int padding(int length) {
        return this == TURN ? -length & 3 : 0;
    }

    private static int u16(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}

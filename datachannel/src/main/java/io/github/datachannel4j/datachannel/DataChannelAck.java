package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;

/**
 * DATA_CHANNEL_ACK (RFC 8832 §5.2): the peer has accepted the channel. Its one byte is its type; a longer one is accepted,
 * because nothing after the type has a meaning.
 */
record DataChannelAck() implements DcepMessage {
    static final int MESSAGE_TYPE = 0x02;
    static final DataChannelAck INSTANCE = new DataChannelAck();

    private static final Bytes ENCODED = Bytes.wrap(new byte[] {MESSAGE_TYPE});

    @Override
    public Bytes encode() {
        return ENCODED;
    }
}

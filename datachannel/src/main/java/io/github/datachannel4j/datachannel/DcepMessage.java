package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;

/** A message of the Data Channel Establishment Protocol (RFC 8832 §5), sent with PPID 50. */
sealed interface DcepMessage permits DataChannelOpen, DataChannelAck {

    /** Reads any DCEP message. */
    static DcepMessage parse(Bytes payload) throws MalformedDcepException {
        if (payload.length() == 0) {
            throw new MalformedDcepException("empty DCEP message");
        }
        int type = payload.get(0) & 0xFF;
        return switch (type) {
            case DataChannelOpen.MESSAGE_TYPE -> DataChannelOpen.parse(payload);
            case DataChannelAck.MESSAGE_TYPE -> DataChannelAck.INSTANCE;
            default -> throw new MalformedDcepException("unknown DCEP message type " + type);
        };
    }

    /** The message as it goes on the wire. */
    Bytes encode();
}

package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.AddIncomingStreamsRequest;
import io.github.datachannel4j.sctp.packet.AddOutgoingStreamsRequest;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.StateCookieParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;

/** What somebody knows who reads along with one end: all that a good lie needs. */
final class Overheard {
    /** The latest packet. */
    Bytes latest = Bytes.EMPTY;
    /** The tag that its packets carry, which is the receiver's; 0 before it is known. */
    int tagOfPeer;
    /** Its own tag. */
    int tag;
    /** The latest TSN; the one before the first until there is one. */
    Tsn tsn = new Tsn(0);
    /** The number of its latest request, likewise. */
    Tsn request = new Tsn(0);
    /** The cookie it has given away last. */
    Bytes cookie = Bytes.EMPTY;

    void saw(Bytes packet) {
        latest = packet;
        Packet parsed = parse(packet);
        if (parsed.verificationTag() != 0) {
            tagOfPeer = parsed.verificationTag();
        }
        for (Chunk chunk : parsed.chunks()) {
            switch (chunk) {
                case InitChunk init -> begins(init.handshake());
                case InitAckChunk initAck -> begins(initAck.handshake());
                case UserDataChunk data -> tsn = data.tsn();
                case ReconfigChunk reconfig -> reconfig.parameters().forEach(this::asks);
                default -> {}
            }
        }
    }

    private void begins(HandshakeFields fields) {
        tag = fields.initiateTag();
        tsn = fields.initialTsn().previous();
        request = tsn;
        StateCookieParameter given = fields.parameter(StateCookieParameter.class);
        if (given != null) {
            cookie = given.cookie();
        }
    }

    private void asks(Parameter parameter) {
        switch (parameter) {
            case OutgoingSsnResetRequest r -> request = r.requestSequenceNumber();
            case IncomingSsnResetRequest r -> request = r.requestSequenceNumber();
            case SsnTsnResetRequest r -> request = r.requestSequenceNumber();
            case AddOutgoingStreamsRequest r -> request = r.requestSequenceNumber();
            case AddIncomingStreamsRequest r -> request = r.requestSequenceNumber();
            case ReconfigurationResponse r -> {
                ReconfigurationResponse.NextTsns next = r.nextTsns();
                tsn = next == null ? tsn : next.sender().previous();
            }
            default -> {}
        }
    }

    private static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError("an endpoint has sent a malformed packet", e);
        }
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.SignaledInit;
import java.util.random.RandomGenerator;

/**
 * What both ends have told each other by signaling instead of by INIT, INIT ACK and a cookie (draft-hancke-tsvwg-snap). The cookie proves
 * that the peer can be reached at its address, which ICE and DTLS have done.
 *
 * @param own the content of our INIT
 * @param peer the content of the peer's
 */
public record SignaledInits(HandshakeFields own, HandshakeFields peer) {
    /** An INIT chunk of ours, for one association only. */
    public static Bytes draw(AssociationOptions options, RandomGenerator random) {
        LocalOffer offer = LocalOffer.draw(random);
        return SignaledInit.write(new InitChunk(new HandshakeFields(
                offer.tag(),
                options.receiveBuffer().initialBytes(),
                options.outboundStreams(),
                options.inboundStreams(),
                offer.initialTsn(),
                PeerOffer.ourCapabilities(options))));
    }

    /**
     * Reads both.
     *
     * @throws IllegalArgumentException when one of them is no INIT that makes an association possible
     */
    public static SignaledInits parse(Bytes own, Bytes peer) {
        return new SignaledInits(fields("our own INIT", own), fields("the peer's INIT", peer));
    }

    /** Whether an association can be made from the peer's. */
    public static boolean isUsable(Bytes peer) {
        try {
            return fields("the peer's INIT", peer).initiateTag() != 0;
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    private static HandshakeFields fields(String whose, Bytes bytes) {
        try {
            HandshakeFields fields = SignaledInit.parse(bytes).handshake();
            if (fields.initiateTag() == 0 || PeerOffer.problemOf(fields) != null) {
                throw new IllegalArgumentException(whose + " makes no association possible");
            }
            return fields;
        } catch (MalformedPacketException e) {
            throw new IllegalArgumentException(whose + " cannot be read", e);
        }
    }

    LocalOffer localOffer() {
        return new LocalOffer(own.initiateTag(), own.initialTsn());
    }

    PeerOffer peerOffer() {
        return PeerOffer.of(peer);
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.nio.ByteBuffer;

/**
 * All that is needed to make an association, so that an INIT costs us no memory (RFC 9260 §5.1.3). Only we read it; {@link CookieSeal}
 * keeps others from writing it.
 *
 * <pre>
 *   expires at (8) | our tag (4) | our TSN (4) | peer's tag (4) | peer's TSN (4) | peer's a_rwnd (4)
 *   | peer's outbound, inbound streams (2 + 2) | tie tag (8) | capabilities (1)
 * </pre>
 *
 * @param expiresAtNanos when it is too old to be taken
 * @param local what we offered
 * @param peer what the peer offered
 * @param tieTag names the association that existed when the INIT came; {@link #NO_TIE_TAG} when there was none
 */
record StateCookie(long expiresAtNanos, LocalOffer local, PeerOffer peer, long tieTag) {
    static final long NO_TIE_TAG = 0;
    static final int BYTES = 41;

    void write(ByteBuffer out) {
        out.putLong(expiresAtNanos)
                .putInt(local.tag())
                .putInt(local.initialTsn().value())
                .putInt(peer.tag())
                .putInt(peer.initialTsn().value())
                .putInt((int) peer.windowBytes())
                .putShort((short) peer.outboundStreams())
                .putShort((short) peer.inboundStreams())
                .putLong(tieTag)
                .put((byte) CapabilityBits.of(peer.capabilities()));
    }

    /** Reads what {@link #write} wrote; the seal has been checked. */
    static StateCookie read(Bytes bytes) {
        ByteBuffer in = bytes.asByteBuffer();
        long expiresAtNanos = in.getLong();
        LocalOffer local = new LocalOffer(in.getInt(), new Tsn(in.getInt()));
        int peerTag = in.getInt();
        Tsn peerTsn = new Tsn(in.getInt());
        long windowBytes = Integer.toUnsignedLong(in.getInt());
        int outbound = Short.toUnsignedInt(in.getShort());
        int inbound = Short.toUnsignedInt(in.getShort());
        long tieTag = in.getLong();
        PeerCapabilities capabilities = CapabilityBits.read(in.get());
        PeerOffer peer = new PeerOffer(peerTag, windowBytes, outbound, inbound, peerTsn, capabilities);
        return new StateCookie(expiresAtNanos, local, peer, tieTag);
    }
}

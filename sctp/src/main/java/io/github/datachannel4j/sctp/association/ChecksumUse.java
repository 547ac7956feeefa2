package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import io.github.datachannel4j.sctp.packet.ZeroChecksumAcceptableParameter;
import java.util.List;

/**
 * Which packets need a checksum (RFC 9653). The directions are independent: an end sends zero if the other has announced that it takes
 * it, and takes zero from the moment it has announced so itself.
 *
 * <p>Only packets put together by {@link PacketAssembler} leave without one. All others are INIT, COOKIE ECHO and answers out of the
 * blue, for which §5.2 wants one, and a few that are too rare to matter; a right checksum is always good.
 */
public final class ChecksumUse {
    private final boolean isWanted;
    private boolean isAnnounced;

    public ChecksumUse(AssociationOptions options) {
        this.isWanted = options.zeroChecksum();
    }

    /** An INIT or INIT ACK of ours says this: only who was told may send zero (RFC 9653 §5.3). What was said once stays said. */
    void announce(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            isAnnounced |= parameter instanceof ZeroChecksumAcceptableParameter;
        }
    }

    /** Another process has told the peer this. */
    void takeOver(boolean wasAnnounced) {
        isAnnounced = wasAnnounced;
    }

    boolean isAnnounced() {
        return isAnnounced;
    }

    /** What holds for packets that come. */
    public ZeroChecksum incoming() {
        return isAnnounced ? ZeroChecksum.ACCEPTED : ZeroChecksum.REFUSED;
    }

    /** Whether packets to this peer carry no checksum. */
    public boolean isOmitted(PeerCapabilities peer) {
        return isWanted && peer.zeroChecksum();
    }
}

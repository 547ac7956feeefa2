package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationHandover.Agreement;
import io.github.datachannel4j.sctp.AssociationHandover.Identity;
import io.github.datachannel4j.sctp.AssociationHandover.Path;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.HandoverObstacle;
import io.github.datachannel4j.sctp.tx.Framing;
import io.github.datachannel4j.sctp.tx.RetransmissionTimeout;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Moves an established association to another process and takes one up. Only at rest: what is under way would have to be carried along
 * with all that is known of it, while a pause long enough comes by itself in a round trip or two.
 */
public final class Handover {
    private final Environment environment;
    private final Establishment establishment;

    public Handover(Environment environment, Establishment establishment) {
        this.environment = environment;
        this.establishment = establishment;
    }

    /** Everything that is in the way now. */
    public Set<HandoverObstacle> obstacles(State state) {
        if (!(state instanceof State.Established established)) {
            return Set.of(HandoverObstacle.NOT_ESTABLISHED);
        }
        TransmissionControlBlock tcb = established.tcb();
        EnumSet<HandoverObstacle> obstacles = EnumSet.noneOf(HandoverObstacle.class);
        addIf(hasOutputs(tcb), HandoverObstacle.OUTPUTS_WAITING, obstacles);
        addIf(environment.queue().bufferedBytes() > 0, HandoverObstacle.MESSAGES_QUEUED, obstacles);
        addIf(!tcb.sender().isAllAcknowledged(), HandoverObstacle.DATA_UNACKNOWLEDGED, obstacles);
        addIf(!tcb.streamReset().isIdle(), HandoverObstacle.REQUEST_UNANSWERED, obstacles);
        addIf(tcb.streamReset().answers().isDeferring(), HandoverObstacle.STREAM_RESET_AWAITED, obstacles);
        addIf(tcb.streamReset().isHoldingForPeer(), HandoverObstacle.ASSOCIATION_RESET_AWAITED, obstacles);
        addIf(tcb.receiver().hasGaps(), HandoverObstacle.DATA_MISSING, obstacles);
        addIf(tcb.receiver().holdsSomething(), HandoverObstacle.MESSAGE_INCOMPLETE, obstacles);
        return Collections.unmodifiableSet(obstacles);
    }

    private static void addIf(boolean isThere, HandoverObstacle obstacle, Set<HandoverObstacle> obstacles) {
        if (isThere) {
            obstacles.add(obstacle);
        }
    }

    private boolean hasOutputs(TransmissionControlBlock tcb) {
        return !environment.outputs().isEmpty()
                || environment.queue().isChangeUntold()
                || !tcb.control().isEmpty()
                || tcb.receiver().isSackDue();
    }

    /** The association of an established state without obstacles. */
    public AssociationHandover handOver(long nowNanos, TransmissionControlBlock tcb) {
        AssociationOptions options = environment.options();
        return new AssociationHandover(
                new Identity(
                        options.localPort(),
                        options.remotePort(),
                        tcb.localTag(),
                        tcb.peerTag(),
                        tcb.tags().tieTag()),
                new Agreement(
                        tcb.peerCapabilities(),
                        tcb.framing() == Framing.INTERLEAVED,
                        environment.packets().checksums().isAnnounced(),
                        tcb.outboundStreams(),
                        tcb.inboundStreams()),
                establishment.cookies(nowNanos),
                tcb.sender().handOver(tcb.peer().windowBytes()),
                tcb.receiver().handOver(),
                tcb.streamReset().handOver(),
                pathOf(tcb));
    }

    private static Path pathOf(TransmissionControlBlock tcb) {
        RetransmissionTimeout rto = tcb.path().rto();
        return new Path(
                rto.srttNanos(),
                rto.rttvarNanos(),
                rto.minRttNanos(),
                tcb.path().packetSize().packetBytesMax());
    }

    /** An association that has done nothing yet goes on with what another one has left. */
    public State takeOver(long nowNanos, AssociationHandover handover) {
        AssociationOptions options = environment.options();
        Identity identity = handover.identity();
        if (options.localPort() != identity.localPort() || options.remotePort() != identity.remotePort()) {
            throw new IllegalArgumentException("the association has the ports " + identity.localPort() + " and "
                    + identity.remotePort() + ", the options have " + options.localPort() + " and "
                    + options.remotePort());
        }
        return establishment.takeOver(nowNanos, handover);
    }
}

package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.AssociationMetrics.Congestion;
import io.github.datachannel4j.sctp.AssociationMetrics.Features;
import io.github.datachannel4j.sctp.AssociationMetrics.Loss;
import io.github.datachannel4j.sctp.AssociationMetrics.Path;
import io.github.datachannel4j.sctp.AssociationMetrics.Receive;
import io.github.datachannel4j.sctp.AssociationMetrics.Send;
import io.github.datachannel4j.sctp.association.ChecksumUse;
import io.github.datachannel4j.sctp.association.Establishment;
import io.github.datachannel4j.sctp.association.State;
import io.github.datachannel4j.sctp.association.TransmissionControlBlock;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import io.github.datachannel4j.sctp.rx.DataReceiver;
import io.github.datachannel4j.sctp.tx.DataSender;
import io.github.datachannel4j.sctp.tx.Framing;
import io.github.datachannel4j.sctp.tx.RetransmissionTimeout;
import io.github.datachannel4j.sctp.tx.SendQueue;

/** Collects {@link AssociationMetrics} from where the figures live. */
final class MetricsSnapshot {
    private final SendQueue queue;
    private final Traffic traffic;
    private final ChecksumUse checksums;
    private final Establishment establishment;

    MetricsSnapshot(SendQueue queue, Traffic traffic, ChecksumUse checksums, Establishment establishment) {
        this.checksums = checksums;
        this.establishment = establishment;
        this.queue = queue;
        this.traffic = traffic;
    }

    AssociationMetrics of(State state) {
        return state instanceof State.WithPeer withPeer
                ? withPeer(state, withPeer.tcb())
                : new AssociationMetrics(
                        state.name(),
                        new Features(false, false, false, false, false, false),
                        new Path(0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                        new Congestion(0, 0, 0),
                        new Send(0, 0, queue.bufferedBytes(), queue.streams().count(), queue.abandoned()),
                        new Receive(0, 0, 0),
                        loss(0, 0),
                        traffic());
    }

    private AssociationMetrics withPeer(State state, TransmissionControlBlock tcb) {
        DataSender sender = tcb.sender();
        DataReceiver receiver = tcb.receiver();
        return new AssociationMetrics(
                state.name(),
                features(tcb),
                path(tcb),
                new Congestion(sender.cwndBytes(), sender.ssthreshBytes(), sender.flightBytes()),
                new Send(
                        sender.peerRwndBytes(),
                        sender.outstandingChunks(),
                        queue.bufferedBytes(),
                        queue.streams().count(),
                        queue.abandoned()),
                new Receive(receiver.windowBytes(), receiver.heldBytes(), receiver.streamCount()),
                loss(sender.spuriousRetransmissions(), sender.reorderings()),
                traffic());
    }

    private Features features(TransmissionControlBlock tcb) {
        AssociationOutput.PeerCapabilities peer = tcb.peerCapabilities();
        return new Features(
                tcb.isSkippingAgreed(),
                peer.streamReset(),
                tcb.framing() == Framing.INTERLEAVED,
                checksums.isOmitted(peer),
                checksums.incoming() == ZeroChecksum.ACCEPTED,
                establishment.isBySignaling());
    }

    private static Path path(TransmissionControlBlock tcb) {
        RetransmissionTimeout rto = tcb.path().rto();
        return new Path(
                rto.srttNanos(),
                rto.rttvarNanos(),
                rto.minRttNanos(),
                rto.rtoNanos(),
                tcb.path().packetSize().packetBytesMax(),
                tcb.pathMtu().pathMtuBytes(),
                tcb.pathMtu().probesSent(),
                tcb.pathMtu().probesLost(),
                tcb.pathMtu().blackHoles(),
                tcb.path().traffic().pathChanges);
    }

    private Loss loss(long spuriousRetransmissions, long reorderings) {
        return new Loss(
                traffic.lostChunks,
                traffic.retransmissions,
                traffic.fastRetransmissions,
                traffic.probeRetransmissions,
                traffic.timeoutRetransmissions,
                spuriousRetransmissions,
                traffic.probes,
                traffic.t3Expirations,
                traffic.spuriousRecoveries,
                reorderings);
    }

    private AssociationMetrics.Traffic traffic() {
        return new AssociationMetrics.Traffic(
                traffic.packetsOut,
                traffic.bytesOut,
                traffic.packetsIn,
                traffic.bytesIn,
                traffic.packetsDropped,
                traffic.dataChunksOut,
                traffic.dataChunksIn,
                traffic.duplicatesIn);
    }
}

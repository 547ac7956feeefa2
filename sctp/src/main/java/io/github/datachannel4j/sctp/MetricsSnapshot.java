package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.association.State;
import io.github.datachannel4j.sctp.association.TransmissionControlBlock;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.rx.DataReceiver;
import io.github.datachannel4j.sctp.tx.DataSender;
import io.github.datachannel4j.sctp.tx.RetransmissionTimeout;
import io.github.datachannel4j.sctp.tx.SendQueue;

/** Collects {@link AssociationMetrics} from where the figures live. */
final class MetricsSnapshot {
    private MetricsSnapshot() {}

    static AssociationMetrics of(State state, SendQueue queue, Traffic traffic) {
        AssociationMetrics.Traffic counters = trafficOf(traffic, queue);
        if (!(state instanceof State.WithPeer withPeer)) {
            return new AssociationMetrics(
                    state.name(), 0, 0, 0, 0, 0, 0, 0, 0, queue.bufferedBytes(), queue.streamCount(), 0, 0, counters);
        }
        TransmissionControlBlock tcb = withPeer.tcb();
        DataSender sender = tcb.sender();
        DataReceiver receiver = tcb.receiver();
        RetransmissionTimeout rto = tcb.path().rto();
        return new AssociationMetrics(
                state.name(),
                sender.cwndBytes(),
                sender.ssthreshBytes(),
                sender.flightBytes(),
                sender.peerRwndBytes(),
                rto.srttNanos(),
                rto.rttvarNanos(),
                rto.rtoNanos(),
                sender.outstandingChunks(),
                queue.bufferedBytes(),
                queue.streamCount(),
                receiver.streamCount(),
                receiver.usedBytes(),
                counters);
    }

    private static AssociationMetrics.Traffic trafficOf(Traffic traffic, SendQueue queue) {
        return new AssociationMetrics.Traffic(
                traffic.packetsOut,
                traffic.bytesOut,
                traffic.packetsIn,
                traffic.bytesIn,
                traffic.packetsDropped,
                traffic.dataChunksOut,
                traffic.retransmissions,
                traffic.fastRetransmissions,
                traffic.t3Expirations,
                traffic.dataChunksIn,
                traffic.duplicatesIn,
                queue.abandonedMessages());
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.tx.CongestionControl;
import io.github.datachannel4j.sctp.tx.Path;

/**
 * The packets take another way to the same peer, since ICE has selected another pair. RFC 9260 has a window, a round trip and an error count
 * for each address of the peer (§6.3, §7.2, §8.2), and RFC 8899 §5.2 a packet size for each path; here one path follows the other, and the
 * new one begins where every path begins. RFC 9000 §9.4 does the same for QUIC.
 */
final class PathChange {
    private final Environment environment;

    PathChange(Environment environment) {
        this.environment = environment;
    }

    /** Does nothing before the association is established: what is not known yet needs not be forgotten. */
    void apply(long nowNanos, State state) {
        if (!(state instanceof State.WithPeer withPeer) || state instanceof State.CookieEchoed) {
            return;
        }
        environment.traffic().pathChanges++;
        TransmissionControlBlock tcb = withPeer.tcb();
        Path path = tcb.path();
        path.rto().forget();
        path.errors().clear();
        tcb.pathMtu().pathChanged();
        long peerWindowBytes = tcb.sender().peerRwndBytes() + tcb.sender().flightBytes();
        CongestionControl fresh = CongestionControllers.create(environment, path, peerWindowBytes);
        tcb.sender().pathChanged(nowNanos, fresh);
        tcb.heartbeat().pathChanged(nowNanos);
    }
}

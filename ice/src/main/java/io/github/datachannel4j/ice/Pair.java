package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;

/** A path and a remote address, with all that has been learned about the way between them. Lives on its agent's loop. */
final class Pair {
    final LocalPath path;
    final InetSocketAddress remote;

    /** Replaced when a check shows that a reflexive address stands before the path. */
    IceCandidate localCandidate;

    /** Replaced when the peer signals the candidate that was peer-reflexive before. */
    IceCandidate remoteCandidate;

    IceStats.PairState state = IceStats.PairState.WAITING;

    /** Whether a check of ours was answered: datagrams arrive in both directions. */
    boolean valid;

    /** Whether the controlling side has ever nominated it: this one, or the peer with USE-CANDIDATE. For the stats only. */
    boolean nominated;

    /** Whether the peer has checked it without nominating it; see {@link PeerNominations}. */
    boolean checkedWithoutNomination;

    /** When a check of ours was last answered. */
    long answeredNanos;

    long lastSentNanos;
    long lastHeardNanos;
    long packetsSent;
    long bytesSent;
    long packetsReceived;
    long bytesReceived;
    long requestsSent;
    long requestsReceived;
    long responsesSent;
    long responsesReceived;
    long consentRequestsSent;
    long roundTripNanos = -1;
    long totalRoundTripNanos;

    Pair(LocalPath path, InetSocketAddress remote, IceCandidate localCandidate, IceCandidate remoteCandidate) {
        this.path = path;
        this.remote = remote;
        this.localCandidate = localCandidate;
        this.remoteCandidate = remoteCandidate;
    }

    long priority(IceRole role) {
        return role == IceRole.CONTROLLING
                ? CandidatePriority.ofPair(localCandidate.priority(), remoteCandidate.priority())
                : CandidatePriority.ofPair(remoteCandidate.priority(), localCandidate.priority());
    }

    void dataReceived(long nowNanos, int length) {
        packetsReceived++;
        bytesReceived += length;
        lastHeardNanos = nowNanos;
    }

    void dataSent(long nowNanos, int length) {
        packetsSent++;
        bytesSent += length;
        lastSentNanos = nowNanos;
    }

    void answered(long nowNanos, long measuredNanos) {
        responsesReceived++;
        roundTripNanos = measuredNanos;
        totalRoundTripNanos += measuredNanos;
        lastHeardNanos = nowNanos;
        answeredNanos = nowNanos;
        valid = true;
        state = IceStats.PairState.SUCCEEDED;
    }

    IceCandidatePair candidates() {
        return new IceCandidatePair(localCandidate, remoteCandidate);
    }

    IceStats.Pair stats(IceRole role) {
        return new IceStats.Pair(
                localCandidate,
                remoteCandidate,
                state,
                nominated,
                priority(role),
                packetsSent,
                bytesSent,
                packetsReceived,
                bytesReceived,
                requestsSent,
                requestsReceived,
                responsesSent,
                responsesReceived,
                consentRequestsSent,
                roundTripNanos,
                totalRoundTripNanos,
                lastSentNanos,
                lastHeardNanos);
    }
}

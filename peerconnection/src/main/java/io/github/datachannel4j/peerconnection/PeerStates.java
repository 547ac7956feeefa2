package io.github.datachannel4j.peerconnection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The published states of one peer. Written on the loop, each change with its event; read from everywhere. */
final class PeerStates {
    private static final Logger LOG = LoggerFactory.getLogger(PeerConnection.class);

    private final PeerEvents events;
    private final String name;
    private volatile SignalingState signaling = SignalingState.STABLE;
    private volatile IceGatheringState gathering = IceGatheringState.NEW;
    private volatile IceConnectionState ice = IceConnectionState.NEW;
    private volatile PeerConnectionState connection = PeerConnectionState.NEW;
    private volatile DtlsTransportState dtls = DtlsTransportState.NEW;
    private volatile boolean sctpFailed;

    PeerStates(PeerEvents events, String name) {
        this.events = events;
        this.name = name;
    }

    String name() {
        return name;
    }

    SignalingState signaling() {
        return signaling;
    }

    IceGatheringState gathering() {
        return gathering;
    }

    IceConnectionState ice() {
        return ice;
    }

    DtlsTransportState dtls() {
        return dtls;
    }

    PeerConnectionState connection() {
        return connection;
    }

    void signaling(SignalingState next) {
        if (signaling != next) {
            signaling = next;
            LOG.debug("{} signaling {}", name, next);
            events.emit(new PeerConnectionEvent.SignalingStateChange(next));
        }
    }

    void gathering(IceGatheringState next) {
        if (gathering != next) {
            gathering = next;
            LOG.debug("{} gathering {}", name, next);
            events.emit(new PeerConnectionEvent.IceGatheringStateChange(next));
        }
    }

    void ice(IceConnectionState next) {
        if (ice != next) {
            ice = next;
            LOG.debug("{} ICE {}", name, next);
            events.emit(new PeerConnectionEvent.IceConnectionStateChange(next));
            aggregate();
        }
    }

    void dtls(DtlsTransportState next) {
        if (dtls != next) {
            dtls = next;
            LOG.debug("{} DTLS {}", name, next);
            aggregate();
        }
    }

    /** The association is lost, and nothing can bring it back: a data connection without it has failed. */
    void sctpFailed() {
        sctpFailed = true;
        aggregate();
    }

    /** Everything at once is closed. */
    void closed() {
        signaling(SignalingState.CLOSED);
        dtls = DtlsTransportState.CLOSED;
        if (ice != IceConnectionState.CLOSED) {
            ice = IceConnectionState.CLOSED;
            events.emit(new PeerConnectionEvent.IceConnectionStateChange(ice));
        }
        connection(PeerConnectionState.CLOSED);
    }

    private void aggregate() {
        if (connection != PeerConnectionState.CLOSED) {
            connection(sctpFailed ? PeerConnectionState.FAILED : aggregate(ice, dtls));
        }
    }

    private void connection(PeerConnectionState next) {
        if (connection != next) {
            connection = next;
            LOG.debug("{} connection {}", name, next);
            events.emit(new PeerConnectionEvent.ConnectionStateChange(next));
        }
    }

    /** The W3C's RTCPeerConnectionState of one ICE and one DTLS transport, its rules in their order. Pure. */
    static PeerConnectionState aggregate(IceConnectionState ice, DtlsTransportState dtls) {
        if (ice == IceConnectionState.FAILED || dtls == DtlsTransportState.FAILED) {
            return PeerConnectionState.FAILED;
        }
        if (ice == IceConnectionState.DISCONNECTED) {
            return PeerConnectionState.DISCONNECTED;
        }
        boolean iceClosed = ice == IceConnectionState.CLOSED;
        boolean dtlsClosed = dtls == DtlsTransportState.CLOSED;
        if ((ice == IceConnectionState.NEW || iceClosed) && (dtls == DtlsTransportState.NEW || dtlsClosed)) {
            return PeerConnectionState.NEW;
        }
        boolean iceUp = ice == IceConnectionState.CONNECTED || ice == IceConnectionState.COMPLETED || iceClosed;
        boolean dtlsUp = dtls == DtlsTransportState.CONNECTED || dtlsClosed;
        return iceUp && dtlsUp ? PeerConnectionState.CONNECTED : PeerConnectionState.CONNECTING;
    }
}

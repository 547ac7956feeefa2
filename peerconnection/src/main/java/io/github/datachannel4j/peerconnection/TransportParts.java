package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.DataChannelLimits;
import io.github.datachannel4j.dtls.DtlsCertificate;
import io.github.datachannel4j.dtls.DtlsOptions;
import io.github.datachannel4j.dtls.HandshakeGate;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.ReceiveBuffer;
import io.github.datachannel4j.sctp.SnapInit;
import java.util.random.RandomGenerator;

/**
 * What the transports of one peer are made from.
 *
 * @param certificate our identity
 * @param gate bounds the handshakes of all peers of a factory
 * @param random for the association's tags and the cookie's key
 * @param config limits and diagnostics
 * @param peer whether its certificate can be compared with what signaling says
 */
record TransportParts(
        DtlsCertificate certificate,
        HandshakeGate gate,
        RandomGenerator random,
        PeerConnectionConfig config,
        PeerKind peer) {
    /** How a peer has come. */
    enum PeerKind {
        SIGNALED,
        /** Without signaling: it shows who it is in its first message, which is the application's business. */
        STRANGER
    }

    /** RFC 9260 §3.3.2: less cannot be announced. */
    private static final long RECEIVE_BUFFER_BYTES_MIN = 1500;

    DtlsOptions dtlsOptions() {
        DtlsOptions options = DtlsOptions.defaults()
                .withHandshakeTimeout(config.limits().handshakeTimeout())
                .withGate(gate);
        return config.diagnostics().keyLog().map(options::withKeyLog).orElse(options);
    }

    DataChannelLimits channelLimits() {
        ChannelLimits limits = config.limits();
        // The outbox counts, too, what is on its way to the core; so the core's own bound is never the first to be met.
        return DataChannelLimits.defaults()
                .withSentMessageBytesMax(limits.sendQueueBytes())
                .withBufferedBytesMax(Long.MAX_VALUE / 2)
                .withReceivedMessageBytesMax(limits.maxMessageSizeBytes());
    }

    Association association(int localPort, int remotePort) {
        return new Association(
                associationOptions().withPorts(localPort, remotePort),
                random,
                config.diagnostics().tapFor(localPort, remotePort));
    }

    /** The INIT chunk of the one association that is to begin with it; ports are not in it. */
    Bytes drawInit() {
        return SnapInit.draw(associationOptions(), random);
    }

    private AssociationOptions associationOptions() {
        return AssociationOptions.defaults()
                .withCongestion(config.sctp().congestion())
                .withStreamOptions(config.sctp().streams())
                .withPathMtu(config.sctp().pathMtu())
                .withRto(config.sctp().rto())
                .withLimits(config.sctp().limits())
                .withReceiveBuffer(receiveBuffer());
    }

    /** It begins small and grows with an application that keeps up; the limit is for one that does so no longer. */
    private ReceiveBuffer receiveBuffer() {
        long maxBytes = Math.max(config.limits().receiveBufferBytes(), RECEIVE_BUFFER_BYTES_MIN);
        return new ReceiveBuffer(Math.min(config.limits().initialReceiveBufferBytes(), maxBytes), maxBytes);
    }
}

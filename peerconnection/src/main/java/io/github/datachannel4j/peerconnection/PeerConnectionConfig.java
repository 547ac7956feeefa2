package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.DtlsCertificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * How connections are made (W3C RTCConfiguration, and what a machine that is not a browser needs).
 *
 * @param iceServers STUN and TURN servers
 * @param iceTransportPolicy which candidates may be used
 * @param certificate the identity in DTLS; empty for a fresh one, which a factory shares among its connections
 * @param network sockets and addresses; belongs to the factory, whose connections share it
 * @param limits bounds of memory and time
 * @param liveness how soon a vanished peer is noticed
 * @param sctp how data is sent
 * @param listenerExecutor runs the listeners, in order; empty for the event loop itself, which they must then not block
 * @param diagnostics what only people who look for a fault want
 */
public record PeerConnectionConfig(
        List<IceServer> iceServers,
        IceTransportPolicy iceTransportPolicy,
        Optional<DtlsCertificate> certificate,
        NetworkOptions network,
        ChannelLimits limits,
        LivenessOptions liveness,
        SctpOptions sctp,
        Optional<Executor> listenerExecutor,
        Diagnostics diagnostics) {
    private static final PeerConnectionConfig DEFAULTS = new PeerConnectionConfig(
            List.of(),
            IceTransportPolicy.ALL,
            Optional.empty(),
            NetworkOptions.defaults(),
            ChannelLimits.defaults(),
            LivenessOptions.defaults(),
            SctpOptions.defaults(),
            Optional.empty(),
            Diagnostics.none());

    /** Refuses a certificate that has expired, with InvalidAccessError as the W3C has it. */
    public PeerConnectionConfig {
        iceServers = List.copyOf(iceServers);
        certificate.filter(chosen -> chosen.isExpired(Instant.now())).ifPresent(expired -> {
            throw WebRtcException.invalidAccess("the certificate expired on " + expired.expires(), null);
        });
    }

    /** Host candidates only, a free port, listeners on the loop. */
    public static PeerConnectionConfig defaults() {
        return DEFAULTS;
    }

    /** With these STUN and TURN servers. */
    public PeerConnectionConfig withIceServers(IceServer... servers) {
        return withIceServers(List.of(servers));
    }

    /** With these STUN and TURN servers. */
    public PeerConnectionConfig withIceServers(List<IceServer> servers) {
        return new PeerConnectionConfig(
                servers,
                iceTransportPolicy,
                certificate,
                network,
                limits,
                liveness,
                sctp,
                listenerExecutor,
                diagnostics);
    }

    /** With this policy. */
    public PeerConnectionConfig withIceTransportPolicy(IceTransportPolicy policy) {
        return new PeerConnectionConfig(
                iceServers, policy, certificate, network, limits, liveness, sctp, listenerExecutor, diagnostics);
    }

    /** With this certificate. */
    public PeerConnectionConfig withCertificate(DtlsCertificate chosen) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                Optional.of(chosen),
                network,
                limits,
                liveness,
                sctp,
                listenerExecutor,
                diagnostics);
    }

    /** With these sockets and addresses. */
    public PeerConnectionConfig withNetwork(NetworkOptions options) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                certificate,
                options,
                limits,
                liveness,
                sctp,
                listenerExecutor,
                diagnostics);
    }

    /** With these bounds. */
    public PeerConnectionConfig withLimits(ChannelLimits value) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                certificate,
                network,
                value,
                liveness,
                sctp,
                listenerExecutor,
                diagnostics);
    }

    /** With these times until a vanished peer is noticed. */
    public PeerConnectionConfig withLiveness(LivenessOptions value) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                certificate,
                network,
                limits,
                value,
                sctp,
                listenerExecutor,
                diagnostics);
    }

    /** With data sent like this. */
    public PeerConnectionConfig withSctp(SctpOptions options) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                certificate,
                network,
                limits,
                liveness,
                options,
                listenerExecutor,
                diagnostics);
    }

    /** With listeners on this executor. */
    public PeerConnectionConfig withListenerExecutor(Executor executor) {
        return new PeerConnectionConfig(
                iceServers,
                iceTransportPolicy,
                certificate,
                network,
                limits,
                liveness,
                sctp,
                Optional.of(executor),
                diagnostics);
    }

    /** With these aids. */
    public PeerConnectionConfig withDiagnostics(Diagnostics aids) {
        return new PeerConnectionConfig(
                iceServers, iceTransportPolicy, certificate, network, limits, liveness, sctp, listenerExecutor, aids);
    }
}

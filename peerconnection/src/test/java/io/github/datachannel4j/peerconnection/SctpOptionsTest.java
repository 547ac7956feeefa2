package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.dtls.DtlsCertificate;
import io.github.datachannel4j.dtls.HandshakeGate;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.RetransmissionLimits;
import io.github.datachannel4j.sctp.RtoOptions;
import io.github.datachannel4j.sctp.StreamOptions;
import io.github.datachannel4j.sctp.StreamScheduling;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of SCTP in the configuration reaches the association. */
@Timeout(60)
class SctpOptionsTest {
    private static final long MILLI = 1_000_000L;
    private static final PeerConnectionConfig DEFAULTS = TwoPeers.config();

    private static PeerConnectionConfig with(SctpOptions options) {
        return DEFAULTS.withSctp(options);
    }

    private static AssociationMetrics metrics(PeerConnection peer) {
        return await(peer.getStats()).of(Stats.OfSctp.class).getFirst().metrics();
    }

    private static AssociationMetrics metricsOf(PeerConnectionConfig config) {
        try (TwoPeers peers = new TwoPeers(config, DEFAULTS)) {
            TwoPeers.Pair chat = peers.open();
            assertThat(await(chat.a().sendAndConfirm(new byte[200_000]))).isEqualTo(MessageFate.ACKNOWLEDGED);
            return metrics(peers.a);
        }
    }

    @Test
    void messagesAreInterleavedUnlessSwitchedOff() {
        StreamOptions off = StreamOptions.defaults().withInterleaving(MessageInterleaving.OFF);

        assertThat(metricsOf(DEFAULTS).features().interleaving()).isTrue();
        assertThat(metricsOf(with(SctpOptions.defaults().withStreams(off)))
                        .features()
                        .interleaving())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(StreamScheduling.class)
    void everySchedulerCarries(StreamScheduling scheduling) {
        StreamOptions streams = StreamOptions.defaults().withScheduling(scheduling);

        assertThat(metricsOf(with(SctpOptions.defaults().withStreams(streams)))
                        .traffic()
                        .dataChunksOut())
                .isGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyControllerCarries(Algorithm algorithm) {
        CongestionOptions congestion = CongestionOptions.defaults().withAlgorithm(algorithm);

        assertThat(metricsOf(with(SctpOptions.defaults().withCongestion(congestion)))
                        .traffic()
                        .dataChunksOut())
                .isGreaterThan(100);
    }

    @Test
    void packetsAreAsLargeAsAskedFor() {
        AssociationMetrics metrics = metricsOf(with(SctpOptions.defaults().withPathMtu(PathMtuOptions.fixed(800))));

        assertThat(metrics.path().packetBytesMax()).isEqualTo(800);
        assertThat(metrics.path().mtuProbesSent()).isZero();
        assertThat(metrics.traffic().dataChunksOut()).isGreaterThan(250);
    }

    @Test
    void theRetransmissionTimeOutKeepsItsBounds() {
        RtoOptions slow = new RtoOptions(20_000 * MILLI, 20_000 * MILLI, 30_000 * MILLI);

        assertThat(metricsOf(with(SctpOptions.defaults().withRto(slow))).path().rtoNanos())
                .isBetween(20_000 * MILLI, 30_000 * MILLI);
        assertThat(metricsOf(DEFAULTS).path().rtoNanos()).isBetween(400 * MILLI, 3_000 * MILLI);
    }

    /** The association that a connection would use, without the connection, whose ICE would not let a peer be silent. */
    @Test
    void aSilentPeerIsGivenUpWhenThereAreLimits() {
        RetransmissionLimits two = new RetransmissionLimits(2, 2);

        assertThat(initsToASilentPeer(SctpOptions.defaults().withRetransmissionLimits(two)))
                .isEqualTo(3);
        assertThat(initsToASilentPeer(SctpOptions.defaults())).isGreaterThan(100);
    }

    /** How often INIT is sent in ten minutes. */
    private static int initsToASilentPeer(SctpOptions options) {
        Association association = new TransportParts(
                        DtlsCertificate.generate(),
                        HandshakeGate.ofDefaultLimit(),
                        new Random(1),
                        with(options),
                        TransportParts.PeerKind.SIGNALED)
                .association(5000, 5000);
        int inits = 0;
        association.connect(0);
        for (AssociationOutput output = association.poll();
                output != null || association.nextTimeout() < 600_000 * MILLI;
                output = association.poll()) {
            if (output instanceof AssociationOutput.Transmit) {
                inits++;
            } else if (output == null) {
                association.advanceTo(association.nextTimeout());
            }
        }
        assertThat(association.state() == AssociationState.CLOSED)
                .isEqualTo(options.limits().initRetransmitsMax() < RetransmissionLimits.UNLIMITED);
        return inits;
    }

    @Test
    void theReceiveWindowBeginsAsAskedFor() {
        ChannelLimits limits = ChannelLimits.defaults().withInitialReceiveBufferBytes(70_000);
        try (TwoPeers peers = new TwoPeers(DEFAULTS.withLimits(limits), DEFAULTS)) {
            peers.open();

            assertThat(metrics(peers.b).send().peerRwndBytes()).isBetween(60_000L, 70_000L);
            assertThat(metrics(peers.a).send().peerRwndBytes()).isGreaterThan(1_000_000);
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        PathMtuOptions huge = PathMtuOptions.fixed(SctpOptions.PACKET_BYTES_MAX + 1);

        assertThat(Failures.name(() -> SctpOptions.defaults().withPathMtu(huge)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
        assertThat(Failures.name(() -> ChannelLimits.defaults().withInitialReceiveBufferBytes(1499)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
        assertThat(SctpOptions.defaults().signaledInit()).isFalse();
    }
}

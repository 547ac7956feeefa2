package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.AssociationState;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** getStats before and after there is something to tell. */
@Timeout(60)
class StatsTest {
    @Test
    void tellsLittleBeforeAConnection() {
        try (PeerConnection pc = PeerConnection.create(TwoPeers.config())) {
            StatsReport report = await(pc.getStats());

            assertThat(report.of(Stats.OfPeerConnection.class)).hasSize(1);
            assertThat(report.of(Stats.OfTransport.class).getFirst().dtlsState())
                    .isEqualTo(DtlsTransportState.NEW);
            assertThat(report.of(Stats.OfCertificate.class)).hasSize(1);
            assertThat(report.of(Stats.OfSctp.class)).isEmpty();
        }
    }

    @Test
    void tellsOfEveryLayer() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers()) {
            TwoPeers.Pair chat = peers.open();
            chat.a().send("hello");
            assertThat(chat.b().receive()).isEqualTo(Message.of("hello"));

            StatsReport report = await(peers.b.getStats());

            Stats.OfTransport transport = report.of(Stats.OfTransport.class).getFirst();
            assertThat(transport.dtlsState()).isEqualTo(DtlsTransportState.CONNECTED);
            assertThat(transport.tlsVersion()).contains("FEFD");
            assertThat(transport.dtlsRole()).contains("client");
            assertThat(transport.iceRole()).isEqualTo("controlled");
            assertThat(transport.bytesReceived()).isPositive();
            Stats.OfCandidatePair pair = (Stats.OfCandidatePair)
                    report.get(transport.selectedCandidatePairId().orElseThrow())
                            .orElseThrow();
            assertThat(pair.nominated()).isTrue();
            assertThat(pair.state()).isEqualTo("succeeded");
            assertThat(pair.responsesReceived()).isPositive().isLessThanOrEqualTo(pair.requestsSent());
            assertThat(pair.responsesSent()).isPositive().isLessThanOrEqualTo(pair.requestsReceived());
            assertThat(pair.currentRoundTripTime()).isPresent();
            assertThat(pair.totalRoundTripTime().orElseThrow())
                    .isGreaterThanOrEqualTo(pair.currentRoundTripTime().orElseThrow());
            assertThat(pair.lastPacketReceivedTimestamp().orElseThrow()).isCloseTo(pair.timestamp(), within(60_000.0));
            assertThat(transport.selectedCandidatePairChanges()).isPositive();
            assertThat(report.get(pair.localCandidateId())).containsInstanceOf(Stats.OfLocalCandidate.class);
            assertThat(report.get(pair.remoteCandidateId())).containsInstanceOf(Stats.OfRemoteCandidate.class);
            assertThat(report.get(transport.remoteCertificateId().orElseThrow()))
                    .containsInstanceOf(Stats.OfCertificate.class);
            Stats.OfDataChannel channel = report.of(Stats.OfDataChannel.class).getFirst();
            assertThat(channel.messagesReceived()).isEqualTo(1);
            assertThat(channel.bytesReceived()).isEqualTo(5);
            assertThat(channel.state()).isEqualTo(DataChannelState.OPEN);
            assertThat(report.of(Stats.OfPeerConnection.class).getFirst().dataChannelsOpened())
                    .isEqualTo(1);
            assertThat(report.of(Stats.OfSctp.class).getFirst().state()).isEqualTo(SctpTransportState.CONNECTED);
        }
    }

    /** Figures that only a living association can have, on both ends of 200 000 bytes. */
    @Test
    void tellsWhatSctpKnowsOfItself() {
        try (TwoPeers peers = new TwoPeers()) {
            TwoPeers.Pair chat = peers.open();
            assertThat(await(chat.a().sendAndConfirm(new byte[200_000]))).isEqualTo(MessageFate.ACKNOWLEDGED);

            Stats.OfSctp sender =
                    await(peers.a.getStats()).of(Stats.OfSctp.class).getFirst();
            AssociationMetrics metrics = sender.metrics();
            assertThat(metrics.state()).isEqualTo(AssociationState.ESTABLISHED);
            assertThat(metrics.congestion().cwndBytes()).isGreaterThanOrEqualTo(4 * 1191);
            assertThat(metrics.path().srttNanos()).isPositive();
            assertThat(metrics.path().minRttNanos())
                    .isPositive()
                    .isLessThanOrEqualTo(metrics.path().srttNanos());
            assertThat(metrics.path().rtoNanos()).isBetween(400_000_000L, 3_000_000_000L);
            assertThat(metrics.path().packetBytesMax()).isBetween(1191, 1500);
            assertThat(metrics.path().pathMtuBytes())
                    .isGreaterThan(metrics.path().packetBytesMax());
            assertThat(metrics.features().interleaving()).isTrue();
            assertThat(metrics.features().partialReliability()).isTrue();
            assertThat(metrics.traffic().dataChunksOut()).isGreaterThan(130);
            assertThat(metrics.traffic().bytesOut()).isGreaterThan(200_000);
            assertThat(metrics.send().peerRwndBytes()).isPositive();
            assertThat(metrics.send().queuedBytes()).isZero();
            assertThat(metrics.congestion().flightBytes()).isZero();
            AssociationMetrics receiver =
                    await(peers.b.getStats()).of(Stats.OfSctp.class).getFirst().metrics();
            assertThat(receiver.traffic().dataChunksIn()).isGreaterThan(130);
            assertThat(receiver.receive().windowBytes()).isGreaterThan(500_000);

            assertThat(sender.congestionWindow()).isEqualTo(metrics.congestion().cwndBytes());
            assertThat(sender.smoothedRoundTripTime()).isCloseTo(metrics.path().srttNanos() / 1e9, within(1e-9));
            assertThat(sender.packetsSent()).isEqualTo(metrics.traffic().packetsOut());
        }
    }

    @Test
    void metricsAreInTheMapToo() {
        try (TwoPeers peers = new TwoPeers()) {
            await(peers.open().a().send("hello"));

            Map<?, ?> entry = await(peers.a.getStats()).toMap().values().stream()
                    .filter(each -> each.get("type").equals("sctp-transport"))
                    .findFirst()
                    .orElseThrow();
            Map<?, ?> metrics = (Map<?, ?>) entry.get("metrics");
            assertThat(((Number) ((Map<?, ?>) metrics.get("congestion")).get("cwndBytes")).longValue())
                    .isPositive();
            assertThat(((Number) ((Map<?, ?>) metrics.get("path")).get("pathMtuBytes")).longValue())
                    .isGreaterThanOrEqualTo(1191);
            assertThat(((Map<?, ?>) metrics.get("features")).get("interleaving"))
                    .isEqualTo(true);
        }
    }

    @Test
    void becomesMapsForJson() {
        try (TwoPeers peers = new TwoPeers()) {
            peers.open();

            Map<String, Map<String, Object>> map = await(peers.a.getStats()).toMap();

            assertThat(map).isNotEmpty();
            map.values().forEach(entry -> {
                assertThat(entry).containsKeys("id", "type", "timestamp");
                entry.values()
                        .forEach(value -> assertThat(value)
                                .isInstanceOfAny(String.class, Number.class, Boolean.class, Map.class));
            });
            assertThat(map.values())
                    .anySatisfy(entry -> assertThat(entry)
                            .containsEntry("type", "data-channel")
                            .containsEntry("state", "open"));
        }
    }
}

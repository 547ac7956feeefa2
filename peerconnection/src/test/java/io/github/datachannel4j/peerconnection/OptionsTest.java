package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What options and configurations refuse, and the name under which they do. */
class OptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "http://example.org", "stun:", "stun:host:70000", "turn", "stun://host"})
    void refusesUrlsThatAreNone(String url) {
        assertThat(Failures.name(() -> new IceServer(List.of(url), "user", "secret")))
                .isEqualTo(WebRtcErrorName.SYNTAX_ERROR);
    }

    @Test
    void refusesATurnServerWithoutCredentials() {
        for (String url : List.of("turn:turn.example.org", "TURNS:turn.example.org?transport=TCP")) {
            assertThat(Failures.name(() -> IceServer.of(url))).isEqualTo(WebRtcErrorName.INVALID_ACCESS_ERROR);
        }
        assertThat(Failures.name(() -> IceServer.of("turnip:turn.example.org")))
                .isEqualTo(WebRtcErrorName.SYNTAX_ERROR);
    }

    @Test
    void takesServersAndHidesTheirSecrets() {
        IceServer.of("stun:stun.example.org");
        IceServer turn = IceServer.of("turn:turn.example.org:3478?transport=udp", "user", "secret");
        assertThat(turn.toString()).doesNotContain("secret");
    }

    @Test
    void noticesSilenceInFiveSecondsAndGivesUpAfterThirtyByDefault() {
        LivenessOptions liveness = LivenessOptions.defaults();
        assertThat(PeerConnectionConfig.defaults().liveness()).isEqualTo(liveness);
        assertThat(liveness.consentInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(liveness.disconnectedAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(liveness.failedAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void refusesLivenessThatCannotBe() {
        LivenessOptions options = LivenessOptions.defaults();
        Duration tooShort = Duration.ofMillis(99);
        assertThat(Failures.name(() -> options.withConsentInterval(tooShort))).isEqualTo(WebRtcErrorName.RANGE_ERROR);
        assertThat(Failures.name(() -> options.withDisconnectedAfter(tooShort))).isEqualTo(WebRtcErrorName.RANGE_ERROR);
        assertThat(Failures.name(() -> options.withFailedAfter(Duration.ofSeconds(4))))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
    }

    @Test
    void refusesTwoLimitsAtOnce() {
        assertThat(Failures.name(() -> Reliability.of(1, 1))).isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Reliability.of(null, null)).isEqualTo(new Reliability.Reliable());
        assertThat(Reliability.of(0, null)).isEqualTo(new Reliability.MaxRetransmits(0));
        assertThat(Reliability.of(null, 65535)).isEqualTo(new Reliability.MaxPacketLifeTime(65535));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536})
    void refusesNumbersOutOfRange(int number) {
        DataChannelOptions options = DataChannelOptions.defaults();
        assertThat(Failures.name(() -> options.maxRetransmits(number))).isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> options.maxPacketLifeTime(number))).isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> options.negotiated(number))).isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> NetworkOptions.defaults().withUdpPort(number)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
    }

    @Test
    void refusesTheIdThatIsNone() {
        assertThat(Failures.name(() -> DataChannelOptions.defaults().negotiated(65535)))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
    }

    @Test
    void refusesLimitsWithoutRoom() {
        assertThat(Failures.name(() -> ChannelLimits.defaults().withReceiveBufferBytes(1000)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
        assertThat(Failures.name(() -> ChannelLimits.defaults().withSendQueueBytes(0)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
    }

    @Test
    void refusesToAdvertiseWhatItCannot() {
        NetworkOptions options = NetworkOptions.defaults();
        assertThat(Failures.name(() -> options.withAdvertise(InetSocketAddress.createUnresolved("example.org", 1))))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> options.withUdpPort(1).withPortPerConnection()))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
    }
}

package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnSecretTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void makesTheNameOfItsExpiryAndTheCredentialOfTheName() {
        IceServer server = TurnSecret.of("logen")
                .withLifetime(Duration.ofHours(1))
                .iceServer(NOW, "alice", "turn:turn.example.org", "turns:turn.example.org");

        assertThat(server.username()).isEqualTo("1700003600:alice");
        // printf '1700003600:alice' | openssl dgst -sha1 -hmac logen -binary | base64
        assertThat(server.credential()).isEqualTo("d+h+qxTp/LWqQk/C8XWBzn3l8uM=");
        assertThat(server.urls()).hasSize(2);
    }

    @Test
    void leavesTheColonAwayWithTheUser() {
        assertThat(TurnSecret.of("s").iceServer(NOW, "", "turn:a").username()).isEqualTo("1700086400");
    }

    @Test
    void refusesWhatTheTurnServerWouldMisread() {
        assertThat(Failures.name(() -> TurnSecret.of("s").iceServer(NOW, "a:b", "turn:a")))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> TurnSecret.of(""))).isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(() -> TurnSecret.of("s").withLifetime(Duration.ZERO)))
                .isEqualTo(WebRtcErrorName.RANGE_ERROR);
    }

    @Test
    void keepsTheSecretOutOfLogs() {
        assertThat(TurnSecret.of("hidden").toString()).doesNotContain("hidden");
    }

    @Test
    void refusesTrustInNothing() {
        assertThat(Failures.name(() -> IceServer.of("turns:a", "u", "c").withTrustedCertificates("no certificate")))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
    }
}

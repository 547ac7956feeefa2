package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IceServerTest {
    @ParameterizedTest
    @CsvSource({
        "stun:stun.example.org, STUN, stun.example.org, 3478, UDP",
        "STUN:stun.example.org:19302, STUN, stun.example.org, 19302, UDP",
        "stuns:stun.example.org, STUNS, stun.example.org, 5349, TCP",
        "turn:192.0.2.1:99, TURN, 192.0.2.1, 99, UDP",
        "turn:turn.example.org?transport=udp, TURN, turn.example.org, 3478, UDP",
        "turn:turn.example.org:80?transport=TCP, TURN, turn.example.org, 80, TCP",
        "turns:turn.example.org, TURNS, turn.example.org, 5349, TCP",
        "turn:[2001:db8::1]:5000, TURN, 2001:db8::1, 5000, UDP",
        "stun:[2001:db8::1], STUN, 2001:db8::1, 3478, UDP",
    })
    void readsUrls(String text, String scheme, String host, int port, String transport) {
        IceServerUrl url = IceServerUrl.parse(text);
        assertThat(url.scheme().name()).isEqualTo(scheme);
        assertThat(url.host()).isEqualTo(host);
        assertThat(url.port()).isEqualTo(port);
        assertThat(url.transport().name()).isEqualTo(transport);
    }

    @ParameterizedTest
    @CsvSource({
        "stun:stun.example.org,",
        "STUNS:stun.example.org,",
        "turn:turn.example.org, udp",
        "TURN:turn.example.org?transport=UDP, udp",
        "Turn:turn.example.org?Transport=TCP, tcp",
        "turns:turn.example.org, tls",
        "TURNS:turn.example.org?transport=tcp, tls",
    })
    void saysHowATurnServerIsReachedHoweverTheUrlIsWritten(String text, String word) {
        IceServerUrl url = IceServerUrl.parse(text);
        assertThat(url.relayTransport().map(IceStats.ServerTransport::word)).isEqualTo(Optional.ofNullable(word));
        assertThat(url.isTurn()).isEqualTo(word != null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "stun",
                "stun:",
                "http:example.org",
                "stun://example.org",
                "stun:example.org:",
                "stun:example.org:0",
                "stun:example.org:65536",
                "stun:example.org:123456789012",
                "stun:example.org:12x",
                "stun:example.org/path",
                "stun:user@example.org",
                "stun:example.org?transport=udp",
                "turn:example.org?transport=sctp",
                "turn:example.org?",
                "turn:[2001:db8::1",
                "turn:[2001:db8::1]x",
                "turn:[]:3478",
                "turn: example.org",
                "stun:exa mple.org",
            })
    void namesTheUrlThatIsWrong(String text) {
        assertThatThrownBy(() -> new IceServer(List.of(text), "user", "credential"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void wantsCredentialsForTurn() {
        assertThatThrownBy(() -> IceServer.of("turn:turn.example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("turn:turn.example.org")
                .hasMessageContaining("credential");
    }

    @Test
    void keepsTheCredentialOutOfItsText() {
        assertThat(IceServer.of("turn:turn.example.org", "user", "secret").toString())
                .doesNotContain("secret");
    }
}

package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IceCandidateTest {
    @Test
    void readsWhatChromiumSends() {
        IceCandidate candidate = IceCandidate.parse(
                "candidate:3885250869 1 udp 2122260223 2f7a9a1e-5a3e-4d5b-9d53-6c4c2ad0ed05.local 49203 typ host"
                        + " generation 0 ufrag Wl7H network-cost 999");
        assertThat(candidate.foundation()).isEqualTo("3885250869");
        assertThat(candidate.address()).endsWith(".local");
        assertThat(candidate.port()).isEqualTo(49203);
        assertThat(candidate.usernameFragment()).isEqualTo("Wl7H");
        assertThat(candidate.type()).isEqualTo(CandidateType.HOST);
        assertThat(RemoteCandidates.use(candidate, null)).isEqualTo(RemoteCandidates.Use.LOOK_UP_LOCAL);
    }

    @Test
    void readsATcpCandidateAndHasNoUseForIt() {
        IceCandidate candidate =
                IceCandidate.parse("a=candidate:1 1 TCP 2105524479 192.0.2.1 9 typ host tcptype active");
        assertThat(candidate.protocol()).isEqualTo("tcp");
        assertThat(candidate.tcpType()).isEqualTo("active");
        assertThat(RemoteCandidates.use(candidate, null)).isEqualTo(RemoteCandidates.Use.NEVER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host",
                "candidate:842163049 1 udp 1677729535 203.0.113.9 61000 typ srflx raddr 192.0.2.1 rport 5000 ufrag abcd",
                "candidate:7 1 udp 16777215 2001:db8::5 7 typ relay raddr 203.0.113.9 rport 61000",
                "candidate:1 1 tcp 2105524479 192.0.2.1 9 typ host tcptype active",
            })
    void writesWhatItReads(String text) {
        assertThat(IceCandidate.parse(text).toString()).isEqualTo(text);
        assertThat(IceCandidate.parse("a=" + text)).isEqualTo(IceCandidate.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candidate:",
                "nonsense",
                "candidate:1 1 udp 1 192.0.2.1 5000 typ",
                "candidate:1 1 udp 1 192.0.2.1 5000 host typ",
                "candidate:1 1 udp 1 192.0.2.1 70000 typ host",
                "candidate:1 1 udp 4294967296 192.0.2.1 5000 typ host",
                "candidate:1 1 udp -1 192.0.2.1 5000 typ host",
                "candidate:1 x udp 1 192.0.2.1 5000 typ host",
                "candidate:1 1 udp 1 192.0.2.1 5000 typ ghost",
            })
    void saysWhatIsWrong(String text) {
        assertThatThrownBy(() -> IceCandidate.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an ICE candidate");
    }

    @Test
    void passesOverCandidatesOfAnotherSession() {
        IceCandidate old = IceCandidate.parse("candidate:1 1 udp 1 192.0.2.1 5000 typ host ufrag old1");
        IceParameters now = IceParameters.of("new1", "aPasswordOfEnoughLength");
        assertThat(RemoteCandidates.use(old, now)).isEqualTo(RemoteCandidates.Use.NEVER);
        assertThat(RemoteCandidates.use(old, null)).isEqualTo(RemoteCandidates.Use.NOW);
    }
}

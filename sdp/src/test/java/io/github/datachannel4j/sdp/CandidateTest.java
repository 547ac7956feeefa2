package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1 1 UDP 2122260223 2001:db8::1 54321 typ host generation 0 ufrag b3y5 network-id 1 network-cost 10",
                "candidate:3715044810 1 UDP 2113937151 0577ba87-fa51-4629-9765-30d82dc14d3f.local 39186 typ host generation 0",
                "candidate:2 1 UDP 1686052607 203.0.113.7 60000 typ srflx raddr 192.0.2.1 rport 54321",
                "candidate:2 1 UDP 1686052607 203.0.113.7 60000 typ srflx raddr 0.0.0.0 rport 0 generation 0",
                "candidate:3 1 UDP 1862270975 198.51.100.9 1 typ prflx raddr 10.0.0.1 rport 65535",
                "candidate:4 1 UDP 41885439 198.51.100.20 49152 typ relay raddr 203.0.113.7 rport 60000 tcptype so",
                "candidate:5 1 TCP 2105458943 192.0.2.1 9 typ host tcptype active",
                "candidate:6 2 TCP 2105458943 fe80::1%eth0 9999 typ host tcptype passive generation 0",
                "candidate:7 1 UDP 0 turn.example.org 3478 typ relay raddr :: rport 9",
                "candidate:8 256 UDP 4294967295 ::ffff:192.0.2.1 0 typ host x 1 x 2"
            })
    void isWrittenAsItWasRead(String text) throws SdpParseException {
        assertThat(Candidate.parse(text).toText()).isEqualTo(text);
        assertThat(Candidate.parse("a=" + text + "\r\n")).isEqualTo(Candidate.parse(text));
    }

    @Test
    void tellsItsFields() throws SdpParseException {
        Candidate candidate = Candidate.parse(
                "candidate:abc 1 udp 1686052607 203.0.113.7 60000 typ srflx raddr 192.0.2.1 rport 54321 ufrag b3y5");

        assertThat(candidate.foundation()).isEqualTo("abc");
        assertThat(candidate.component()).isEqualTo(1);
        assertThat(candidate.transport()).isEqualTo(CandidateTransport.UDP);
        assertThat(candidate.priority()).isEqualTo(1_686_052_607L);
        assertThat(candidate.address()).isEqualTo(new TransportAddress("203.0.113.7", 60_000));
        assertThat(candidate.type()).isEqualTo(CandidateType.SRFLX);
        assertThat(candidate.related()).isEqualTo(new TransportAddress("192.0.2.1", 54_321));
        assertThat(candidate.extension("ufrag")).contains("b3y5");
        assertThat(candidate.withExtension("ufrag", "new").extension("ufrag")).contains("new");
        assertThat(candidate.tcpType()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "candidate:",
                "1 1 UDP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1",
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321",
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321 typ",
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321 host host",
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321 typ magic",
                "candidate:1 1 SCTP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1 257 UDP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1 -1 UDP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1 1 UDP 4294967296 192.0.2.1 54321 typ host",
                "candidate:1 1 UDP 99999999999999999999999999 192.0.2.1 54321 typ host",
                "candidate:1 1 UDP 2122260223 192.0.2.1 65536 typ host",
                "candidate:1 1 UDP 2122260223 192.0.2.256 54321 typ host",
                "candidate:1 1 UDP 2122260223 192.0.2 54321 typ host",
                "candidate:1 1 UDP 2122260223 1:2:3 54321 typ host",
                "candidate:1 1 UDP 2122260223 1::2::3 54321 typ host",
                "candidate:1 1 UDP 2122260223 1:2:3:4:5:6:7:8:9 54321 typ host",
                "candidate:1 1 UDP 2122260223 %zone: 54321 typ host",
                "candidate:1 1 UDP 2122260223 bad/name 54321 typ host",
                "candidate:1 1 UDP 2122260223 192.0.2.1 54321 typ host generation",
                "candidate:1 1 TCP 2122260223 192.0.2.1 9 typ host tcptype sideways",
                "candidate:1 1 UDP 2122260223 192.0.2.1 5 typ host\r\na=x",
                "candidate:123456789012345678901234567890123 1 UDP 2122260223 192.0.2.1 54321 typ host",
                "candidate:1 1 UDP ٢ 192.0.2.1 54321 typ host"
            })
    void isRefusedWithAReasonWhenMalformed(String text) {
        assertThatExceptionOfType(SdpParseException.class)
                .isThrownBy(() -> Candidate.parse(text))
                .satisfies(e -> assertThat(e.reason()).isNotBlank())
                .satisfies(e -> assertThat(e.lineNumber()).isEqualTo(1));
    }

    @Test
    void ofAnUnknownKindIsKeptInADescriptionButIsNoCandidate() {
        String unknown = "a=candidate:1 1 QUIC 2122260223 192.0.2.1 54321 typ host";
        SessionDescription offer = Fixtures.parse(Fixtures.text(Fixtures.CHROMIUM_OFFER) + unknown + "\r\n");

        assertThat(Fixtures.data(offer).candidates()).hasSize(2);
        assertThat(offer.toSdp()).contains(unknown);
    }

    @Test
    void toleratesSeveralSpacesAndOddCase() throws SdpParseException {
        assertThat(Candidate.parse("candidate:1  1 Udp 5 192.0.2.1 6  TYP Host "))
                .isEqualTo(Candidate.parse("candidate:1 1 UDP 5 192.0.2.1 6 typ host"));
    }
}

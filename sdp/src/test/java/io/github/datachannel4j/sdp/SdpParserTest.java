package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SdpParserTest {
    private static final String HEAD = "v=0\r\no=- 1 2 IN IP4 0.0.0.0\r\ns=-\r\n";
    private static final String MINIMAL = HEAD + "t=0 0\r\n";

    @Test
    void takesLineFeedsAlone() {
        String sdp = Fixtures.text(Fixtures.FIREFOX_AV_OFFER);

        assertThat(Fixtures.parse(sdp.replace("\r\n", "\n"))).isEqualTo(Fixtures.parse(sdp));
    }

    @Test
    void takesEmptyLinesAtTheEndAndALastLineWithoutEnd() {
        String sdp = Fixtures.text(Fixtures.CHROMIUM_OFFER);

        assertThat(Fixtures.parse(sdp + "\r\n\n")).isEqualTo(Fixtures.parse(sdp));
        assertThat(Fixtures.parse(sdp.stripTrailing())).isEqualTo(Fixtures.parse(sdp));
    }

    @Test
    void keepsWhatItDoesNotKnowAndWritesItInTheOrderOfTheRfc() {
        String sdp = HEAD
                + "t=0 0\r\nr=7d 1h\r\nc=IN IP4 192.0.2.1\r\ni=info\r\nz=0 0\r\nb=AS:5\r\na=x-new:1 2\r\na=lonely\r\n"
                + "m=application 9/2 UDP/DTLS/SCTP webrtc-datachannel\r\nb=AS:30\r\ni=title\r\n";

        assertThat(Fixtures.parse(sdp).toSdp())
                .isEqualTo(HEAD
                        + "i=info\r\nc=IN IP4 192.0.2.1\r\nb=AS:5\r\nt=0 0\r\nr=7d 1h\r\nz=0 0\r\na=x-new:1 2\r\na=lonely\r\n"
                        + "m=application 9/2 UDP/DTLS/SCTP webrtc-datachannel\r\ni=title\r\nb=AS:30\r\n");
    }

    @Test
    void takesADescriptionWithoutSections() {
        assertThat(Fixtures.parse(MINIMAL).media()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1 | v=1
                    2 | x=0
                    5 | a=setup:sideways
                    5 | a=setup
                    5 | a=fingerprint:sha-256 AA:BB
                    5 | a=fingerprint:sha-256
                    5 | a=fingerprint:sha-1 GG:00
                    5 | a=fingerprint:my-hash AA:
                    5 | a=mid:
                    5 | a=mid
                    5 | a=mid:a b
                    5 | a=sctp-port:65536
                    5 | a=sctp-port:-1
                    5 | a=max-message-size:1.5
                    5 | a=max-message-size:-1
                    5 | a=ice-ufrag
                    5 | a=candidate:1 1 udp
                    5 | a=sctpmap:5000
                    5 | a=sctpmap:x webrtc-datachannel
                    5 | a=group:
                    5 | a=
                    5 | a=:value
                    5 | a
                    5 | =a
                    5 | X=y
                    5 | hello
                    5 | m=
                    5 | m=application
                    5 | m=application x UDP/DTLS/SCTP webrtc-datachannel
                    5 | m=application 70000 UDP/DTLS/SCTP webrtc-datachannel
                    5 | m=application 9/ UDP/DTLS/SCTP webrtc-datachannel
                    5 | m=application 9 UDP/DTLS/SCTP
                    """)
    void namesTheLineAndTheReason(int lineNumber, String badLine) {
        List<String> lines = MINIMAL.lines().toList();
        StringBuilder sdp = new StringBuilder();
        for (int i = 0; i < lineNumber - 1; i++) {
            sdp.append(lines.get(i)).append("\r\n");
        }

        SdpParseException e = catchThrowableOfType(
                SdpParseException.class, () -> SessionDescription.parse(sdp + badLine + "\r\na=fine\r\n"));

        assertThat(e.lineNumber()).isEqualTo(lineNumber);
        assertThat(e.line()).isEqualTo(badLine);
        assertThat(e.reason()).isNotBlank();
        assertThat(e).hasMessage("line " + lineNumber + " \"" + badLine + "\": " + e.reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "v=0",
                "v=0\r\no=- 1 2 IN IP4 0.0.0.0",
                HEAD,
                "o=- 1 2 IN IP4 0.0.0.0\r\n",
                "v=0\r\ns=-\r\n",
                "v=0\r\no=- x 2 IN IP4 0.0.0.0\r\n",
                "v=0\r\no=- 1 2 IN IP4\r\n",
                "v=0\r\no=- 1 2 IN IP4 0.0.0.0 more\r\n",
                HEAD + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n",
                MINIMAL + "\r\na=x\r\n",
                MINIMAL + "a=x\ry\r\n",
                MINIMAL + "a=x\0\r\n",
                MINIMAL + "v=0\r\n",
                MINIMAL + "m=audio 9 X 0\r\nt=0 0\r\n",
                MINIMAL + "m=audio 9 X 0\r\ns=-\r\n"
            })
    void refusesWhatIsNotInOrder(String sdp) {
        assertThatExceptionOfType(SdpParseException.class).isThrownBy(() -> SessionDescription.parse(sdp));
    }

    @Test
    void showsOnlyTheBeginningOfALongLineAndNoControlCharacters() {
        SdpParseException e = catchThrowableOfType(
                SdpParseException.class,
                () -> SessionDescription.parse(MINIMAL + "a=mid:\u0007" + "x".repeat(2000) + "\r\n"));

        assertThat(e.line()).hasSizeLessThan(200).startsWith("a=mid:?xxx").endsWith("...");
    }

    @Test
    void hasLimits() {
        assertRefused(MINIMAL + "a=x:" + "y".repeat(SdpLimits.LINE_LENGTH_MAX) + "\r\n", "too long");
        assertRefused(MINIMAL + "a=x\r\n".repeat(SdpLimits.LINES_MAX), "lines");
        assertRefused(MINIMAL + "m=audio 0 X 0\r\n".repeat(SdpLimits.SECTIONS_MAX + 1), "sections");
        assertRefused(MINIMAL + "\n".repeat(SdpLimits.LENGTH_MAX), "characters");
    }

    @Test
    void readsNumbersOfAnyLengthInTheOrigin() {
        String origin = "o=- 18446744073709551616000 99999999999999999999 IN IP6 ::1";

        assertThat(Fixtures.parse(MINIMAL.replace("o=- 1 2 IN IP4 0.0.0.0", origin))
                        .toSdp())
                .contains(origin);
    }

    private static void assertRefused(String sdp, String reason) {
        assertThatExceptionOfType(SdpParseException.class)
                .isThrownBy(() -> SessionDescription.parse(sdp))
                .satisfies(e -> assertThat(e.reason()).contains(reason));
    }
}

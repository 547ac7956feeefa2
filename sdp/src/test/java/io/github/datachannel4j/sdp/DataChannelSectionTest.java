package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.DataChannelLookup.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataChannelSectionTest {
    private static final String M_LINE = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel";

    /** Audio carries the transport for both; the data section has nothing of its own, as in RFC 9143's later offers. */
    private static final String BUNDLED = """
            v=0
            o=- 1 2 IN IP4 0.0.0.0
            s=-
            t=0 0
            a=group:BUNDLE a d
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=candidate:1 1 udp 5 192.0.2.1 6 typ host
            a=end-of-candidates
            a=ice-ufrag:tagged
            a=ice-pwd:0123456789012345678901
            a=fingerprint:SHA-1 aa:bb:cc:dd:ee:ff:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD
            a=setup:passive
            a=mid:a
            m=application 0 UDP/DTLS/SCTP webrtc-datachannel
            a=mid:d
            a=bundle-only
            """;

    @Test
    void takesItsTransportFromTheTaggedSectionWhenItHasNone() {
        DataChannelSection data = Fixtures.data(Fixtures.parse(BUNDLED));

        assertThat(data.iceParameters().orElseThrow().ufrag()).isEqualTo("tagged");
        assertThat(data.candidates()).hasSize(1);
        assertThat(data.endOfCandidates()).isTrue();
        assertThat(data.setup()).contains(Setup.PASSIVE);
        assertThat(data.fingerprints())
                .containsExactly(
                        new Fingerprint("sha-1", "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD"));
        assertThat(data.takesCandidatesOf(0)).isTrue();
        assertThat(data.takesCandidatesOf(1)).isTrue();
        assertThat(data.takesCandidatesOf(2)).isFalse();
    }

    @Test
    void keepsToItsOwnTransportWhenCredentialsDiffer() {
        String own = BUNDLED.replace("a=bundle-only", "a=ice-ufrag:mine\na=ice-pwd:9876543210987654321098")
                .replace("m=application 0", "m=application 9");

        DataChannelSection data = Fixtures.data(Fixtures.parse(own));

        assertThat(data.iceParameters().orElseThrow().ufrag()).isEqualTo("mine");
        assertThat(data.candidates()).isEmpty();
        assertThat(data.endOfCandidates()).isFalse();
        assertThat(data.takesCandidatesOf(0)).isFalse();
    }

    @Test
    void takesNothingFromARejectedSectionNorFromOneItIsNotBundledWith() {
        assertThat(Fixtures.data(Fixtures.parse(BUNDLED.replace("m=audio 9", "m=audio 0")))
                        .iceParameters())
                .isEmpty();
        assertThat(Fixtures.data(Fixtures.parse(BUNDLED.replace("BUNDLE a d", "BUNDLE d")))
                        .iceParameters())
                .isEmpty();
    }

    @Test
    void neverPairsAUfragWithThePasswordOfAnotherLevel() {
        String torn = BUNDLED.replace("a=bundle-only", "a=bundle-only\na=ice-ufrag:mine");

        assertThat(Fixtures.data(Fixtures.parse(torn))
                        .iceParameters()
                        .orElseThrow()
                        .ufrag())
                .isEqualTo("tagged");
    }

    @Test
    void takesAllOfItsTransportFromTheSessionLevel() {
        SessionDescription offer = Fixtures.parse("""
                v=0
                o=- 1 2 IN IP4 0.0.0.0
                s=-
                t=0 0
                a=ice-lite
                a=ice-ufrag:session
                a=ice-pwd:0123456789012345678901
                a=ice-options:trickle ice2
                a=fingerprint:sha-256 %1$s
                a=fingerprint:sha-512 %1$s:%1$s
                a=setup:active
                a=end-of-candidates
                m=application 9 UDP/DTLS/SCTP webrtc-datachannel
                a=ice-options:renomination
                """.formatted("0a:".repeat(31) + "0A"));

        DataChannelSection data = Fixtures.data(offer);

        assertThat(data.mid()).isEmpty();
        IceParameters ice = data.iceParameters().orElseThrow();
        assertThat(ice.lite()).isTrue();
        assertThat(ice.options()).containsExactly("renomination", "trickle", "ice2");
        assertThat(data.fingerprints()).extracting(Fingerprint::algorithm).containsExactly("sha-256", "sha-512");
        assertThat(data.setup()).contains(Setup.ACTIVE);
        assertThat(data.endOfCandidates()).isTrue();
    }

    @Test
    void assumesWhatIsNotSaid() {
        DataChannelSection data = Fixtures.data(Fixtures.parse(Fixtures.replaceLine(
                Fixtures.replaceLine(
                        Fixtures.replaceLine(Fixtures.text(Fixtures.CHROMIUM_OFFER), "a=sctp-port", ""),
                        "a=max-message-size",
                        ""),
                "a=setup",
                "")));

        assertThat(data.sctpPort()).isEqualTo(5000);
        assertThat(data.maxMessageSize()).isEqualTo(65_536);
        assertThat(data.setup()).isEmpty();
        assertThat(data.answeredRole()).isEqualTo(Setup.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "00262144, 262144",
        "4294967296, 4294967296",
        "9223372036854775808, 9223372036854775807",
        "123456789012345678901234567890, 9223372036854775807"
    })
    void readsMessageSizesOfAnyLength(String text, long expected) {
        SessionDescription offer = Fixtures.chromiumOffer("a=max-message-size", "a=max-message-size:" + text);

        assertThat(Fixtures.data(offer).maxMessageSize()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "TCP/DTLS/SCTP webrtc-datachannel, false",
        "DTLS/SCTP webrtc-datachannel, false",
        "udp/dtls/sctp webrtc-datachannel, false",
        "DTLS/SCTP 5000, true",
        "UDP/DTLS/SCTP 5000, true"
    })
    void knowsTheFormsOfTheMLine(String protocolAndFormat, boolean legacy) {
        SessionDescription offer = Fixtures.chromiumOffer("m=", "m=application 9 " + protocolAndFormat);

        assertThat(Fixtures.data(offer).isLegacy()).isEqualTo(legacy);
        assertThat(Fixtures.data(offer).sctpPort()).isEqualTo(5000);
    }

    @Test
    void readsThePortOfTheOldFormFromItsFormat() {
        SessionDescription offer = Fixtures.chromiumOffer(
                "m=", "m=application 9 DTLS/SCTP 5001\r\na=sctpmap:5001 webrtc-datachannel 1024");

        assertThat(Fixtures.data(offer).sctpPort()).isEqualTo(5001);
    }

    @ParameterizedTest
    @CsvSource({
        "m=, m=audio 9 UDP/TLS/RTP/SAVPF 111, NOT_OFFERED",
        "m=, m=application 0 UDP/DTLS/SCTP webrtc-datachannel, REJECTED",
        "a=sctp-port, a=sctp-port:0, REJECTED",
        "a=setup, a=setup:holdconn, REJECTED",
        "m=, m=application 9 UDP/DTLS/SCTP t38, NOT_SUPPORTED",
        "m=, m=application 9 UDP/DTLS/SCTP 70000, NOT_SUPPORTED",
        "m=, m=application 9 UDP/BFCP webrtc-datachannel, NOT_SUPPORTED",
        "a=sctp-port, a=sctpmap:5000 t38, ''"
    })
    void saysWhyThereIsNoDataChannel(String line, String replacement, String reason) {
        SessionDescription offer = Fixtures.chromiumOffer(line, replacement);

        switch (offer.dataChannel()) {
            case DataChannelLookup.None none -> assertThat(none.reason()).isEqualTo(Reason.valueOf(reason));
            case DataChannelLookup.Found found -> assertThat(reason).isEmpty();
        }
    }

    @Test
    void isNotSupportedInTheOldFormWhenSomethingElseRunsOnThePort() {
        SessionDescription offer =
                Fixtures.chromiumOffer("m=", "m=application 9 DTLS/SCTP 5000\r\na=sctpmap:5000 t38 2");

        assertThat(offer.dataChannel())
                .isInstanceOfSatisfying(
                        DataChannelLookup.None.class,
                        none -> assertThat(none.reason()).isEqualTo(Reason.NOT_SUPPORTED));
    }

    @Test
    void isTheFirstUsableOfSeveral() {
        String sdp = Fixtures.text(Fixtures.CHROMIUM_OFFER);
        String more = sdp.replace(M_LINE, "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\n" + M_LINE) + M_LINE;

        assertThat(Fixtures.data(Fixtures.parse(more)).mLineIndex()).isEqualTo(1);
    }

    @Test
    void seesAnIceRestart() {
        DataChannelSection before = Fixtures.data(Fixtures.parsed(Fixtures.CHROMIUM_OFFER));
        DataChannelSection after =
                Fixtures.data(Fixtures.chromiumOffer("a=ice-pwd", "a=ice-pwd:0123456789012345678901"));

        assertThat(after.isIceRestartOf(before)).isTrue();
        assertThat(before.isIceRestartOf(before)).isFalse();
    }
}

package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Fragments of descriptions (RFC 8840 §9), and what they mean for the description that they belong to. */
class SdpFragmentTest {
    private static final String CANDIDATE = "a=candidate:1 1 UDP 2122260223 192.0.2.1 61764 typ host";
    private static final String NEW_CREDENTIALS = "a=ice-ufrag:newU\r\na=ice-pwd:newPasswordnewPassword1\r\n";
    private static final String PART = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:0\r\n";

    private static SdpFragment parse(String text) {
        try {
            return SdpFragment.parse(text);
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
    }

    private static DataChannelSection offer(String name) {
        return Fixtures.data(Fixtures.parsed(name));
    }

    @Test
    void readsTheFragmentOfAnIceRestartAsTheRfcWritesIt() {
        SdpFragment fragment = parse("a=ice-lite\r\na=ice-options:trickle ice2\r\na=group:BUNDLE 0 1\r\n" + PART
                + NEW_CREDENTIALS + CANDIDATE + "\r\na=end-of-candidates\r\n");
        DataChannelSection section = offer(Fixtures.CHROMIUM_OFFER);

        IceParameters ice = fragment.iceParameters(section).orElseThrow();
        assertThat(ice.ufrag()).isEqualTo("newU");
        assertThat(ice.pwd()).isEqualTo("newPasswordnewPassword1");
        assertThat(ice.options()).containsExactly("trickle", "ice2");
        assertThat(ice.lite()).isTrue();
        assertThat(fragment.isIceRestartOf(section)).isTrue();
        assertThat(fragment.candidates(section)).extracting(Candidate::toText).containsExactly(CANDIDATE.substring(2));
        assertThat(fragment.endOfCandidates(section)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.github.datachannel4j.sdp.Fixtures#names")
    void tellsTheIcePartOfEachDescriptionAndReadsItBack(String name) {
        DataChannelSection section = offer(name);

        SdpFragment fragment = SdpFragment.of(section);

        assertThat(parse(fragment.toText())).isEqualTo(fragment);
        assertThat(fragment.iceParameters(section)).isEqualTo(section.iceParameters());
        assertThat(fragment.candidates(section)).isEqualTo(section.candidates());
        assertThat(fragment.endOfCandidates(section)).isEqualTo(section.endOfCandidates());
        assertThat(fragment.isIceRestartOf(section)).isFalse();
        assertThat(fragment.unknownMid(section.description())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("io.github.datachannel4j.sdp.Fixtures#names")
    void makesTheDescriptionThatAnIceRestartWouldHaveSent(String name) {
        DataChannelSection before = offer(name);
        String mid = before.mid().orElseThrow();
        SdpFragment fragment = parse("m=audio 9 RTP/AVP 0\r\na=mid:" + mid + "\r\n" + NEW_CREDENTIALS + CANDIDATE);

        SessionDescription restarted = fragment.restarted(before);

        DataChannelSection after = Fixtures.data(Fixtures.parse(restarted.toSdp()));
        assertThat(after.isIceRestartOf(before)).isTrue();
        assertThat(after.iceParameters().orElseThrow().ufrag()).isEqualTo("newU");
        assertThat(after.candidates()).extracting(Candidate::toText).containsExactly(CANDIDATE.substring(2));
        assertThat(after.fingerprints()).isEqualTo(before.fingerprints());
        assertThat(after.setup()).isEqualTo(before.setup());
        assertThat(after.sctpPort()).isEqualTo(before.sctpPort());
        assertThat(after.maxMessageSize()).isEqualTo(before.maxMessageSize());
        assertThat(after.mid()).isEqualTo(before.mid());
        assertThat(after.iceParameters().orElseThrow().options())
                .isEqualTo(before.iceParameters().orElseThrow().options());
        assertThat(restarted.origin().version())
                .isEqualTo(before.description().origin().version().add(BigInteger.ONE));
    }

    @Test
    void dropsTheOldCandidatesOfAKindThatIsNotKnownAndTheirEnd() {
        DataChannelSection before = Fixtures.data(Fixtures.parse(Fixtures.text(Fixtures.CHROMIUM_OFFER)
                + "a=candidate:7 1 sctp 1 192.0.2.9 9 typ host\r\na=end-of-candidates\r\n"));

        String restarted = parse(PART + NEW_CREDENTIALS).restarted(before).toSdp();

        assertThat(restarted).doesNotContain("a=candidate").doesNotContain("a=end-of-candidates");
    }

    @Test
    void takesCredentialsOfTheSessionLevelForAllSections() {
        DataChannelSection section = offer(Fixtures.CHROMIUM_OFFER);
        SdpFragment fragment = parse(NEW_CREDENTIALS + PART + CANDIDATE);

        assertThat(fragment.iceParameters(section).orElseThrow().ufrag()).isEqualTo("newU");
        assertThat(fragment.candidates(section)).hasSize(1);
    }

    @Test
    void prefersTheCredentialsOfTheSectionAndMixesNoLevels() {
        DataChannelSection section = offer(Fixtures.CHROMIUM_OFFER);
        String session = "a=ice-ufrag:sess\r\na=ice-pwd:sessionsessionsession1\r\n";

        assertThat(parse(session + PART + NEW_CREDENTIALS)
                        .iceParameters(section)
                        .orElseThrow()
                        .ufrag())
                .isEqualTo("newU");
        assertThat(parse(session + PART + "a=ice-ufrag:newU")
                        .iceParameters(section)
                        .orElseThrow()
                        .ufrag())
                .isEqualTo("sess");
        assertThat(parse("a=ice-ufrag:sess\r\n" + PART + "a=ice-pwd:newPasswordnewPassword1")
                        .iceParameters(section))
                .isEmpty();
    }

    @Test
    void takesWhatIsSaidOfTheSectionThatDataIsBundledWith() {
        DataChannelSection section = offer(Fixtures.CHROMIUM_AV_OFFER);
        String tagged = section.description().media().getFirst().mid().orElseThrow();
        IceParameters ice = section.iceParameters().orElseThrow();
        String credentials = "a=ice-ufrag:" + ice.ufrag() + "\r\na=ice-pwd:" + ice.pwd() + "\r\n";
        SdpFragment fragment = parse("m=audio 9 RTP/AVP 0\r\na=mid:" + tagged + "\r\n" + credentials + CANDIDATE);

        assertThat(section.mid()).isNotEqualTo(fragment.media().getFirst().mid());
        assertThat(fragment.candidates(section)).hasSize(1);
        assertThat(fragment.isIceRestartOf(section)).isFalse();
    }

    @Test
    void takesASectionWithoutAMidForTheOnlyOneThereIs() {
        String part = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" + NEW_CREDENTIALS;

        assertThat(parse(part).iceParameters(offer(Fixtures.CHROMIUM_OFFER))).isPresent();
        assertThat(parse(part).iceParameters(offer(Fixtures.CHROMIUM_AV_OFFER))).isEmpty();
    }

    @Test
    void namesAMidThatTheDescriptionDoesNotHave() {
        SdpFragment fragment = parse(PART + "m=audio 9 RTP/AVP 0\r\na=mid:nobody\r\n");

        assertThat(fragment.unknownMid(Fixtures.parsed(Fixtures.CHROMIUM_OFFER)))
                .hasValue("nobody");
    }

    @Test
    void passesOverLinesThatOnlyWholeDescriptionsHave() {
        String whole = Fixtures.text(Fixtures.CHROMIUM_OFFER);
        DataChannelSection section = offer(Fixtures.CHROMIUM_OFFER);

        assertThat(parse(whole).iceParameters(section)).isEqualTo(section.iceParameters());
        assertThat(parse("")).isEqualTo(new SdpFragment(Attributes.EMPTY, List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hello
                    a
                    a=
                    a=mid:
                    a=mid:a b
                    a=ice-ufrag
                    a=ice-pwd:two words
                    a=candidate:1 1 udp
                    a=candidate:1 1 udp 1 192.0.2.1 70000 typ host
                    a=candidate:1 1 udp 1 192.0.2.1 9 host
                    m=
                    m=audio
                    m=audio x RTP/AVP 0
                    m=audio 70000 RTP/AVP 0
                    """)
    void namesTheLineAndTheReason(String badLine) {
        SdpParseException e =
                catchThrowableOfType(SdpParseException.class, () -> SdpFragment.parse(PART + badLine + "\r\n"));

        assertThat(e.lineNumber()).isEqualTo(3);
        assertThat(e.line()).isEqualTo(badLine);
        assertThat(e.reason()).isNotBlank();
    }

    @Test
    void hasLimits() {
        for (String text : List.of(
                "a=x:" + "y".repeat(SdpLimits.LINE_LENGTH_MAX),
                "a=x\r\n".repeat(SdpLimits.LINES_MAX + 1),
                "m=audio 0 X 0\r\n".repeat(SdpLimits.SECTIONS_MAX + 1),
                "\n".repeat(SdpLimits.LENGTH_MAX + 1))) {
            assertThatExceptionOfType(SdpParseException.class).isThrownBy(() -> SdpFragment.parse(text));
        }
    }
}

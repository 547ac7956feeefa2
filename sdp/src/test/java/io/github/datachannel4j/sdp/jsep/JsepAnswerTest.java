package io.github.datachannel4j.sdp.jsep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Fixtures;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.SessionDescription;
import io.github.datachannel4j.sdp.Setup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JsepAnswerTest {
    @ParameterizedTest
    @MethodSource("io.github.datachannel4j.sdp.Fixtures#names")
    void toEveryFixtureKeepsTheRulesAndSurvivesWriting(String name) throws InvalidDescriptionException {
        SessionDescription offer = Fixtures.parsed(name);
        JsepRules.checkOffer(offer, null);

        SessionDescription answer = JsepAnswer.create(offer, Locals.PARAMETERS, null);

        JsepRules.checkAnswer(offer, answer);
        assertThat(Fixtures.parse(answer.toSdp())).isEqualTo(answer);
        DataChannelSection data = Fixtures.data(answer);
        assertThat(data.mid()).isEqualTo(Fixtures.data(offer).mid());
        assertThat(data.setup()).contains(name.contains("offer") ? Setup.ACTIVE : Setup.PASSIVE);
        assertThat(answer.bundleGroups())
                .singleElement()
                .satisfies(group ->
                        assertThat(group.mids()).containsExactly(data.mid().orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({Fixtures.CHROMIUM_AV_OFFER, Fixtures.FIREFOX_AV_OFFER})
    void rejectsAudioAndVideoThoughAudioIsTheFirstOfTheBundle(String name) {
        SessionDescription answer = JsepAnswer.create(Fixtures.parsed(name), Locals.PARAMETERS, null);

        assertThat(answer.toSdp())
                .contains("a=group:BUNDLE 2\r\n")
                .contains("m=audio 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:0\r\n")
                .contains("m=video 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\na=mid:1\r\n");
        assertThat(answer.media()).extracting(MediaDescription::isRejected).containsExactly(true, true, false);
    }

    @ParameterizedTest
    @CsvSource({
        "a=setup:actpass, , ACTIVE",
        "a=setup:active, , PASSIVE",
        "a=setup:passive, , ACTIVE",
        "'', , ACTIVE",
        "a=setup:actpass, PASSIVE, PASSIVE",
        "a=setup:actpass, ACTIVE, ACTIVE",
        "'', PASSIVE, PASSIVE",
        "a=setup:passive, PASSIVE, ACTIVE"
    })
    void takesTheRoleThatTheOfferLeavesAndKeepsItsOwnWhenItMay(String offered, Setup current, Setup expected) {
        SessionDescription offer = Fixtures.chromiumOffer("a=setup", offered);
        LocalParameters local = current == null ? Locals.PARAMETERS : Locals.PARAMETERS.withRole(current);

        assertThat(Fixtures.data(JsepAnswer.create(offer, local, null)).setup()).contains(expected);
    }

    @Test
    void speaksTheOldFormToWhoOffersIt() {
        SessionDescription offer = Fixtures.parse(Fixtures.replaceLine(
                Fixtures.replaceLine(Fixtures.text(Fixtures.CHROMIUM_OFFER), "m=", "m=application 9 DTLS/SCTP 5001"),
                "a=sctp-port",
                "a=sctpmap:5001 webrtc-datachannel 256"));

        assertThat(JsepAnswer.create(offer, Locals.PARAMETERS, null).toSdp())
                .contains("m=application 9 DTLS/SCTP 5000\r\n")
                .contains("a=sctpmap:5000 webrtc-datachannel 1024\r\n")
                .doesNotContain("a=sctp-port");
    }

    @ParameterizedTest
    @CsvSource({"TCP/DTLS/SCTP", "DTLS/SCTP"})
    void keepsTheProtocolOfTheOffer(String protocol) {
        SessionDescription offer = Fixtures.chromiumOffer("m=", "m=application 9 " + protocol + " webrtc-datachannel");

        assertThat(JsepAnswer.create(offer, Locals.PARAMETERS, null).toSdp())
                .contains("m=application 9 " + protocol + " webrtc-datachannel\r\n");
    }

    @Test
    void hasNoGroupAndNoMidWhenNoneWasOffered() {
        SessionDescription noGroup = Fixtures.chromiumOffer("a=group", "");
        SessionDescription neither = Fixtures.parse(Fixtures.replaceLine(noGroup.toSdp(), "a=mid", ""));

        assertThat(JsepAnswer.create(noGroup, Locals.PARAMETERS, null).toSdp())
                .contains("a=mid:0")
                .doesNotContain("a=group");
        assertThat(JsepAnswer.create(neither, Locals.PARAMETERS, null).toSdp())
                .doesNotContain("a=mid")
                .doesNotContain("a=group");
    }

    @Test
    void acceptsASectionThatIsOnlyToBeBundledWithAPort() {
        SessionDescription offer =
                Fixtures.chromiumOffer("m=", "m=application 0 UDP/DTLS/SCTP webrtc-datachannel\r\na=bundle-only");

        MediaDescription section =
                JsepAnswer.create(offer, Locals.PARAMETERS, null).media().getFirst();

        assertThat(section.mediaLine().port()).isEqualTo(9);
        assertThat(section.attributes().has(Attribute.Property.BUNDLE_ONLY)).isFalse();
    }

    @Test
    void toNothingIsNothing() throws InvalidDescriptionException {
        SessionDescription offer = JsepOffer.createWithoutData(1, null);

        SessionDescription answer = JsepAnswer.create(offer, Locals.PARAMETERS, null);

        assertThat(answer.media()).isEmpty();
        assertThat(answer.toSdp()).doesNotContain("group");
        JsepRules.checkAnswer(offer, answer);
    }

    @ParameterizedTest
    @CsvSource({
        "m=, m=application 0 UDP/DTLS/SCTP webrtc-datachannel",
        "m=, m=application 9 UDP/BFCP *",
        "a=setup, a=setup:holdconn",
        "a=sctp-port, a=sctp-port:0"
    })
    void rejectsAnApplicationSectionThatIsNoDataChannel(String line, String replacement)
            throws InvalidDescriptionException {
        SessionDescription offer = Fixtures.chromiumOffer(line, replacement);

        SessionDescription answer = JsepAnswer.create(offer, Locals.PARAMETERS, null);

        assertThat(answer.media())
                .singleElement()
                .satisfies(s -> assertThat(s.isRejected()).isTrue());
        assertThat(answer.bundleGroups()).isEmpty();
        JsepRules.checkAnswer(offer, answer);
    }

    @Test
    void acceptsOnlyOneOfSeveralDataSections() {
        String sdp = Fixtures.text(Fixtures.CHROMIUM_OFFER);
        String second = sdp.substring(sdp.indexOf("m=")).replace("a=mid:0", "a=mid:1");

        SessionDescription answer = JsepAnswer.create(Fixtures.parse(sdp + second), Locals.PARAMETERS, null);

        assertThat(answer.media()).extracting(MediaDescription::isRejected).containsExactly(false, true);
    }

    @Test
    void isANewVersionAfterAnOfferOfOurs() {
        SessionDescription mine = JsepOffer.create(Locals.PARAMETERS, null);

        SessionDescription answer = JsepAnswer.create(
                Fixtures.parsed(Fixtures.CHROMIUM_OFFER), Locals.PARAMETERS.withRole(Setup.ACTIVE), mine);

        assertThat(answer.origin()).isEqualTo(mine.origin().nextVersion());
        assertThat(JsepAnswer.create(Fixtures.parsed(Fixtures.CHROMIUM_OFFER), Locals.PARAMETERS, answer))
                .isEqualTo(answer);
    }
}

package io.github.datachannel4j.sdp.jsep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.sdp.Fixtures;
import io.github.datachannel4j.sdp.SessionDescription;
import io.github.datachannel4j.sdp.jsep.InvalidDescriptionException.Rule;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsepRulesTest {
    private static final SessionDescription OFFER = Fixtures.parsed(Fixtures.CHROMIUM_OFFER);
    private static final SessionDescription AV_OFFER = Fixtures.parsed(Fixtures.CHROMIUM_AV_OFFER);

    @ParameterizedTest
    @CsvSource({
        "a=ice-ufrag, '', ICE_CREDENTIALS",
        "a=ice-pwd, '', ICE_CREDENTIALS",
        "a=ice-ufrag, a=ice-ufrag:abc, ICE_CREDENTIALS",
        "a=ice-pwd, a=ice-pwd:012345678901234567890, ICE_CREDENTIALS",
        "a=ice-ufrag, a=ice-ufrag:ab:cd, ICE_CREDENTIALS",
        "a=fingerprint, '', FINGERPRINT",
        "a=group, a=group:BUNDLE 0 1, MIDS",
        "a=group, a=group:BUNDLE 0 0, MIDS"
    })
    void refuseAnOfferThatCannotBeUsed(String line, String replacement, Rule rule) {
        SessionDescription offer = Fixtures.chromiumOffer(line, replacement);

        assertBroken(rule, () -> JsepRules.checkOffer(offer, null));
    }

    @Test
    void refuseTheSameMidTwice() {
        String sdp = Fixtures.text(Fixtures.CHROMIUM_AV_OFFER).replace("a=mid:1", "a=mid:0");

        assertBroken(Rule.MIDS, () -> JsepRules.checkOffer(Fixtures.parse(sdp), null));
    }

    @Test
    void letARejectedSectionLackEverything() throws InvalidDescriptionException {
        JsepRules.checkOffer(
                Fixtures.parse(
                        "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\nm=application 0 UDP/DTLS/SCTP webrtc-datachannel\n"),
                null);
    }

    @Test
    void letNoSectionDisappearOrChangeItsKindOrMid() {
        SessionDescription otherMid = Fixtures.parse(
                Fixtures.text(Fixtures.CHROMIUM_OFFER).replace("mid:0", "mid:x").replace("BUNDLE 0", "BUNDLE x"));

        assertBroken(Rule.SECTION_COUNT, () -> JsepRules.checkOffer(OFFER, AV_OFFER));
        assertBroken(Rule.SECTION_ORDER, () -> JsepRules.checkOffer(AV_OFFER, OFFER));
        assertBroken(Rule.SECTION_ORDER, () -> JsepRules.checkOffer(otherMid, OFFER));
    }

    @Test
    void letARejectedSectionBeRecycled() throws InvalidDescriptionException {
        SessionDescription rejected = Fixtures.chromiumOffer("m=", "m=audio 0 UDP/TLS/RTP/SAVPF 111");

        JsepRules.checkOffer(OFFER, rejected);
    }

    @Test
    void wantAsManySectionsInTheAnswerAsInTheOffer() {
        assertBroken(Rule.SECTION_COUNT, () -> JsepRules.checkAnswer(AV_OFFER, OFFER));
    }

    @Test
    void wantNothingAcceptedThatWasNotOffered() {
        SessionDescription rejected = Fixtures.chromiumOffer("m=", "m=application 0 UDP/DTLS/SCTP webrtc-datachannel");
        SessionDescription answer = Fixtures.parsed("chromium-156-data-answer");

        assertBroken(Rule.NOT_OFFERED, () -> JsepRules.checkAnswer(rejected, answer));
        assertBroken(Rule.NOT_OFFERED, () -> JsepRules.checkAnswer(Fixtures.chromiumOffer("a=group", ""), answer));
    }

    @ParameterizedTest
    @CsvSource({"actpass, actpass", "actpass, holdconn", "active, active", "passive, passive"})
    void wantARoleThatFitsTheOffer(String offered, String answered) throws InvalidDescriptionException {
        SessionDescription offer = Fixtures.chromiumOffer("a=setup", "a=setup:" + offered);
        SessionDescription answer = Fixtures.chromiumOffer("a=setup", "a=setup:" + answered);

        if (answered.equals("holdconn")) {
            // Which is to say: no connection, so there is no role to be wrong.
            JsepRules.checkAnswer(offer, answer);
        } else {
            assertBroken(Rule.SETUP, () -> JsepRules.checkAnswer(offer, answer));
        }
    }

    @Test
    void takeAnAnswerWithoutSetupAsActive() throws InvalidDescriptionException {
        JsepRules.checkAnswer(OFFER, Fixtures.chromiumOffer("a=setup", ""));
    }

    private static void assertBroken(Rule rule, ThrowingCallable check) {
        assertThatExceptionOfType(InvalidDescriptionException.class)
                .isThrownBy(check)
                .satisfies(e -> assertThat(e.rule()).isEqualTo(rule))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
    }
}

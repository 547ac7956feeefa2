package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.jsep.InvalidDescriptionException;
import io.github.datachannel4j.sdp.jsep.JsepAnswer;
import io.github.datachannel4j.sdp.jsep.JsepOffer;
import io.github.datachannel4j.sdp.jsep.JsepRules;
import io.github.datachannel4j.sdp.jsep.LocalParameters;

/** What holds of any text whatever, for all who make up texts. Anything thrown that the signatures do not tell is a bug. */
final class SdpProperties {
    private static final LocalParameters LOCAL = LocalParameters.of(
            1, IceParameters.trickling("ufrg", "passwordpasswordpassword"), Fingerprint.of("sha-256", new byte[32]));

    private SdpProperties() {}

    static void checkDescription(String text) {
        SessionDescription description;
        try {
            description = SessionDescription.parse(text);
        } catch (SdpParseException e) {
            assertThat(e.lineNumber()).isPositive();
            assertThat(e.reason()).isNotBlank();
            return;
        }
        assertSurvivesWriting(description);
        askEverything(description);
        checkOfferAndAnswer(description);
    }

    static void checkCandidate(String text) {
        try {
            Candidate candidate = Candidate.parse(text);
            assertThat(Candidate.parse(candidate.toText())).isEqualTo(candidate);
        } catch (SdpParseException e) {
            assertThat(e.reason()).isNotBlank();
        }
    }

    static void checkFragment(String text) {
        SdpFragment fragment;
        try {
            fragment = SdpFragment.parse(text);
        } catch (SdpParseException e) {
            assertThat(e.lineNumber()).isPositive();
            assertThat(e.reason()).isNotBlank();
            return;
        }
        try {
            assertThat(SdpFragment.parse(fragment.toText())).isEqualTo(fragment);
        } catch (SdpParseException e) {
            throw new AssertionError(e);
        }
        Fixtures.names().map(Fixtures::parsed).forEach(description -> {
            DataChannelSection section = Fixtures.data(description);
            assertThat(fragment.unknownMid(description)).isNotNull();
            SessionDescription restarted = fragment.restarted(section);
            assertThat(Fixtures.parse(restarted.toSdp())).isEqualTo(restarted);
            if (fragment.isIceRestartOf(section)) {
                assertThat(restarted.iceParameters(section.mLineIndex()).orElseThrow())
                        .matches(ice -> ice.isRestartOf(section.iceParameters().orElseThrow()));
            }
        });
    }

    /** Other than attributes, lines may come out in another order, namely that of the RFC. */
    private static void assertSurvivesWriting(SessionDescription description) {
        SessionDescription again = Fixtures.parse(description.toSdp());
        assertThat(again.origin()).isEqualTo(description.origin());
        assertThat(again.sessionName()).isEqualTo(description.sessionName());
        assertThat(again.attributes()).isEqualTo(description.attributes());
        assertThat(again.lines()).containsExactlyInAnyOrderElementsOf(description.lines());
        assertThat(again.media()).hasSameSizeAs(description.media());
        for (int i = 0; i < again.media().size(); i++) {
            MediaDescription section = description.media().get(i);
            assertThat(again.media().get(i).mediaLine()).isEqualTo(section.mediaLine());
            assertThat(again.media().get(i).attributes()).isEqualTo(section.attributes());
            assertThat(again.media().get(i).lines()).containsExactlyInAnyOrderElementsOf(section.lines());
        }
    }

    private static void askEverything(SessionDescription description) {
        for (int i = 0; i < description.media().size(); i++) {
            assertThat(description.iceParameters(i)).isNotNull();
        }
        if (description.dataChannel() instanceof DataChannelLookup.Found found) {
            DataChannelSection data = found.section();
            assertThat(data.sctpPort()).isBetween(1, 65_535);
            assertThat(data.maxMessageSize()).isNotNegative();
            assertThat(data.candidates()).isNotNull();
            assertThat(data.fingerprints()).allMatch(f -> f.digest().length > 0);
            assertThat(data.takesCandidatesOf(data.mLineIndex())).isTrue();
            assertThat(data.isIceRestartOf(data)).isFalse();
        }
    }

    private static void checkOfferAndAnswer(SessionDescription remote) {
        SessionDescription answer = JsepAnswer.create(remote, LOCAL, null);
        assertThat(Fixtures.parse(answer.toSdp())).isEqualTo(answer);
        SessionDescription nextOffer = JsepOffer.create(LOCAL, answer);
        assertThat(Fixtures.parse(nextOffer.toSdp())).isEqualTo(nextOffer);
        try {
            JsepRules.checkOffer(remote, null);
        } catch (InvalidDescriptionException e) {
            assertThat(e.getMessage()).isNotBlank();
            return;
        }
        // What is a good offer has a good answer, and a good offer of ours may follow.
        try {
            JsepRules.checkAnswer(remote, answer);
            JsepRules.checkOffer(nextOffer, answer);
        } catch (InvalidDescriptionException e) {
            throw new AssertionError(e);
        }
    }
}

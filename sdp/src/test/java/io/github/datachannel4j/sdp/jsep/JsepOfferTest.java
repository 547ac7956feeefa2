package io.github.datachannel4j.sdp.jsep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Fixtures;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.SessionDescription;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsepOfferTest {
    private static final String ZEROES = "00:".repeat(31) + "00";

    @Test
    void isWrittenAsBrowsersWriteTheirs() {
        LocalParameters local = Locals.PARAMETERS
                .withCandidates(List.of(Locals.candidate("candidate:1 1 udp 2122260223 192.0.2.1 54321 typ host")))
                .withEndOfCandidates();

        assertThat(JsepOffer.create(local, null).toSdp())
                .isEqualTo("""
                        v=0
                        o=- 4711 0 IN IP4 0.0.0.0
                        s=-
                        t=0 0
                        a=group:BUNDLE 0
                        a=msid-semantic:WMS *
                        m=application 54321 UDP/DTLS/SCTP webrtc-datachannel
                        c=IN IP4 192.0.2.1
                        a=candidate:1 1 UDP 2122260223 192.0.2.1 54321 typ host
                        a=end-of-candidates
                        a=ice-ufrag:ufrg
                        a=ice-pwd:passwordpasswordpassword
                        a=ice-options:trickle
                        a=fingerprint:sha-256 %s
                        a=setup:actpass
                        a=mid:0
                        a=sctp-port:5000
                        a=max-message-size:262144
                        """.formatted(ZEROES).replace("\n", "\r\n"));
    }

    @Test
    void passesItsOwnRules() throws InvalidDescriptionException {
        SessionDescription first = JsepOffer.create(Locals.PARAMETERS, null);

        JsepRules.checkOffer(first, null);
        JsepRules.checkOffer(JsepOffer.create(Locals.PARAMETERS, first), first);
    }

    @Test
    void countsItsVersionUpOnlyWhenSomethingChanges() {
        SessionDescription first = JsepOffer.create(Locals.PARAMETERS, null);
        SessionDescription same = JsepOffer.create(Locals.PARAMETERS, first);
        SessionDescription restart = JsepOffer.create(
                Locals.PARAMETERS.withIce(IceParameters.trickling("new1", "otherpasswordotherpass")), same);

        assertThat(same).isEqualTo(first);
        assertThat(restart.origin()).isEqualTo(first.origin().nextVersion());
        assertThat(restart.origin().version()).isEqualTo(BigInteger.ONE);
        assertThat(Fixtures.data(restart).isIceRestartOf(Fixtures.data(first))).isTrue();
    }

    @Test
    void keepsTheSectionsOfTheAnswerBeforeItInTheirPlaces() throws InvalidDescriptionException {
        SessionDescription remoteOffer = Fixtures.parsed(Fixtures.CHROMIUM_AV_OFFER);
        SessionDescription answer = JsepAnswer.create(remoteOffer, Locals.PARAMETERS, null);

        SessionDescription offer = JsepOffer.create(Locals.PARAMETERS, answer);

        JsepRules.checkOffer(offer, answer);
        assertThat(offer.media())
                .extracting(s -> s.mediaLine().media())
                .containsExactly("audio", "video", "application");
        assertThat(offer.media()).extracting(MediaDescription::isRejected).containsExactly(true, true, false);
        assertThat(Fixtures.data(offer).mid()).contains("2");
        assertThat(offer.bundleGroups())
                .singleElement()
                .satisfies(g -> assertThat(g.mids()).containsExactly("2"));
        assertThat(offer.origin()).isEqualTo(answer.origin().nextVersion());
    }

    @Test
    void recyclesARejectedSectionUnderANewMid() throws InvalidDescriptionException {
        SessionDescription audioOffer = Fixtures.chromiumOffer("m=", "m=audio 9 UDP/TLS/RTP/SAVPF 111");
        SessionDescription answer = JsepAnswer.create(audioOffer, Locals.PARAMETERS, null);

        SessionDescription offer = JsepOffer.create(Locals.PARAMETERS, answer);

        JsepRules.checkOffer(offer, answer);
        DataChannelSection data = Fixtures.data(offer);
        assertThat(offer.media()).hasSize(1);
        assertThat(data.mid()).contains("1");
    }

    @Test
    void keepsTheOldFormOnceItWasSpoken() {
        SessionDescription legacy = Fixtures.chromiumOffer(
                "m=", "m=application 9 DTLS/SCTP 5000\r\na=sctpmap:5000 webrtc-datachannel 1024");
        SessionDescription answer = JsepAnswer.create(legacy, Locals.PARAMETERS, null);

        assertThat(JsepOffer.create(Locals.PARAMETERS, answer).toSdp())
                .contains("m=application 9 DTLS/SCTP 5000\r\n")
                .contains("a=sctpmap:5000 webrtc-datachannel 1024\r\n")
                .doesNotContain("sctp-port");
    }

    @Test
    void withoutDataHasNoSections() throws InvalidDescriptionException {
        SessionDescription empty = JsepOffer.createWithoutData(4711, null);

        assertThat(empty.media()).isEmpty();
        assertThat(empty.toSdp()).doesNotContain("group").doesNotContain("m=");
        JsepRules.checkOffer(empty, null);

        SessionDescription withData = JsepOffer.create(Locals.PARAMETERS, empty);
        assertThat(withData.media()).hasSize(1);
        assertThat(withData.origin().version()).isEqualTo(BigInteger.ONE);
    }

    @Test
    void withoutDataKeepsRejectedSections() {
        SessionDescription audioOffer = Fixtures.chromiumOffer("m=", "m=audio 9 UDP/TLS/RTP/SAVPF 111");
        SessionDescription answer = JsepAnswer.create(audioOffer, Locals.PARAMETERS, null);

        assertThat(JsepOffer.createWithoutData(4711, answer)).isEqualTo(answer);
    }

    @Test
    void ofALiteAgentSaysSo() {
        LocalParameters lite =
                Locals.PARAMETERS.withIce(new IceParameters("ufrg", "passwordpasswordpassword", List.of(), true));

        SessionDescription offer = JsepOffer.create(lite, null);

        assertThat(offer.toSdp()).contains("a=group:BUNDLE 0\r\na=ice-lite\r\n").doesNotContain("ice-options");
        assertThat(Fixtures.data(offer).iceParameters()).contains(lite.ice());
    }
}

package io.github.datachannel4j.sdp.jsep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.Fixtures;
import io.github.datachannel4j.sdp.SessionDescription;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code a=sctp-init}: an INIT chunk in a description (draft-hancke-tsvwg-snap). */
class SctpInitTest {
    private static final byte[] INIT = {1, 0, 0, 20, 5, 6, 7, 8};
    private static final String LINE = "a=sctp-init:AQAAFAUGBwg=\r\n";
    private static final LocalParameters WITH_INIT =
            Locals.PARAMETERS.withSctp(SctpParameters.defaults().withInit(Attribute.SctpInit.of(INIT)));

    private static SessionDescription offerWithInit(String value) {
        return Fixtures.chromiumOffer("a=mid", "a=mid:0\r\na=sctp-init" + value);
    }

    @Test
    void readsChromiums() {
        SessionDescription offer = Fixtures.parsed("chromium-156-data-offer-snap-sped");

        assertThat(Fixtures.data(offer).sctpInit().flatMap(Attribute.SctpInit::chunk))
                .contains(Base64.getDecoder().decode("AQAAII+TRaoAUAAA/////6kSWAXAAAAEgAgACILAQMI="));
        assertThat(offer.toSdp()).isEqualTo(Fixtures.text("chromium-156-data-offer-snap-sped"));
    }

    @Test
    void isNotThereUnlessWritten() {
        assertThat(Fixtures.data(Fixtures.parsed(Fixtures.CHROMIUM_OFFER)).sctpInit())
                .isEmpty();
        assertThat(JsepOffer.create(Locals.PARAMETERS, null).toSdp()).doesNotContain("sctp-init");
    }

    /** Whether that is an error depends on whether the attribute is of any interest. */
    @ParameterizedTest
    @ValueSource(strings = {":not base64", ":AQAA*", ":A", ":ümlaut"})
    void isReadThoughItIsNoBase64(String value) {
        Attribute.SctpInit init = Fixtures.data(offerWithInit(value)).sctpInit().orElseThrow();

        assertThat(init.base64()).isEqualTo(value.substring(1));
        assertThat(init.chunk()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":"})
    void isEmptyWhenNothingIsWritten(String value) {
        assertThat(Fixtures.data(offerWithInit(value)).sctpInit().flatMap(Attribute.SctpInit::chunk))
                .hasValueSatisfying(chunk -> assertThat(chunk).isEmpty());
    }

    @Test
    void isWrittenIntoOffersAndIntoThoseThatFollow() {
        SessionDescription first = JsepOffer.create(WITH_INIT, null);
        SessionDescription second = JsepOffer.create(WITH_INIT, first);

        assertThat(first.toSdp()).contains("a=max-message-size:262144\r\n" + LINE);
        assertThat(second).isEqualTo(first);
        assertThat(Fixtures.data(Fixtures.parse(first.toSdp())).sctpInit()).contains(Attribute.SctpInit.of(INIT));
    }

    @Test
    void answersOnlyAnother() {
        SessionDescription with = offerWithInit(":AQAA");
        SessionDescription without = Fixtures.parsed(Fixtures.CHROMIUM_OFFER);

        assertThat(JsepAnswer.create(with, WITH_INIT, null).toSdp()).contains(LINE);
        assertThat(JsepAnswer.create(with, Locals.PARAMETERS, null).toSdp()).doesNotContain("sctp-init");
        assertThat(JsepAnswer.create(without, WITH_INIT, null).toSdp()).doesNotContain("sctp-init");
    }

    /** §4.1 of the draft has it for {@code webrtc-datachannel} only. */
    @Test
    void isNothingInTheOldForm() {
        SessionDescription offer = Fixtures.chromiumOffer(
                "m=", "m=application 9 DTLS/SCTP 5000\r\na=sctpmap:5000 webrtc-datachannel 1024\r\n" + LINE.strip());

        assertThat(Fixtures.data(offer).sctpInit()).isEmpty();
        assertThat(JsepAnswer.create(offer, WITH_INIT, null).toSdp()).doesNotContain("sctp-init");
    }
}

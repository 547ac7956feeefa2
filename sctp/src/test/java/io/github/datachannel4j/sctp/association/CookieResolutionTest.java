package io.github.datachannel4j.sctp.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.packet.Tsn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookieResolutionTest {
    private static final CookieResolution.Tags TAGS = new CookieResolution.Tags(1, 2, 77);

    /** RFC 9260 §5.2.4, table 12, and what lies between its rows. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 0, DUPLICATE",
        "1, 2, 77, DUPLICATE",
        "1, 9, 0, COLLISION",
        "1, 9, 77, COLLISION",
        "9, 2, 0, OVERTAKEN",
        "9, 2, 77, UNRELATED",
        "8, 9, 77, RESTART",
        "8, 9, 78, UNRELATED",
        "8, 9, 0, UNRELATED",
    })
    void followsTheTable(int cookieLocal, int cookiePeer, long tieTag, CookieResolution expected) {
        assertThat(CookieResolution.of(cookie(cookieLocal, cookiePeer, tieTag), TAGS))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1, 9, COLLISION", "8, 9, UNRELATED"})
    void withoutAPeerOnlyTheOwnTagCounts(int cookieLocal, int cookiePeer, CookieResolution expected) {
        CookieResolution.Tags waiting = new CookieResolution.Tags(1, 0, StateCookie.NO_TIE_TAG);

        assertThat(CookieResolution.of(cookie(cookieLocal, cookiePeer, StateCookie.NO_TIE_TAG), waiting))
                .isEqualTo(expected);
    }

    static StateCookie cookie(int localTag, int peerTag, long tieTag) {
        PeerOffer peer = new PeerOffer(
                peerTag,
                4_000_000_000L,
                65535,
                1024,
                new Tsn(-5),
                new PeerCapabilities(true, false, true, false, true));
        return new StateCookie(123_456_789L, new LocalOffer(localTag, new Tsn(17)), peer, tieTag);
    }
}

package io.github.datachannel4j.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FixturesTest {
    private static final String NAMES = "io.github.datachannel4j.sdp.Fixtures#names";

    @ParameterizedTest
    @MethodSource(NAMES)
    void parseToTheSameAfterWriting(String name) {
        SessionDescription description = Fixtures.parsed(name);

        assertThat(Fixtures.parse(description.toSdp())).isEqualTo(description);
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void keepEveryLineInItsPlace(String name) {
        assertThat(comparableLines(Fixtures.parsed(name).toSdp())).isEqualTo(comparableLines(Fixtures.text(name)));
    }

    @ParameterizedTest
    @MethodSource(NAMES)
    void holdADataChannelSectionThatCanBeUsed(String name) {
        DataChannelSection data = Fixtures.data(Fixtures.parsed(name));

        assertThat(data.iceParameters()).isPresent();
        assertThat(data.iceParameters().orElseThrow().canTrickle()).isTrue();
        assertThat(data.fingerprints()).hasSize(1).allMatch(f -> f.digest().length == 32);
        assertThat(data.sctpPort()).isEqualTo(5000);
        assertThat(data.maxMessageSize()).isIn(262_144L, 1_073_741_823L);
        assertThat(data.setup()).contains(name.contains("offer") ? Setup.ACTPASS : Setup.ACTIVE);
    }

    @Test
    void chromiumOfferSaysWhatItSays() {
        DataChannelSection data = Fixtures.data(Fixtures.parsed(Fixtures.CHROMIUM_OFFER));

        assertThat(data.mid()).contains("0");
        assertThat(data.iceParameters()).contains(IceParameters.trickling("b3y5", "x+d95URGnVKgcbACWKe3url7"));
        assertThat(data.candidates()).hasSize(2).allMatch(c -> c.address().kind() == AddressKind.MDNS_NAME);
        assertThat(data.candidates().getFirst().extension("network-cost")).contains("999");
        assertThat(data.endOfCandidates()).isFalse();
    }

    @Test
    void firefoxOfferHasItsFingerprintAtSessionLevel() {
        SessionDescription offer = Fixtures.parsed(Fixtures.FIREFOX_AV_OFFER);

        DataChannelSection data = Fixtures.data(offer);

        assertThat(data.mLineIndex()).isEqualTo(2);
        assertThat(data.media().attributes().first(Fingerprint.class)).isEmpty();
        assertThat(data.fingerprints()).isEqualTo(offer.attributes().all(Fingerprint.class));
        assertThat(data.endOfCandidates()).isTrue();
        assertThat(data.candidates()).hasSize(4);
        assertThat(data.candidates().get(2).tcpType()).contains(TcpType.ACTIVE);
        assertThat(offer.media().getFirst().candidates()).anyMatch(c -> c.component() == 2);
    }

    @Test
    void libdatachannelSeparatesItsIceOptionsByCommas() {
        DataChannelSection data = Fixtures.data(Fixtures.parsed(Fixtures.LIBDATACHANNEL_ANSWER));

        assertThat(data.iceParameters().orElseThrow().options()).containsExactly("ice2", "trickle");
    }

    /** In our form a transport is in upper case and options are between spaces. */
    private static List<String> comparableLines(String sdp) {
        return Arrays.stream(sdp.split("\r\n", -1))
                .map(line -> line.startsWith("a=candidate") ? line.toLowerCase(Locale.ROOT) : line)
                .map(line -> line.startsWith("a=ice-options") ? line.replace(',', ' ') : line)
                .toList();
    }
}

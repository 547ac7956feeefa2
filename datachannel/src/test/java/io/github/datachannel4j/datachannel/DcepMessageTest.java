package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Reliability.LimitedLifetime;
import io.github.datachannel4j.sctp.Reliability.LimitedRetransmissions;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.testkit.Mutants;
import io.github.datachannel4j.testkit.Seeds;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DcepMessageTest {
    private static final SendOptions TIMED_500_MS =
            SendOptions.ordered().withReliability(new LimitedLifetime(500_000_000L));

    // From captures of Chromium 156 (to Chromium, Firefox and aiortc), Firefox ESR 153, libdatachannel and werift.
    private static final String CHROMIUM_RELIABLE = "0300010000000000000400016d61696e70";
    private static final String CHROMIUM_UNORDERED_NO_RETRANSMISSION = "038101000000000000050000756e72656c";
    private static final String CHROMIUM_TIMED = "03020100000001f40005000074696d6564";
    private static final String FIREFOX_RELIABLE = "0300000000000000000400016d61696e70";
    private static final String FIREFOX_UNORDERED_NO_RETRANSMISSION = "038100000000000000050000756e72656c";
    private static final String FIREFOX_TIMED = "03020000000001f40005000074696d6564";

    private static final List<String> GOLDEN = List.of(
            CHROMIUM_RELIABLE,
            CHROMIUM_UNORDERED_NO_RETRANSMISSION,
            CHROMIUM_TIMED,
            FIREFOX_RELIABLE,
            FIREFOX_UNORDERED_NO_RETRANSMISSION,
            FIREFOX_TIMED,
            "02");

    private static final int MUTANTS_PER_SEED = 10;

    private static DcepMessage parse(String hex) throws MalformedDcepException {
        return DcepMessage.parse(Bytes.wrap(HexFormat.of().parseHex(hex)));
    }

    private static String hex(DcepMessage message) {
        return HexFormat.of().formatHex(message.encode().toArray());
    }

    @Test
    void readsTheOpensOfChromium() throws Exception {
        assertThat(parse(CHROMIUM_RELIABLE)).isEqualTo(new DataChannelOpen(SendOptions.ordered(), 256, "main", "p"));
        assertThat(parse(CHROMIUM_UNORDERED_NO_RETRANSMISSION))
                .isEqualTo(new DataChannelOpen(
                        SendOptions.unordered().withReliability(new LimitedRetransmissions(0)), 256, "unrel", ""));
        assertThat(parse(CHROMIUM_TIMED)).isEqualTo(new DataChannelOpen(TIMED_500_MS, 256, "timed", ""));
    }

    @Test
    void readsThePriorityZeroOfFirefox() throws Exception {
        assertThat(parse(FIREFOX_RELIABLE)).isEqualTo(new DataChannelOpen(SendOptions.ordered(), 0, "main", "p"));
        assertThat(parse(FIREFOX_TIMED)).isEqualTo(new DataChannelOpen(TIMED_500_MS, 0, "timed", ""));
    }

    @Test
    void writesWhatBrowsersWrite() throws Exception {
        for (String golden : GOLDEN) {
            assertThat(hex(parse(golden))).isEqualTo(golden);
        }
    }

    @Test
    void writesEveryChannelType() throws Exception {
        for (ChannelType type : ChannelType.values()) {
            DataChannelOpen open = new DataChannelOpen(type.delivery(7), 1024, "l", "p");
            assertThat(open.encode().getUnsignedByte(1)).isEqualTo(type.code());
            assertThat(DcepMessage.parse(open.encode())).isEqualTo(open);
        }
    }

    @Test
    void ignoresTheParameterOfReliableChannels() throws Exception {
        assertThat(parse("03000100ffffffff00000000"))
                .isEqualTo(new DataChannelOpen(SendOptions.ordered(), 256, "", ""));
    }

    @Test
    void readsLimitsThatFillTheField() throws Exception {
        assertThat(parse("03010100ffffffff00000000"))
                .isEqualTo(new DataChannelOpen(
                        SendOptions.ordered().withReliability(new LimitedRetransmissions(Integer.MAX_VALUE)),
                        256,
                        "",
                        ""));
        assertThat(hex(parse("03020100ffffffff00000000"))).isEqualTo("03020100ffffffff00000000");
    }

    @Test
    void carriesTextsOf65535BytesEach() throws Exception {
        String label = "ü".repeat(32767) + "x";
        String protocol = "y".repeat(65535);
        DataChannelOpen open = DataChannelOpen.of(ChannelParameters.of(label).withProtocol(protocol));
        assertThat(open.encode().length()).isEqualTo(12 + 2 * 65535);
        assertThat(DcepMessage.parse(open.encode())).isEqualTo(open);
    }

    @Test
    void acceptsPaddingAfterTheLastField() throws Exception {
        assertThat(parse(CHROMIUM_RELIABLE + "000000")).isEqualTo(parse(CHROMIUM_RELIABLE));
        assertThat(parse("02000000")).isEqualTo(DataChannelAck.INSTANCE);
    }

    @Test
    void refusesWhatIsMalformed() {
        for (String bad : new String[] {
            "",
            "00",
            "01",
            "03",
            "ff",
            "0300010000000000000400", // cut in the header
            "0300010000000000000400016d61696e", // cut in the protocol
            "03000100000000000004ffff6d61696e70", // lengths beyond the end
            "030301000000000000000000", // unknown channel types
            "038301000000000000000000",
            "03000100000000000002000080ff", // not UTF-8
            "030001000000000000000003eda080" // a surrogate in UTF-8
        }) {
            assertThatExceptionOfType(MalformedDcepException.class).as(bad).isThrownBy(() -> parse(bad));
        }
    }

    @Test
    void anythingParsesOrIsMalformedAndNothingElse() {
        List<byte[]> originals = goldenMessages();
        int[] read = {0};
        int[] all = {0};
        Seeds.forEach(2000, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < MUTANTS_PER_SEED; i++) {
                all[0]++;
                read[0] += DcepFuzz.reads(Mutants.of(originals, random)) ? 1 : 0;
            }
        });
        // Both must happen often, or the mutations prove nothing.
        assertThat(read[0]).isBetween(all[0] / 10, all[0] * 9 / 10);
    }

    static List<byte[]> goldenMessages() {
        return GOLDEN.stream().map(HexFormat.of()::parseHex).toList();
    }
}

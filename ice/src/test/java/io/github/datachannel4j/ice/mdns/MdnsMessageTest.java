package io.github.datachannel4j.ice.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Kind;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Question;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MdnsMessageTest {
    private static final MdnsName NAME = MdnsName.of("ab.local");
    private static final String HEADER_OF_ONE_ANSWER = "0000 8400 0000 0001 0000 0000";
    private static final String AB_LOCAL = "02 6162 05 6c6f63616c 00";

    private static MdnsMessage parse(String hex) throws MalformedMdnsException {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return MdnsMessage.parse(bytes, 0, bytes.length);
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }

    @Test
    void asksForBothFamiliesInAMessageEach() {
        assertThat(MdnsMessage.queries(NAME))
                .extracting(query -> HexFormat.of().formatHex(query.toBytes()))
                .containsExactly(
                        ("0000 0000 0001 0000 0000 0000" + AB_LOCAL + "0001 0001").replace(" ", ""),
                        ("0000 0000 0001 0000 0000 0000" + AB_LOCAL + "001c 0001").replace(" ", ""));
    }

    @Test
    void readsWhatItWrites() throws Exception {
        MdnsMessage response = MdnsMessage.response(
                List.of(new Answer(NAME, address("192.0.2.7"), 120), new Answer(NAME, address("2001:db8::7"), 120)));
        byte[] bytes = response.toBytes();
        assertThat(MdnsMessage.parse(bytes, 0, bytes.length)).isEqualTo(response);
    }

    @Test
    void readsAnswersWithCompressedNamesAmongRecordsOfOthers() throws Exception {
        MdnsMessage message = parse("0000 8400 0000 0002 0000 0001"
                + "05 5f68747470 04 5f746370 05 6c6f63616c 00 000c 0001 00000078 0002 c00c"
                + "02 4142 c017 0001 8001 00000078 0004 c0000207"
                + "c02a 002f 8001 00000078 0002 c02a");
        assertThat(message.isResponse()).isTrue();
        assertThat(message.answers()).containsExactly(new Answer(NAME, address("192.0.2.7"), 120));
    }

    @Test
    void readsTheBitThatWantsUnicast() throws Exception {
        MdnsMessage message = parse("0000 0000 0001 0000 0000 0000" + AB_LOCAL + "00ff 8001");
        assertThat(message.questions()).containsExactly(new Question(NAME, Kind.BOTH, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0000 8400 0000 0001 0000",
                "0000 8403 0000 0000 0000 0000",
                "0000 2800 0000 0000 0000 0000",
                HEADER_OF_ONE_ANSWER,
                HEADER_OF_ONE_ANSWER + "02 61",
                HEADER_OF_ONE_ANSWER + AB_LOCAL + "0001 0001 00000078 0004 c00002",
                HEADER_OF_ONE_ANSWER + AB_LOCAL + "0001 0001 00000078 ffff",
                HEADER_OF_ONE_ANSWER + "c00c 0001 0001 00000078 0004 c0000207",
                HEADER_OF_ONE_ANSWER + "02 6162 c00c 0001 0001 00000078 0004 c0000207",
                HEADER_OF_ONE_ANSWER + "c0ff 0001 0001 00000078 0004 c0000207",
                HEADER_OF_ONE_ANSWER + "42 6162 00 0001 0001 00000078 0004 c0000207"
            })
    void refusesWhatIsBroken(String hex) {
        assertThatThrownBy(() -> parse(hex)).isInstanceOf(MalformedMdnsException.class);
    }

    @Test
    void passesOverAddressesOfAWrongLength() throws Exception {
        assertThat(parse(HEADER_OF_ONE_ANSWER + AB_LOCAL + "001c 0001 00000078 0004 c0000207")
                        .answers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.local", "A.LOCAL.", "1f4712db-ea17-4bcf-a596-105139dfd8bf.local"})
    void takesHostNames(String name) {
        assertThat(MdnsName.isOne(name)).isTrue();
        assertThat(MdnsName.of(name).text()).isLowerCase().endsWith(".local");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".local", "local", "a.b.local", "a_b.local", "a.example", "ä.local", "a.local.."})
    void takesNoOtherNames(String name) {
        assertThat(MdnsName.isOne(name)).isFalse();
        assertThatThrownBy(() -> MdnsName.of(name)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.github.datachannel4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.cli.doctor.DoctorReport.Families;
import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.peerconnection.IceServerFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AdviceTest {
    private static final int NOT_OF_STUN = 701;

    @ParameterizedTest
    @CsvSource({
        "TURN_UDP, CHALLENGE_UNUSABLE, realm",
        "STUN, ANSWER_UNUSABLE, STUN server",
        "TURN_TCP, ANSWER_UNUSABLE, TURN server",
        "STUN, NO_ANSWER, open UDP out",
        "TURN_UDP, NO_ANSWER, open UDP out",
        "TURN_TCP, NO_ANSWER, without TLS (turns:",
        "TURN_TLS, NO_ANSWER, for TLS (turn:",
        "STUN, TRANSPORT_UNSUPPORTED, Say stun:HOST",
        "TURN_TLS, TRANSPORT_UNSUPPORTED, Say turns:HOST",
        "STUN, NAME_UNKNOWN, spelling of the host name",
        "STUN, NAME_UNANSWERED, check its resolver",
        "STUN, NO_ROUTE, common IP version",
        "TURN_TCP, ROUTE_NOT_ADMITTED, --loopback",
        "TURN_UDP, NO_PORT, file descriptor",
        "TURN_TCP, NOT_CONNECTED, listens on TCP",
        "TURN_TCP, CONNECTION_LOST, TURN without TLS",
        "TURN_TLS, CONNECTION_LOST, does not speak TURN",
        "TURN_TLS, CERTIFICATE_UNTRUSTED, --trust FILE",
        "TURN_TLS, CERTIFICATE_EXPIRED, Renew",
        "TURN_TLS, CERTIFICATE_FOR_ANOTHER_NAME, Say in the URL the name",
        "TURN_TLS, TLS_FAILED, port for TLS"
    })
    void saysWhatToChangeForEachFailure(Protocol protocol, IceServerFailure failure, String words) {
        assertThat(Advice.onError(protocol, failure, NOT_OF_STUN)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({
        "300, alternate-server",
        "400, and not one for STUN only",
        "401, check --user and --credential",
        "403, ask its operator",
        "420, Update the server",
        "437, wait ten minutes",
        "438, stale-nonce",
        "440, relay-ip",
        "441, Another user",
        "442, does not relay over UDP",
        "443, the other IP version than the peer",
        "486, user quota",
        "500, Ask again later",
        "508, port range",
        "599, own log"
    })
    void saysWhatToChangeForEachRefusalOfARelay(int code, String words) {
        for (Protocol protocol : List.of(Protocol.TURN_UDP, Protocol.TURN_TCP, Protocol.TURN_TLS)) {
            assertThat(Advice.onError(protocol, IceServerFailure.REFUSED, code)).contains(words);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "300, names in its stead",
        "400, Check that a STUN server listens",
        "401, STUN is asked without",
        "420, Update the server",
        "500, Ask again later",
        "486, own log"
    })
    void saysOfAStunServerNothingOfUsersAndRelays(int code, String words) {
        assertThat(Advice.onError(Protocol.STUN, IceServerFailure.REFUSED, code))
                .contains(words)
                .doesNotContain("--user", "relay");
    }

    /** Two problems with one advice would mean that the words tell nothing of the problem. */
    @ParameterizedTest
    @EnumSource(Protocol.class)
    void tellsTheFailuresApart(Protocol protocol) {
        List<String> all = new ArrayList<>();
        for (IceServerFailure failure : IceServerFailure.values()) {
            all.add(Advice.onError(protocol, failure, NOT_OF_STUN));
        }
        assertThat(all).doesNotHaveDuplicates().allMatch(text -> text.endsWith("."));
    }

    @Test
    void aCertificateIsNoMatterOfTheDns() {
        Stream.of(
                        IceServerFailure.CERTIFICATE_UNTRUSTED,
                        IceServerFailure.CERTIFICATE_EXPIRED,
                        IceServerFailure.CERTIFICATE_FOR_ANOTHER_NAME)
                .forEach(failure -> assertThat(Advice.onError(Protocol.TURN_TLS, failure, NOT_OF_STUN))
                        .doesNotContain("DNS", "spelling"));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, no NAT",
        "ENDPOINT_INDEPENDENT, one outside port for all",
        "SYMMETRIC, another outside port for each",
        "BEHIND_ONE, second --stun server",
        "UNKNOWN, give one or two with --stun"
    })
    void saysWhatANatMeans(Nat nat, String words) {
        assertThat(Advice.onNat(nat)).contains(words);
    }

    @ParameterizedTest
    @CsvSource({"NONE, connect it to a network", "IPV6_ONLY, IPv6 only", "IPV4_ONLY, ''", "BOTH, ''"})
    void saysWhatTheVersionsOfIpMean(Families families, String words) {
        assertThat(Advice.onFamilies(families)).contains(words).matches(text -> text.isEmpty() == words.isEmpty());
    }

    @Test
    void saysWhatToDoWithoutUdp() {
        assertThat(Advice.onDroppedUdp("stun:a", "turns:b"))
                .contains("UDP is dropped", "turns:b answers", "from stun:a", "--tcp");
    }

    @Test
    void saysWhereARelayIsStuck() {
        assertThat(Advice.onRelaySilence()).contains("49152-65535");
    }

    @Test
    void saysThatADefectIsOurs() {
        assertThat(Advice.onDefect()).contains("report it");
    }
}

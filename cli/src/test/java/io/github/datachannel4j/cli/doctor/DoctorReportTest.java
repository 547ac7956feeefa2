package io.github.datachannel4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.cli.doctor.DoctorReport.Families;
import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.cli.doctor.DoctorReport.Udp;
import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import io.github.datachannel4j.cli.doctor.ServerReport.Problem;
import io.github.datachannel4j.cli.doctor.ServerReport.Times;
import io.github.datachannel4j.peerconnection.IceServerFailure;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoctorReportTest {
    private static final Times TIMES = new Times(0.1, 12.34, 40, -1);
    private static final List<HostAddress> HOST = List.of(new HostAddress("192.0.2.7", "eth0", ""));

    private static ServerReport ok(String url, Protocol protocol, Found... found) {
        return new ServerReport(url, protocol, true, true, List.of(), TIMES, List.of(found), List.of());
    }

    private static ServerReport failed(String url, Protocol protocol, boolean answered, IceServerFailure failure) {
        Times times = new Times(0.1, answered ? 3 : -1, 5000, -1);
        Problem problem = new Problem(701, failure, "no", Advice.onError(protocol, failure, 701));
        return new ServerReport(url, protocol, false, answered, List.of(), times, List.of(), List.of(problem));
    }

    private static DoctorReport report(ServerReport... servers) {
        return new DoctorReport(HOST, List.of(servers), Nat.UNKNOWN);
    }

    @Test
    void udpIsDroppedWhereOnlyTcpIsAnswered() {
        DoctorReport report = report(
                failed("stun:a", Protocol.STUN, false, IceServerFailure.NO_ANSWER),
                failed("turn:a", Protocol.TURN_UDP, false, IceServerFailure.NO_ANSWER),
                ok("turns:a", Protocol.TURN_TLS, new Found("relay", "192.0.2.1:50000", "")));

        assertThat(report.udp()).isEqualTo(Udp.DROPPED);
        assertThat(report.conclusions())
                .anyMatch(line -> line.startsWith(
                        "UDP is dropped: turns:a answers, and over UDP nothing comes back from" + " stun:a, turn:a."))
                .noneMatch(line -> line.contains("give one or two with --stun"));
    }

    /** Whether UDP gets through is one question, whether the password is right another. */
    @Test
    void anAnswerThatRefusesIsAnAnswer() {
        ServerReport silent = failed("stun:a", Protocol.STUN, false, IceServerFailure.NO_ANSWER);

        assertThat(report(silent, failed("turn:a", Protocol.TURN_UDP, true, IceServerFailure.REFUSED))
                        .udp())
                .isEqualTo(Udp.WORKS);
        assertThat(report(silent, failed("turn:a?transport=tcp", Protocol.TURN_TCP, true, IceServerFailure.REFUSED))
                        .udp())
                .isEqualTo(Udp.DROPPED);
    }

    @Test
    void nothingIsSaidOfUdpWithoutAComparison() {
        assertThat(report().udp()).isEqualTo(Udp.UNKNOWN);
        assertThat(report(failed("stun:a", Protocol.STUN, false, IceServerFailure.NO_ANSWER))
                        .udp())
                .isEqualTo(Udp.UNKNOWN);
        // Whose name is unknown was not asked.
        assertThat(report(
                                failed("stun:a", Protocol.STUN, false, IceServerFailure.NAME_UNKNOWN),
                                ok("turns:b", Protocol.TURN_TLS))
                        .udp())
                .isEqualTo(Udp.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1 ::1, BOTH",
        "127.0.0.1 0:0:0:0:0:0:0:1 2001:db8::7, IPV6_ONLY",
        "192.0.2.7, IPV4_ONLY",
        "192.0.2.7 2001:db8::7, BOTH",
        "'', NONE"
    })
    void theVersionsOfIpAreThoseThatPeersCouldReach(String addresses, Families families) {
        List<HostAddress> host = Stream.of(addresses.split(" "))
                .filter(address -> !address.isEmpty())
                .map(address -> new HostAddress(address, "any", ""))
                .toList();
        DoctorReport report = new DoctorReport(host, List.of(), Nat.UNKNOWN);

        assertThat(report.families()).isEqualTo(families);
        assertThat(report.ok()).isEqualTo(families != Families.NONE);
    }

    @Test
    void addressesThatAreSkippedDoNotCount() {
        HostAddress linkLocal = new HostAddress("fe80::1", "eth0", "link-local");
        assertThat(new DoctorReport(List.of(linkLocal, HOST.getFirst()), List.of(), Nat.UNKNOWN).families())
                .isEqualTo(Families.IPV4_ONLY);
    }

    @Test
    void showsRoundTripsAndWhatWasFound() {
        ServerReport stun = ok("stun:a", Protocol.STUN, new Found("srflx", "203.0.113.9:61000", "192.0.2.7:5000"));
        String text = report(stun, ok("stun:b", Protocol.STUN)).toText();

        assertThat(text)
                .contains(
                        "ok      stun:a",
                        "seen as 203.0.113.9:61000 from 192.0.2.7:5000",
                        "round   trip to the server: 12.3 ms",
                        "seen as this host's own address: there is no NAT between");
    }

    @Test
    void claimsNoRoundTripThatItHasNot() {
        Times unclear = new Times(0.1, -1, 900, -1);
        ServerReport slow =
                new ServerReport("stun:a", Protocol.STUN, true, true, List.of(), unclear, List.of(), List.of());

        assertThat(report(slow).toText()).contains("over 500 ms, or packets were lost");
        assertThat(report(failed("stun:a", Protocol.STUN, false, IceServerFailure.NO_ANSWER))
                        .toText())
                .doesNotContain("round   trip")
                .contains("gave up (after 5000.0 ms)");
    }

    @Test
    void speaksJsonOfAllOfIt() {
        String json = report(
                        failed("stun:a", Protocol.STUN, false, IceServerFailure.NO_ANSWER),
                        ok("turns:a", Protocol.TURN_TLS))
                .toJson();

        assertThat(json)
                .contains("\"udp\" : \"dropped\"", "\"families\" : \"ipv4-only\"", "\"failure\" : \"no-answer\"")
                .contains("\"protocol\" : \"turn-tls\"", "\"roundTrip\" : 12.34");
    }
}

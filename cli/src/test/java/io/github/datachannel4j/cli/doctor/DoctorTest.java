package io.github.datachannel4j.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.cli.doctor.DoctorReport.Udp;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceServerFailure;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The doctor with STUN servers on loopback addresses; those of the interop tests have a TURN server and real NATs. */
class DoctorTest {
    private static final String HERE = "127.0.0.1";
    private static final String ELSEWHERE = "127.0.0.2";

    private static DoctorReport examine(String... urls) throws SocketException, InterruptedException {
        List<IceServer> servers = Stream.of(urls).map(IceServer::of).toList();
        return new Doctor(true, line -> {}).examine(servers);
    }

    /** What a server sees of a client behind a NAT that maps its ports so; a host's addresses may all have the same port. */
    private static UnaryOperator<InetSocketAddress> nat(int offset) {
        return client -> {
            byte[] address = client.getAddress().getAddress();
            int host = address[address.length - 1] & 0xFF;
            return new InetSocketAddress("203.0.113.9", (client.getPort() + host * 7 + offset) % 60_000 + 1);
        };
    }

    @Test
    void measuresTheRoundTripWhereThereIsNoNat() throws Exception {
        try (SmallStunServer server = SmallStunServer.seeing(HERE, UnaryOperator.identity())) {
            DoctorReport report = examine(server.url());

            ServerReport only = report.servers().getFirst();
            assertThat(only.ok()).isTrue();
            assertThat(only.protocol()).isEqualTo(Protocol.STUN);
            assertThat(only.times().roundTrip()).isPositive().isLessThan(500);
            assertThat(only.times().roundTrip()).isLessThan(only.times().gathering());
            assertThat(report.nat()).isEqualTo(Nat.NONE);
            assertThat(report.udp()).isEqualTo(Udp.WORKS);
            assertThat(report.toText()).contains("there is no NAT between", "round   trip to the server: ");
        }
    }

    @Test
    void tellsAConeNatFromASymmetricOne() throws Exception {
        try (SmallStunServer one = SmallStunServer.seeing(HERE, nat(100));
                SmallStunServer agrees = SmallStunServer.seeing(ELSEWHERE, nat(100));
                SmallStunServer differs = SmallStunServer.seeing(ELSEWHERE, nat(200))) {
            assertThat(examine(one.url()).nat()).isEqualTo(Nat.BEHIND_ONE);
            assertThat(examine(one.url(), agrees.url()).nat()).isEqualTo(Nat.ENDPOINT_INDEPENDENT);
            assertThat(examine(one.url(), differs.url()).nat()).isEqualTo(Nat.SYMMETRIC);
            assertThat(examine(one.url()).servers().getFirst().found())
                    .isNotEmpty()
                    .allMatch(found -> found.address().startsWith("203.0.113.9:"))
                    .anyMatch(found -> found.base().startsWith("127.0.0.1:"));
        }
    }

    @Test
    void aServerNamedTwiceIsOneServer() throws Exception {
        try (SmallStunServer server = SmallStunServer.seeing(HERE, nat(100))) {
            assertThat(examine(server.url(), server.url()).nat()).isEqualTo(Nat.BEHIND_ONE);
        }
    }

    @Test
    void readsUrlsInUpperCase() throws Exception {
        try (SmallStunServer server = SmallStunServer.seeing(HERE, nat(100))) {
            DoctorReport report = examine(server.url().replace("stun", "STUN"));
            assertThat(report.servers().getFirst().ok()).isTrue();
            assertThat(report.nat()).isEqualTo(Nat.BEHIND_ONE);
        }
        IceServer turn = IceServer.of("TURN:" + HERE + ":9?TRANSPORT=TCP", "alice", "secret");
        ServerReport refused =
                new Doctor(true, line -> {}).examine(List.of(turn)).servers().getFirst();
        assertThat(refused.protocol()).isEqualTo(Protocol.TURN_TCP);
        assertThat(refused.problems().getFirst().failure()).isEqualTo(IceServerFailure.NOT_CONNECTED);
        assertThat(refused.problems().getFirst().advice()).contains("listens on TCP");
    }

    @Test
    void aRefusalIsTheServersAndHasARoundTrip() throws Exception {
        try (SmallStunServer server = SmallStunServer.refusing(HERE, 500)) {
            DoctorReport report = examine(server.url());

            ServerReport only = report.servers().getFirst();
            assertThat(only.ok()).isFalse();
            assertThat(only.answered()).isTrue();
            assertThat(only.times().roundTrip()).isPositive();
            assertThat(only.problems()).allMatch(problem -> problem.failure() == IceServerFailure.REFUSED);
            assertThat(report.toText()).contains("500 busy", "-> Ask again later");
            assertThat(report.udp()).isEqualTo(Udp.WORKS);
            assertThat(report.nat()).isEqualTo(Nat.UNKNOWN);
        }
    }
}

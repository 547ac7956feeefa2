package io.github.datachannel4j.interop.turn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.datachannel4j.interop.peer.DoctorProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dc4j doctor} with a real STUN and TURN server: what it measures, and what it says of each thing that can be wrong. */
@Order(8)
class DoctorTest {
    @TempDir
    private static Path folder;

    private static Coturn coturn;

    @BeforeAll
    static void startCoturn() throws IOException, InterruptedException {
        coturn = Coturn.start();
    }

    @AfterAll
    static void stopCoturn() throws IOException {
        coturn.close();
    }

    private static DoctorProcess examine(String password, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("--loopback", "--user", Coturn.USER, "--credential", password));
        all.addAll(List.of(options));
        return DoctorProcess.run(List.of(), all.toArray(String[]::new));
    }

    private static String trusted(Coturn server) throws IOException {
        return Files.writeString(folder.resolve("authority.pem"), server.certificate())
                .toString();
    }

    /** The schemes and queries in upper case, which URLs may have (RFC 3986 §3.1). */
    @Test
    void measuresEachWayToTheServerAndSendsAMessageThroughItsRelays() throws Exception {
        DoctorProcess doctor = examine(
                Coturn.PASSWORD,
                "--stun",
                coturn.stunUrl(),
                "--turn",
                coturn.turnUrl(),
                "--turn",
                coturn.turnUrlOverTcp().replace("transport=tcp", "transport=TCP"),
                "--turn",
                coturn.turnUrlOverTls().replace("turns:", "TURNS:"),
                "--trust",
                trusted(coturn));

        assertThat(doctor.exitCode()).as(doctor.report().toPrettyString()).isZero();
        assertThat(doctor.report().path("udp").asText()).isEqualTo("works");
        assertThat(doctor.report().path("nat").asText()).isEqualTo("none");
        assertThat(doctor.report().path("servers").findValuesAsText("protocol"))
                .containsExactly("stun", "turn-udp", "turn-tcp", "turn-tls");
        for (JsonNode server : doctor.report().path("servers")) {
            JsonNode times = server.path("times");
            assertThat(times.path("roundTrip").asDouble())
                    .as(server.toString())
                    .isPositive()
                    .isLessThan(times.path("gathering").asDouble());
            boolean isTurn = !server.path("protocol").asText().equals("stun");
            assertThat(times.path("relayRoundTrip").asDouble() > 0).isEqualTo(isTurn);
        }
    }

    @Test
    void saysThatTheCredentialsAreWrong() throws Exception {
        DoctorProcess doctor = examine("guessed", "--turn", coturn.turnUrl(), "--turn", coturn.turnUrlOverTcp());

        assertThat(doctor.exitCode()).isEqualTo(1);
        for (int i = 0; i < 2; i++) {
            assertThat(doctor.problem(i).path("code").asInt()).isEqualTo(401);
            assertThat(doctor.problem(i).path("failure").asText()).isEqualTo("refused");
            assertThat(doctor.problem(i).path("advice").asText()).contains("check --user and --credential");
            assertThat(doctor.server(i).path("times").path("roundTrip").asDouble())
                    .isPositive();
        }
        assertThat(doctor.report().path("udp").asText()).isEqualTo("works");
        assertThat(doctor.conclusions()).anyMatch(line -> line.startsWith("No TURN server works"));
    }

    @Test
    void saysWhatIsWrongWithTheCertificateAndNothingOfTheDns() throws Exception {
        CoturnPlace elsewhere = CoturnPlace.LOOPBACK.withCertificateFor("dns:elsewhere.test");
        try (Coturn other = Coturn.start(elsewhere, Coturn.USERS)) {
            assertCertificate(
                    "certificate-untrusted",
                    "--trust FILE",
                    examine(Coturn.PASSWORD, "--turn", coturn.turnUrlOverTls()));
            assertCertificate(
                    "certificate-for-another-name",
                    "Say in the URL the name",
                    examine(Coturn.PASSWORD, "--turn", other.turnUrlOverTls(), "--trust", trusted(other)));
        }
    }

    private static void assertCertificate(String failure, String advice, DoctorProcess doctor) {
        JsonNode problem = doctor.problem(0);
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(problem.path("failure").asText()).as(problem.toString()).isEqualTo(failure);
        assertThat(problem.path("text").asText()).contains("certificate");
        assertThat(problem.path("advice").asText()).contains(advice).doesNotContain("DNS");
    }

    @Test
    void saysThatTlsIsNotSpokenAtAPort() throws Exception {
        try (Coturn plain = Coturn.start(List.of("lt-cred-mech", "user=alice:opensesame", "no-tls"))) {
            DoctorProcess doctor = examine(Coturn.PASSWORD, "--turn", plain.turnUrlOverTls());

            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(doctor.problem(0).path("failure").asText())
                    .as(doctor.report().toPrettyString())
                    .isEqualTo("no-answer");
            assertThat(doctor.problem(0).path("advice").asText())
                    .contains("one for TLS (turn: is without)")
                    .doesNotContain("DNS", "--trust");
        }
    }

    @Test
    void seesASymmetricNat() throws Exception {
        try (UdpNat one = UdpNat.before(coturn.address());
                UdpNat other = UdpNat.before(coturn.address())) {
            DoctorProcess doctor = examine(
                    Coturn.PASSWORD,
                    "--stun",
                    "127.0.0.1:" + one.address().getPort(),
                    "--stun",
                    "127.0.0.1:" + other.address().getPort());

            assertThat(doctor.report().path("nat").asText()).isEqualTo("symmetric");
            assertThat(doctor.server(0).path("found").path(0).path("type").asText())
                    .isEqualTo("srflx");
        }
    }
}

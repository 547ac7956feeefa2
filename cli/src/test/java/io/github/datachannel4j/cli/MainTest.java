package io.github.datachannel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"serve", "connect", "rpc", "bench", "doctor"})
    void everyCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).contains("Usage: dc4j " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpListsTheCommandsAndExamples() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "connect", "rpc", "bench", "doctor", "Examples", "Exit codes");
    }

    @Test
    void versionIsPrinted() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("datachannel4j ").contains("Java ");
    }

    @ParameterizedTest
    @CsvSource({"serv", "--frobnicate", "connect", "serve --http many", "''"})
    void wrongWordsExitWith2AndSayWhat(String line) {
        assertThat(run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource({
        "connect ftp://host, ftp://host",
        "connect http://localhost:1/rtc --max-retransmits 1 --max-packet-life-time 1, exclude each other",
        "connect http://localhost:1/rtc --ice-server http://stun.example, http://stun.example",
        "serve --http 70000, 70000",
        "serve --udp -1, -1",
        "serve --advertise nowhere:x, nowhere:x",
        "bench --seconds 0, --seconds",
        "bench --stats-every 0, --stats-every",
        "connect http://localhost:1/rtc --stats-every 86401, 86401",
        "serve --stats-every -1, --stats-every",
        "doctor --stun http://stun.example, http://stun.example",
        "doctor --turn turn.example, turn",
        "doctor --turn TURNS:turn.example --user u --credential c --trust no/such.pem, no/such.pem: there is no such file",
        "doctor --turn turns:turn.example --user u --credential c --trust pom.xml, pom.xml: ",
        "connect http://localhost:1/rtc --ice-server turns:turn.example --turn-user u --turn-password p --trust no/such.pem, no such file",
        "connect http://localhost:1/rtc --ice-server turns:turn.example --turn-user u --turn-password p --trust pom.xml, pom.xml: ",
        "rpc --tcp 70000, 70000"
    })
    void badValuesExitWith1AndOneLineThatNamesThem(String line, String named) {
        assertThat(run(line.split(" "))).isEqualTo(1);
        assertThat(err.toString()).startsWith("dc4j: ").contains(named).hasLineCount(1);
    }

    @Test
    void doctorShowsTheAddressesAndWhatItDoesNotKnow() {
        assertThat(run("doctor", "--loopback")).isZero();
        assertThat(out.toString())
                .contains("uses    127.0.0.1", "give one or two with --stun", "No TURN server was given");
    }

    @Test
    void doctorSaysWhatToChangeWhereAServerFails() {
        assertThat(run("doctor", "--loopback", "--stun", "no-such-host.invalid"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "FAILED  stun:no-such-host.invalid",
                        "701 the name of the server has no address",
                        "-> Check the spelling");
    }

    @Test
    void doctorTakesSchemesInUpperCase() {
        assertThat(run("doctor", "--loopback", "--stun", "STUN:no-such-host.invalid"))
                .isEqualTo(1);
        assertThat(out.toString()).contains("FAILED  STUN:no-such-host.invalid");
    }

    @Test
    void doctorSpeaksJson() throws JsonProcessingException {
        assertThat(run("doctor", "--loopback", "--json", "--stun", "no-such-host.invalid"))
                .isEqualTo(1);
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("ok").booleanValue()).isFalse();
        assertThat(report.path("nat").textValue()).isEqualTo("unknown");
        JsonNode problem = report.path("servers").path(0).path("problems").path(0);
        assertThat(problem.path("code").intValue()).isEqualTo(701);
        assertThat(problem.path("failure").textValue()).isEqualTo("name-unknown");
        assertThat(problem.path("advice").textValue()).contains("DNS");
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(args);
    }
}

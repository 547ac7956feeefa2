package io.github.datachannel4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.cli.demo.DemoServer;
import io.github.datachannel4j.server.DataChannelServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --capture} and {@code --stats} of the commands that connect: what they leave behind and say. */
@Timeout(120)
class ObservabilityTest {
    private static final int LINK_TYPE_SCTP = 248;
    private static final int INIT = 1;
    private static final int COOKIE_ECHO = 10;

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path folder;

    private void assertHandshakeIn(Path file, int associations) throws Exception {
        Pcapng capture = Pcapng.read(file);
        assertThat(capture.linkTypes()).hasSize(associations).containsOnly(LINK_TYPE_SCTP);
        assertThat(capture.firstChunkTypes()).hasSizeGreaterThan(3).contains(INIT, COOKIE_ECHO);
    }

    @Test
    void connectCapturesItsPacketsAndTellsItsFigures() throws Exception {
        Path file = folder.resolve("connect.pcapng");
        try (DemoServer demo = DemoServer.start(DataChannelServer.builder(), line -> {});
                CommandRun run = connect(demo, "--stats", "--capture", file.toString())) {
            run.write("back, please");
            assertThat(run.out.next(line -> true)).isEqualTo("back, please");

            assertThat(run.end()).isZero();
            assertThat(run.err.text())
                    .contains("connection to http", "state       ESTABLISHED", "round trip", "path MTU", "window");
        }
        assertHandshakeIn(file, 1);
    }

    @Test
    void connectTellsItsFiguresAgainAndAgain() throws Exception {
        try (DemoServer demo = DemoServer.start(DataChannelServer.builder(), line -> {});
                CommandRun run = connect(demo, "--stats-every", "1")) {
            for (int i = 0; i < 2; i++) {
                run.err.next(line -> line.startsWith("connection to"));
                assertThat(run.err.next(line -> true)).startsWith("  state       ESTABLISHED");
            }
            assertThat(run.end()).isZero();
            run.err.next(line -> line.startsWith("connection to"));
        }
    }

    private static CommandRun connect(DemoServer demo, String... options) throws Exception {
        String url = "http://localhost:" + demo.server().httpPort() + "/rtc";
        String[] args = new String[options.length + 6];
        System.arraycopy(new String[] {"connect", url, "--channel", "echo", "--linger", "0.1"}, 0, args, 0, 6);
        System.arraycopy(options, 0, args, 6, options.length);
        return new CommandRun(args);
    }

    @Test
    void benchCapturesItsClientsAndTellsTheFiguresOfTheSender() throws Exception {
        Path file = folder.resolve("bench.pcapng");
        String words = "bench --json --stats --seconds 1 --round-trips 100 --connections 10 --capture " + file;
        try (CommandRun run = new CommandRun(words.split(" "))) {
            assertThat(run.end()).isZero();
            assertThat(mapper.readTree(run.out.text()).path("throughputMBps").asDouble())
                    .isPositive();
            assertThat(run.err.text()).contains("sender of the throughput:", "state       ESTABLISHED");
        }
        Pcapng capture = Pcapng.read(file);
        assertThat(capture.linkTypes()).hasSizeGreaterThan(10).containsOnly(LINK_TYPE_SCTP);
        assertThat(capture.firstChunkTypes()).contains(INIT, COOKIE_ECHO);
    }

    @Test
    void rpcCapturesAllItsConnections() throws Exception {
        Path file = folder.resolve("rpc.pcapng");
        try (CommandRun run = new CommandRun("rpc", "--loopback", "--capture", file.toString())) {
            call(run, "createPeerConnection", mapper.createObjectNode());
            call(run, "createPeerConnection", mapper.createObjectNode());
            call(run, "createDataChannel", pc("pc1").put("label", "chat"));
            describe(run, "pc1", "pc2");
            describe(run, "pc2", "pc1");
            run.out.until(line -> line.contains("\"type\":\"datachannel\""));

            assertThat(run.end()).isZero();
        }
        assertHandshakeIn(file, 2);
    }

    /** One side describes itself, whole, and the other takes it. */
    private void describe(CommandRun run, String from, String to) throws Exception {
        call(run, "setLocalDescription", pc(from));
        run.out.until(line ->
                line.contains("\"pc\":\"" + from + "\"") && line.contains("\"iceGatheringState\":\"complete\""));
        JsonNode description = call(run, "get", pc(from)).path("localDescription");
        call(run, "setRemoteDescription", (ObjectNode) pc(to).set("description", description));
    }

    private ObjectNode pc(String id) {
        return mapper.createObjectNode().put("pc", id);
    }

    private JsonNode call(CommandRun run, String method, ObjectNode params) throws Exception {
        ObjectNode request =
                mapper.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        request.set("params", params);
        run.write(request.toString());
        JsonNode answer = mapper.readTree(run.out.next(line -> line.contains("\"id\":1")));
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("result");
    }
}

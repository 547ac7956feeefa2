package io.github.datachannel4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two remote-controlled peers connect with each other by nothing but lines. */
@Timeout(60)
class RpcPeersTest {
    private static final int SECONDS_MAX = 20;

    private final ObjectMapper mapper = new ObjectMapper();
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final RpcServer server = new RpcServer(
            new PrintWriter(new Lines()),
            PeerConnectionConfig.defaults()
                    .withNetwork(NetworkOptions.defaults().withLoopback()));
    private final List<JsonNode> unclaimed = new ArrayList<>();
    private int lastId;

    @BeforeEach
    void createTwo() throws Exception {
        assertThat(call("createPeerConnection", params()).path("pc").asText()).isEqualTo("pc1");
        assertThat(call("createPeerConnection", params()).path("pc").asText()).isEqualTo("pc2");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void twoPeersConnectAndTalk() throws Exception {
        String dc = call(
                        "createDataChannel",
                        pc("pc1").put("label", "chat").put("ordered", false).put("maxRetransmits", 2))
                .path("dc")
                .asText();
        connect();

        JsonNode announced = event(event -> event.path("type").asText().equals("datachannel"));
        assertThat(announced.path("label").asText()).isEqualTo("chat");
        assertThat(announced.path("ordered").asBoolean()).isFalse();
        assertThat(announced.path("maxRetransmits").asInt()).isEqualTo(2);

        event(event -> event.path("type").asText().equals("open")
                && event.path("dc").asText().equals(dc));
        call("send", params().put("dc", dc).put("text", "hi"));
        assertThat(event(event -> event.path("type").asText().equals("message"))
                        .path("text")
                        .asText())
                .isEqualTo("hi");
        call("send", params().put("dc", dc).put("base64", "AAEC"));
        assertThat(event(event -> event.path("type").asText().equals("message"))
                        .path("base64")
                        .asText())
                .isEqualTo("AAEC");

        assertThat(call("get", pc("pc1")).path("connectionState").asText()).isEqualTo("connected");
        assertThat(call("get", params().put("dc", dc)).path("readyState").asText())
                .isEqualTo("open");
        JsonNode stats = call("getStats", pc("pc1"));
        assertThat(stats).anyMatch(entry -> entry.path("type").asText().equals("data-channel"));
        assertMetrics(stats);

        call("closeChannel", params().put("dc", dc));
        event(event -> event.path("type").asText().equals("close"));
        call("close", pc("pc1"));
        assertThat(call("get", pc("pc1")).path("signalingState").asText()).isEqualTo("closed");
    }

    /** What SCTP knows of itself is there as figures, in SCTP's words. */
    private static void assertMetrics(JsonNode stats) {
        assertThat(stats).anySatisfy(entry -> {
            assertThat(entry.path("type").asText()).isEqualTo("sctp-transport");
            assertThat(entry.path("state").asText()).isEqualTo("connected");
            JsonNode metrics = entry.path("metrics");
            assertThat(metrics.path("state").asText()).isEqualTo("ESTABLISHED");
            assertThat(metrics.path("congestion").path("cwndBytes").asLong()).isGreaterThan(4_000);
            assertThat(metrics.path("path").path("srttNanos").asLong()).isPositive();
            assertThat(metrics.path("path").path("rtoNanos").asLong()).isBetween(400_000_000L, 3_000_000_000L);
            assertThat(metrics.path("path").path("pathMtuBytes").asInt()).isGreaterThanOrEqualTo(1_191);
            assertThat(metrics.path("traffic").path("dataChunksOut").asLong()).isGreaterThanOrEqualTo(3);
            assertThat(metrics.path("send").path("peerRwndBytes").asLong()).isPositive();
            assertThat(metrics.path("features").path("partialReliability").asBoolean())
                    .isTrue();
        });
    }

    @Test
    void errorsCarryTheNameThatTheW3cGivesThem() throws Exception {
        assertThat(failure("createAnswer", pc("pc1"))).isEqualTo("InvalidStateError");
        assertThat(failure("setRemoteDescription", described("pc1", "offer", "v=0")))
                .isIn("OperationError", "RTCError");
        assertThat(failure("setRemoteDescription", described("pc1", "guess", "v=0")))
                .isEqualTo("TypeError");
        assertThat(failure("createDataChannel", pc("pc1").put("label", "x").put("negotiated", true)))
                .isEqualTo("TypeError");
        ObjectNode bothLimits =
                pc("pc1").put("label", "x").put("maxRetransmits", 1).put("maxPacketLifeTime", 1);
        assertThat(failure("createDataChannel", bothLimits)).isEqualTo("TypeError");
        ObjectNode badServer = params();
        badServer.putObject("configuration").putArray("iceServers").addObject().put("urls", "http://stun.example");
        assertThat(failure("createPeerConnection", badServer)).isEqualTo("SyntaxError");
    }

    private void connect() throws Exception {
        call("setLocalDescription", pc("pc1"));
        gathered("pc1");
        JsonNode offer = call("get", pc("pc1")).path("localDescription");
        call("setRemoteDescription", (ObjectNode) pc("pc2").set("description", offer));
        call("setLocalDescription", pc("pc2"));
        gathered("pc2");
        JsonNode answer = call("get", pc("pc2")).path("localDescription");
        call("setRemoteDescription", (ObjectNode) pc("pc1").set("description", answer));
    }

    private void gathered(String pc) throws Exception {
        event(event -> event.path("pc").asText().equals(pc)
                && event.path("iceGatheringState").asText().equals("complete"));
    }

    private JsonNode call(String method, ObjectNode params) throws Exception {
        JsonNode answer = answer(method, params);
        assertThat(answer.path("error").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("result");
    }

    private String failure(String method, ObjectNode params) throws Exception {
        JsonNode error = answer(method, params).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32000);
        return error.path("data").path("name").asText();
    }

    private JsonNode answer(String method, ObjectNode params) throws Exception {
        lastId++;
        ObjectNode request = mapper.createObjectNode()
                .put("jsonrpc", "2.0")
                .put("id", lastId)
                .put("method", method);
        request.set("params", params);
        server.receive(request.toString());
        JsonNode answer = answers.poll(SECONDS_MAX, TimeUnit.SECONDS);
        assertThat(answer).as("an answer to " + request).isNotNull();
        assertThat(answer.path("id").asInt()).isEqualTo(lastId);
        return answer;
    }

    /** The first event that fits, of those nobody has asked for yet: events of the two peers come in any order. */
    private JsonNode event(Predicate<JsonNode> wanted) throws Exception {
        for (JsonNode event : unclaimed) {
            if (wanted.test(event)) {
                unclaimed.remove(event);
                return event;
            }
        }
        while (true) {
            JsonNode event = events.poll(SECONDS_MAX, TimeUnit.SECONDS);
            assertThat(event).as("an event, after " + unclaimed).isNotNull();
            if (wanted.test(event)) {
                return event;
            }
            unclaimed.add(event);
        }
    }

    private ObjectNode params() {
        return mapper.createObjectNode();
    }

    private ObjectNode pc(String id) {
        return params().put("pc", id);
    }

    private ObjectNode described(String pc, String type, String sdp) {
        ObjectNode params = pc(pc);
        params.putObject("description").put("type", type).put("sdp", sdp);
        return params;
    }

    /** Sorts what the server writes into answers and events. */
    private final class Lines extends Writer {
        private final StringBuilder line = new StringBuilder();

        @Override
        public void write(char[] chars, int offset, int length) {
            line.append(chars, offset, length);
        }

        @Override
        public void flush() {
            String text = line.toString();
            line.setLength(0);
            text.lines().forEach(this::sort);
        }

        private void sort(String text) {
            try {
                JsonNode message = mapper.readTree(text);
                if (message.has("method")) {
                    events.add(message.path("params"));
                } else {
                    answers.add(message);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {}
    }
}

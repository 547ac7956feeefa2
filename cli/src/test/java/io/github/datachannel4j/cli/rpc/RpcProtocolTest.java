package io.github.datachannel4j.cli.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the standard (JSON-RPC 2.0) says of requests, before any connection is made. */
class RpcProtocolTest {
    private final StringWriter written = new StringWriter();
    private final RpcServer server = new RpcServer(
            new PrintWriter(written),
            PeerConnectionConfig.defaults()
                    .withNetwork(NetworkOptions.defaults().withLoopback()));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | -32700",
                "hello | -32700",
                "1 | -32600",
                "[] | -32600",
                "{} | -32600",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"get\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":5} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"get\"} | -32600",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"fly\"} | -32601",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get\",\"params\":[1]} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get\",\"params\":{}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"get\",\"params\":{\"pc\":\"pc9\"}} | -32602",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"createOffer\",\"params\":{\"pc\":7}} | -32602"
            })
    void answersWithTheStandardsError(String line, int code) throws Exception {
        server.receive(line);

        assertThat(answer().path("error").path("code").asInt()).isEqualTo(code);
        assertThat(answer().path("error").path("message").asText()).isNotBlank();
    }

    @Test
    void namesTheParameterThatIsWrong() throws Exception {
        server.receive("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"close\",\"params\":{\"pc\":true}}");

        assertThat(answer().path("id").asText()).isEqualTo("a");
        assertThat(answer().path("error").path("message").asText()).isEqualTo("pc must be a string, not true");
    }

    @Test
    void saysNothingToANotificationOrABlankLine() {
        server.receive("");
        server.receive("{\"jsonrpc\":\"2.0\",\"method\":\"fly\"}");

        assertThat(written.toString()).isEmpty();
    }

    @Test
    void answersABatchWithAnArray() throws Exception {
        server.receive(
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"fly\"},{\"jsonrpc\":\"2.0\",\"method\":\"fly\"},7]");

        assertThat(answer().isArray()).isTrue();
        assertThat(answer()).hasSize(2);
        assertThat(answer().get(0).path("id").asInt()).isEqualTo(1);
        assertThat(answer().get(1).path("id").isNull()).isTrue();
    }

    private JsonNode answer() throws Exception {
        return new ObjectMapper().readTree(written.toString());
    }
}

package io.github.datachannel4j.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datachannel4j.bots.Bot;
import io.github.datachannel4j.bots.Bots;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.server.DataChannelServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DemoServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private DemoServer demo;

    @BeforeEach
    void start() throws IOException {
        demo = DemoServer.start(DataChannelServer.builder(), line -> {});
    }

    @AfterEach
    void stop() {
        demo.close();
    }

    @Test
    void everybodyHearsTheChat() throws Exception {
        try (Bot alice = Bots.join(url("/rtc")).channel("chat").open();
                Bot bob = Bots.join(url("/rtc")).channel("chat").open()) {
            String name = next(alice, "welcome").path("name").asText();
            assertThat(next(bob, "welcome").path("name").asText()).isNotEqualTo(name);

            alice.send("hello <b>");

            for (Bot bot : new Bot[] {alice, bob}) {
                JsonNode line = next(bot, "chat");
                assertThat(line.path("from").asText()).isEqualTo(name);
                assertThat(line.path("text").asText()).isEqualTo("hello <b>");
            }
        }
    }

    @Test
    void uploadsAreCounted() throws Exception {
        try (Bot bot = Bots.join(url("/rtc")).channel("bulk").open()) {
            bot.send("upload");
            bot.send(new byte[1000]);
            bot.send(new byte[2000]);
            bot.send("end");

            assertThat(bot.receiveText()).isEqualTo("received 3000");
            assertThat(bot.receiveText()).isEqualTo("done");
        }
    }

    @Test
    void downloadsLastAsLongAsAsked() throws Exception {
        try (Bot bot = Bots.join(url("/rtc")).channel("bulk").open()) {
            bot.send("download 1");

            long bytes = 0;
            Message message = bot.receive(PATIENCE);
            while (message instanceof Message.Binary binary) {
                bytes += binary.sizeBytes();
                message = bot.receive(PATIENCE);
            }
            assertThat(message).isEqualTo(Message.of("done"));
            assertThat(bytes).isPositive();
        }
    }

    @Test
    void otherChannelsEcho() throws Exception {
        try (Bot bot =
                Bots.join(url("/rtc")).channel("anything").datagrams("ping").open()) {
            bot.send("back, please");
            assertThat(bot.receiveText()).isEqualTo("back, please");
            bot.channel("ping").send("1");
            assertThat(bot.channel("ping").receive(PATIENCE)).isEqualTo(Message.of("1"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/, 200, text/html",
        "/index.html, 200, text/html",
        "/demo.js, 200, text/javascript",
        "/demo.css, 200, text/css",
        "/favicon.svg, 200, image/svg+xml",
        "/nothing.js, 404, text/plain",
        "/DemoServer.class, 404, text/plain",
        "/..%2Fdemo%2Fdemo.js, 404, text/plain"
    })
    void servesThePageAndNothingElse(String path, int status, String type) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url(path))).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.headers().firstValue("content-type").orElse("")).startsWith(type);
        }
    }

    private static JsonNode next(Bot bot, String type) throws Exception {
        while (true) {
            JsonNode message = new ObjectMapper().readTree(((Message.Text) bot.receive(PATIENCE)).text());
            if (message.path("type").asText().equals(type)) {
                return message;
            }
        }
    }

    private String url(String path) {
        return "http://localhost:" + demo.server().httpPort() + path;
    }
}

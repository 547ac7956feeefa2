package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.WebPage;
import io.github.datachannel4j.interop.setup.MachineAddress;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.StrangerOptions;
import io.github.datachannel4j.server.DataChannelServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A page that connects without any exchange: it knows where the server is, its password and its certificate. */
@Order(9)
class DirectPageTest {
    private static final String PASSWORD = "thisPasswordIsOnThePage";
    private static final String OTHER_PASSWORD = "thisPasswordIsOfYesterday";
    private static final Message SECRET = Message.of("open sesame");
    private static final StrangerOptions ONE_A_SECOND =
            StrangerOptions.withPassword(PASSWORD).withRates(1, 1);

    /** So long a page waits for a server that will not answer. */
    private static final int IN_VAIN_MILLIS = 2000;

    private static DataChannelServer server;

    @BeforeAll
    static void serve() throws IOException {
        server = DataChannelServer.builder()
                .http(0)
                .handle("/", text("text/html", DirectPageTest::page))
                .handle("/direct.js", text("text/javascript", () -> server.directScript()))
                .handle("/other-certificate.js", text("text/javascript", DirectPageTest::scriptOfAnotherCertificate))
                .handle("/other-password.js", text("text/javascript", DirectPageTest::scriptOfAnotherPassword))
                .direct(ONE_A_SECOND, Duration.ofSeconds(10), (first, from) -> SECRET.equals(first))
                .onPeer(peer -> peer.onChannel("direct", channel -> channel.onText(channel::send)))
                .start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void connectsByItselfAndEchoes(Stack browser) throws IOException {
        try (WebPage page = visit(browser, "/direct.js", "open sesame")) {
            page.awaitText("#echoes", "^message 1, message 2, message 3$");

            assertThat(page.text("#state")).isEqualTo("connected");
            assertThat(page.text("#requests").strip()).isEqualTo("/direct.js");
            assertThat(page.errors()).isEmpty();
            page.screenshot(
                    Files.createDirectories(Path.of("target")).resolve("direct-page-" + browser.title() + ".png"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void isTurnedAwayWhenItsFirstMessageIsWrong(Stack browser) {
        try (WebPage page = visit(browser, "/direct.js", "let me in")) {
            page.awaitText("#state", "^closed$");

            assertThat(page.text("#echoes")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void refusesAServerWithAnotherCertificate(Stack browser) {
        try (WebPage page = visit(browser, "/other-certificate.js", "open sesame")) {
            assertThat(page.awaitText("#state", "^failed")).contains("has failed");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void isNotAnsweredWithAnotherPassword(Stack browser) {
        try (WebPage page = visit(browser, "/other-password.js&timeout=" + IN_VAIN_MILLIS, "open sesame")) {
            assertThat(page.awaitText("#state", "^failed")).contains("in time");
        }
    }

    /** The server takes one a second, so the others come in by a later check of theirs. */
    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void severalPagesAtOnceComeInOneAfterTheOther(Stack browser) {
        List<WebPage> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                pages.add(visit(browser, "/direct.js", "open sesame"));
            }
            pages.forEach(page -> page.awaitText("#echoes", "message 3$"));
        } finally {
            pages.forEach(WebPage::close);
        }
    }

    private static WebPage visit(Stack browser, String script, String token) {
        return Stage.visit(
                browser,
                "http://localhost:" + server.httpPort() + "/?host=" + MachineAddress.ipv4() + "&token="
                        + token.replace(" ", "%20") + "&script=" + script);
    }

    private static String page() {
        try (InputStream in = DirectPageTest.class.getResourceAsStream("/interop/pages/direct.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String scriptOfAnotherCertificate() {
        return server.directScript().replaceAll("sha-256 [0-9A-F]{2}:[0-9A-F]{2}", "sha-256 00:00");
    }

    private static String scriptOfAnotherPassword() {
        return server.directScript().replace(PASSWORD, OTHER_PASSWORD);
    }

    private static HttpHandler text(String type, Supplier<String> content) {
        return exchange -> respond(exchange, type, content.get().getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}

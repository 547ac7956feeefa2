package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.cli.demo.DemoServer;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.WebPage;
import io.github.datachannel4j.server.DataChannelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page of {@code ./dc4j serve}, in the browsers it is made for. Pictures of it lie in target/ afterwards. */
@Order(9)
class DemoPageTest {
    private static DemoServer demo;

    @BeforeAll
    static void serve() throws IOException {
        demo = DemoServer.start(DataChannelServer.builder().http(0), line -> {});
    }

    @AfterAll
    static void stop() {
        demo.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void connectsAndMeasuresByItself(Stack browser) throws IOException {
        try (WebPage page = visit(browser)) {
            page.awaitText("#state", "^connected$");
            page.awaitText("#pair-remote", "\\d");
            page.awaitText("#rtt-median", "\\d");
            page.click("#download");
            page.awaitText("#throughput-now", "[1-9]");
            page.click("#play-run");
            page.awaitText("#play-results td:nth-child(3)", "^200$"); // as many back as were sent

            assertThat(page.errors()).isEmpty();
            page.screenshot(
                    Files.createDirectories(Path.of("target")).resolve("demo-page-" + browser.title() + ".png"));
        }
    }

    @Test
    void pagesOfBothBrowsersShareTheChat() {
        try (WebPage chromium = visit(Stack.CHROMIUM);
                WebPage firefox = visit(Stack.FIREFOX)) {
            chromium.awaitText("#fact-peers", "^2$");
            firefox.awaitText("#fact-peers", "^2$");
            say(chromium, "hello from Chromium");
            say(firefox, "hello from Firefox");

            chromium.awaitText("#chat-log", "hello from Firefox");
            firefox.awaitText("#chat-log", "hello from Chromium");
        }
    }

    private static WebPage visit(Stack browser) {
        return Stage.visit(browser, "http://localhost:" + demo.server().httpPort() + "/");
    }

    private static void say(WebPage page, String text) {
        page.awaitText("#chat-log", "You are");
        page.type("#chat-text", text);
        page.click("#chat-send");
    }
}

package io.github.datachannel4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.server.DataChannelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples of the README do what it says. */
@Timeout(60)
class ExamplesTest {
    @Test
    void theBotHearsItsEchoFromTheServer() throws Exception {
        try (DataChannelServer server = EchoServer.start(0)) {
            assertThat(HelloBot.sayHi("http://localhost:" + server.httpPort() + "/rtc"))
                    .isEqualTo("echo: hi");
        }
    }

    @Test
    void twoPeersTalk() throws Exception {
        assertThat(TwoPeers.talk()).isEqualTo("Hello, Alice");
    }
}

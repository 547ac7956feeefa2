package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import io.github.datachannel4j.cli.demo.DemoServer;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.WebPage;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import io.github.datachannel4j.server.Peer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page restarts ICE with the server's own signaling, by fetch, while it sends without a pause: each byte arrives, in order. */
@Order(9)
class RestartByPatchTest {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 50;
    private static final CompletableFuture<Void> NEVER = new CompletableFuture<>();

    @ParameterizedTest
    @CsvSource({"CHROMIUM, FULL", "CHROMIUM, LITE", "FIREFOX, FULL", "FIREFOX, LITE"})
    void pageRestartsIceInTheMidstOfATransfer(Stack browser, Kind kind) throws Exception {
        try (DataChannelServer server = kind.of(builder()).start();
                WebPage page = Stage.visit(browser, "http://localhost:" + server.httpPort() + "/")) {
            page.awaitText("#state", "^sending$");
            page.awaitText("#sent", "^[1-9]");
            Peer peer = server.peers().iterator().next();
            for (int restart = 0; restart < 2; restart++) {
                Stats.OfTransport before = transport(peer.peerConnection());
                String fragment = page.text("#fragment");

                page.click("#restart");

                awaitRestart(peer.peerConnection(), before);
                assertThat(page.text("#fragment")).isNotEqualTo(fragment);
                String sent = page.text("#sent");
                page.awaitText("#sent", "^(?!" + sent + "$)");
            }
            page.click("#end");
            String verdict = page.awaitText("#state", "messages");
            assertThat(verdict).isEqualTo(page.text("#sent") + " messages, all as they were sent");
            assertThat(page.errors()).isEmpty();
        }
    }

    /** Of the server's ICE agent. */
    enum Kind {
        FULL,
        LITE;

        DataChannelServerBuilder of(DataChannelServerBuilder builder) {
            return this == LITE ? builder.iceLite() : builder;
        }
    }

    private static DataChannelServerBuilder builder() {
        return DataChannelServer.builder()
                .http(0)
                .handle("/", resource(RestartByPatchTest.class, "/interop/pages/restart.html", "text/html"))
                .handle("/whip.js", resource(DemoServer.class, "whip.js", "text/javascript"))
                .onPeer(peer -> peer.onChannel("bulk", Inspection::begin));
    }

    private static void awaitRestart(PeerConnection connection, Stats.OfTransport before) throws InterruptedException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        Stats.OfTransport now = transport(connection);
        while (now.iceLocalUsernameFragment().equals(before.iceLocalUsernameFragment())
                || now.selectedCandidatePairChanges() == before.selectedCandidatePairChanges()) {
            assertThat(System.nanoTime()).as("too late for an ICE restart").isLessThan(deadline);
            try {
                NEVER.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                now = transport(connection);
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static Stats.OfTransport transport(PeerConnection connection) {
        return Await.outcome(connection.getStats(), "getStats")
                .of(Stats.OfTransport.class)
                .getFirst();
    }

    private static HttpHandler resource(Class<?> beside, String name, String type) {
        return exchange -> {
            try (exchange;
                    InputStream in = beside.getResourceAsStream(name)) {
                byte[] content = in.readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** Looks at each byte that arrives, and tells the page at its end what it has seen. On the event loop. */
    private static final class Inspection {
        private static final int MODULUS = 251;

        private final DataChannel channel;
        private int received;
        private String verdict = "all as they were sent";

        private Inspection(DataChannel channel) {
            this.channel = channel;
        }

        static void begin(DataChannel channel) {
            channel.onMessage(new Inspection(channel)::inspect);
        }

        private void inspect(Message message) {
            switch (message) {
                case Message.Text end -> channel.send(received + " messages, " + verdict);
                case Message.Binary binary -> look(binary.toArray());
            }
        }

        private void look(byte[] content) {
            for (int i = 0; i < content.length; i++) {
                if ((content[i] & 0xFF) != (received + i) % MODULUS) {
                    verdict = "number " + received + " is another one";
                }
            }
            received++;
        }
    }
}

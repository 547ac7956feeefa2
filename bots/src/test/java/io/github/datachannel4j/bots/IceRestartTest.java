package io.github.datachannel4j.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.peerconnection.CloseReason;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import io.github.datachannel4j.server.Peer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ICE restarts by PATCH between a server and its bots, over real HTTP, in the midst of a transfer of which each byte is looked at. */
@Timeout(120)
class IceRestartTest {
    private static final int SECONDS_MAX = 60;
    private static final int MESSAGE_BYTES = 16 * 1024;

    /** So many messages, which is one GB, must do for one restart. */
    private static final int MESSAGES_MAX = 65_536;

    private DataChannelServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTransferGoesOnOverRestarts(boolean lite) throws Exception {
        start(lite ? builder().iceLite() : builder());

        try (Bot bot = Bots.join(url()).channel("bulk").open()) {
            PeerConnection there = server.peers().iterator().next().peerConnection();
            Transfer transfer = new Transfer(bot);
            transfer.sendSome();
            for (int restart = 1; restart <= 2; restart++) {
                Stats.OfTransport ours = transport(bot.peerConnection());
                Stats.OfTransport theirs = transport(there);

                bot.peerConnection().restartIce();

                transfer.sendUntil(there, now -> isRestarted(theirs, now));
                transfer.sendUntil(bot.peerConnection(), now -> isRestarted(ours, now));
                transfer.sendSome();
            }
            transfer.end();
        }
    }

    /** Its IPv4 addresses go while a transfer runs, as when Wi-Fi does, and nobody writes a line for it. */
    @Test
    void aBotWhoseNetworkChangesIsRepaired() throws Exception {
        start(builder().loopback());
        AtomicBoolean moved = new AtomicBoolean();
        NetworkOptions network = NetworkOptions.defaults()
                .withLoopback()
                .withAddressWatch(Duration.ofMillis(100))
                .withAddressFilter((name, address) -> isThere(address, moved.get()));

        try (Bot bot = Bots.join(url())
                .channel("bulk")
                .config(PeerConnectionConfig.defaults().withNetwork(network))
                .restartIceOnNetworkChange()
                .open()) {
            Stats.OfTransport before = transport(bot.peerConnection());
            assertThat(SelectedPair.localCandidateOf(bot).address()).isEqualTo("127.0.0.1");
            Transfer transfer = new Transfer(bot);
            transfer.sendSome();

            moved.set(true);

            transfer.sendUntil(bot.peerConnection(), now -> isRestarted(before, now));
            transfer.end();
            assertThat(SelectedPair.localCandidateOf(bot).address()).contains(":");
        }
    }

    @Test
    void looksForChangesOfTheNetworkOnlyWhenAskedTo() throws Exception {
        start(builder());

        try (Bot bot = Bots.join(url()).open();
                Bot watching = Bots.join(url()).restartIceOnNetworkChange().open()) {
            assertThat(addressWatch(bot)).isZero();
            assertThat(addressWatch(watching)).isPositive();
        }
    }

    private static Duration addressWatch(Bot bot) {
        return bot.peerConnection().configuration().network().addressWatch();
    }

    private static boolean isThere(InetAddress address, boolean moved) {
        return address.isLoopbackAddress() && moved != address instanceof Inet4Address;
    }

    /** Carried by a pair of new credentials. */
    private static boolean isRestarted(Stats.OfTransport before, Stats.OfTransport now) {
        return !now.iceLocalUsernameFragment().equals(before.iceLocalUsernameFragment())
                && now.selectedCandidatePairChanges() > before.selectedCandidatePairChanges();
    }

    private static Stats.OfTransport transport(PeerConnection connection) throws Exception {
        return connection
                .getStats()
                .get(SECONDS_MAX, TimeUnit.SECONDS)
                .of(Stats.OfTransport.class)
                .getFirst();
    }

    private static DataChannelServerBuilder builder() {
        return DataChannelServer.builder().onPeer(peer -> peer.onChannel(Peer.ANY_LABEL, Inspection::begin));
    }

    private void start(DataChannelServerBuilder builder) throws Exception {
        server = builder.start();
    }

    private String url() {
        return "http://localhost:" + server.httpPort() + "/rtc";
    }

    private static byte[] content(int number) {
        byte[] content = new byte[MESSAGE_BYTES];
        new SplittableRandom(number).nextBytes(content);
        return content;
    }

    /** A bot's messages, each of another content. */
    private static final class Transfer {
        private static final int SOME = 100;

        private final Bot bot;
        private final CompletableFuture<CloseReason> closed;
        private int sent;

        Transfer(Bot bot) {
            this.bot = bot;
            this.closed = bot.channel("bulk").closed();
        }

        void sendSome() throws Exception {
            for (int i = 0; i < SOME; i++) {
                send();
            }
        }

        void sendUntil(PeerConnection connection, Predicate<Stats.OfTransport> condition) throws Exception {
            int last = sent + MESSAGES_MAX;
            while (!condition.test(transport(connection))) {
                assertThat(sent).as("messages before the restart").isLessThan(last);
                assertThat(closed).isNotDone();
                send();
            }
        }

        private void send() throws Exception {
            bot.send(content(sent++)).get(SECONDS_MAX, TimeUnit.SECONDS);
        }

        void end() throws Exception {
            bot.send("end");
            assertThat(bot.receive(Duration.ofSeconds(SECONDS_MAX)))
                    .isEqualTo(Message.of(sent + " messages, all as they were sent"));
        }
    }

    /** Looks at each byte that arrives, and answers the end of it with what it has seen. On the event loop. */
    private static final class Inspection {
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
                case Message.Binary binary -> {
                    if (!Arrays.equals(binary.toArray(), content(received))) {
                        verdict = "number " + received + " is another one";
                    }
                    received++;
                }
            }
        }
    }
}

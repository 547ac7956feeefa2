package io.github.datachannel4j.interop.nat;

import io.github.datachannel4j.bots.Bot;
import io.github.datachannel4j.bots.Bots;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.peerconnection.StatsReport;
import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.Peer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of {@link RoamingBotTest}, each in a process of its own: {@code serve ADDRESS PORT} echoes; {@code join URL} sends one number
 * after the other, wants each back, and prints it with the address that it is sent from.
 */
final class RoamingProgram {
    private static final Duration ECHO_MAX = Duration.ofSeconds(40);
    private static final int SECONDS_MAX = 10;
    private static final long EVERY_MILLIS = 50;

    private RoamingProgram() {}

    /** The process. */
    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            serve(new InetSocketAddress(args[1], Integer.parseInt(args[2])));
        } else {
            join(args[1]);
        }
    }

    private static void serve(InetSocketAddress address) throws Exception {
        DataChannelServer server = DataChannelServer.builder()
                .http(address)
                .onPeer(peer -> peer.onChannel(
                        Peer.ANY_LABEL, channel -> channel.onMessage(message -> channel.send(text(message)))))
                .start();
        System.out.println("serves " + server.httpPort());
        Thread.currentThread().join();
    }

    private static void join(String url) throws Exception {
        try (Bot bot = Bots.join(url)
                        .channel("echo")
                        .restartIceOnNetworkChange()
                        .open();
                ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor()) {
            AtomicInteger next = new AtomicInteger();
            pace.scheduleAtFixedRate(() -> echo(bot, next.getAndIncrement()), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        }
    }

    private static void echo(Bot bot, int number) {
        try {
            bot.send(String.valueOf(number));
            String echo = text(bot.receive(ECHO_MAX));
            if (!echo.equals(String.valueOf(number))) {
                throw new IllegalStateException("sent " + number + ", and " + echo + " came back");
            }
            System.out.println(number + " " + addressInUse(bot));
        } catch (Exception e) {
            throw new IllegalStateException("after " + number + " messages", e);
        }
    }

    private static String text(@Nullable Message message) {
        return message instanceof Message.Text text ? text.text() : String.valueOf(message);
    }

    private static String addressInUse(Bot bot) throws Exception {
        StatsReport stats = bot.peerConnection().getStats().get(SECONDS_MAX, TimeUnit.SECONDS);
        String selected = stats.of(Stats.OfTransport.class)
                .getFirst()
                .selectedCandidatePairId()
                .orElseThrow();
        Stats.OfCandidatePair pair = stats.of(Stats.OfCandidatePair.class).stream()
                .filter(candidate -> candidate.id().equals(selected))
                .findFirst()
                .orElseThrow();
        return stats.of(Stats.OfLocalCandidate.class).stream()
                .filter(candidate -> candidate.id().equals(pair.localCandidateId()))
                .findFirst()
                .orElseThrow()
                .address();
    }
}

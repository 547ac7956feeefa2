package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.cli.bench.BenchReport.Figure;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Ping-pong of one small message at a time, from listener to listener. */
final class RoundTripBench {
    private static final int MESSAGE_BYTES = 64;
    private static final int SECONDS_MAX = 600;

    private final Message ping = Message.of(new byte[MESSAGE_BYTES]);
    private final DataChannel channel;
    private final long[] nanos;
    private final CompletableFuture<long[]> done = new CompletableFuture<>();
    private int count;
    private int toWarmUp;
    private long sentAt;

    private RoundTripBench(DataChannel channel, int roundTrips) {
        this.channel = channel;
        this.nanos = new long[roundTrips];
        this.toWarmUp = Math.max(100, roundTrips / 4);
    }

    static List<Figure> run(PeerConnectionFactory left, PeerConnectionFactory right, int roundTrips) throws Exception {
        try (ConnectedPair pair = ConnectedPair.open(left, right)) {
            RoundTripBench bench = new RoundTripBench(pair.leftChannel(), roundTrips);
            pair.rightChannel().onMessage(pair.rightChannel()::send);
            pair.leftChannel().onMessage(message -> bench.received());
            bench.send();
            Percentiles micros = Percentiles.of(bench.done.get(SECONDS_MAX, TimeUnit.SECONDS), 1e3);
            return List.of(
                    new Figure("roundTripP50Micros", "round trip p50", micros.at(0.50), "µs"),
                    new Figure("roundTripP99Micros", "round trip p99", micros.at(0.99), "µs"));
        }
    }

    private void send() {
        sentAt = System.nanoTime();
        channel.send(ping);
    }

    private void received() {
        long elapsed = System.nanoTime() - sentAt;
        if (toWarmUp > 0) {
            toWarmUp--;
        } else {
            nanos[count] = elapsed;
            count++;
        }
        if (count == nanos.length) {
            done.complete(nanos);
        } else {
            send();
        }
    }
}

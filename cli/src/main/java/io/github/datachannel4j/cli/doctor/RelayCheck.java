package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.IceTransportPolicy;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Connects two peers of this process through one TURN server, from relay to relay, and sends a message there and back. */
final class RelayCheck {
    private static final int PATIENCE_SECONDS = 10;
    private static final int ROUND_TRIPS = 10;
    private static final double NANOS_PER_MILLI = 1e6;

    private RelayCheck() {}

    /** The round-trip time, or -1 if nothing comes back. */
    static double roundTripMillis(PeerConnectionConfig config) throws InterruptedException {
        PeerConnectionConfig relayOnly = config.withIceTransportPolicy(IceTransportPolicy.RELAY);
        try (PeerConnection here = PeerConnection.create(relayOnly);
                PeerConnection there = PeerConnection.create(relayOnly)) {
            there.onDataChannel(RelayCheck::echo);
            DataChannel channel = here.createDataChannel("doctor");
            BlockingQueue<Message> back = new LinkedBlockingQueue<>();
            channel.onMessage(back::add);
            here.setLocalDescription()
                    .thenCompose(done -> here.gatheringComplete())
                    .thenCompose(there::setRemoteDescription)
                    .thenCompose(done -> there.setLocalDescription())
                    .thenCompose(done -> there.gatheringComplete())
                    .thenCompose(here::setRemoteDescription)
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            channel.opened().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return shortest(channel, back);
        } catch (ExecutionException | TimeoutException e) {
            return -1;
        }
    }

    /** Of some, since the first ones find Java cold. */
    private static double shortest(DataChannel channel, BlockingQueue<Message> back) throws InterruptedException {
        double shortest = -1;
        for (int i = 0; i < ROUND_TRIPS; i++) {
            long start = System.nanoTime();
            channel.trySend("ping");
            if (back.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
                return -1;
            }
            double millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            shortest = shortest < 0 ? millis : Math.min(shortest, millis);
        }
        return shortest;
    }

    private static void echo(DataChannel channel) {
        channel.onMessage(message -> channel.trySend("pong"));
    }
}

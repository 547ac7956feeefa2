package io.github.datachannel4j.peerconnection;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Two real peers on loopback, whose signaling is a method call: offers, answers and candidates reach the other side at once. */
final class TwoPeers implements AutoCloseable {
    private static final long WAIT_SECONDS = 20;

    final PeerConnection a;
    final PeerConnection b;

    TwoPeers() {
        this(config(), config());
    }

    TwoPeers(PeerConnectionConfig ofA, PeerConnectionConfig ofB) {
        a = PeerConnection.create(ofA);
        b = PeerConnection.create(ofB);
        a.onIceCandidate(b::addIceCandidate);
        b.onIceCandidate(a::addIceCandidate);
    }

    static PeerConnectionConfig config() {
        return PeerConnectionConfig.defaults().withNetwork(NetworkOptions.loopbackOnly());
    }

    /** A whole exchange, the offer being a's. */
    void negotiate() {
        negotiate(a, b);
    }

    static void negotiate(PeerConnection offerer, PeerConnection answerer) {
        await(offerer.setLocalDescription());
        await(answerer.setRemoteDescription(offerer.localDescription().orElseThrow()));
        await(answerer.setLocalDescription());
        await(offerer.setRemoteDescription(answerer.localDescription().orElseThrow()));
    }

    /** A channel of a that is open, and the same channel at b. */
    Pair open(String label, DataChannelOptions options) {
        CompletableFuture<DataChannel> announced = new CompletableFuture<>();
        Registration registration = b.onDataChannel(channel -> {
            if (channel.label().equals(label)) {
                announced.complete(channel);
            }
        });
        DataChannel channel = a.createDataChannel(label, options);
        if (a.currentLocalDescription().isEmpty()) {
            negotiate();
        }
        await(channel.opened());
        DataChannel remote = await(announced);
        registration.remove();
        return new Pair(channel, remote);
    }

    Pair open() {
        return open("chat", DataChannelOptions.defaults());
    }

    /** The two ends of a channel. */
    record Pair(DataChannel a, DataChannel b) {}

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Collects what a listener hears, for a test that waits for it. */
    static final class Heard<T> implements Consumer<T> {
        private final BlockingQueue<T> queue = new LinkedBlockingQueue<>();

        @Override
        public void accept(T event) {
            queue.add(event);
        }

        T next() {
            try {
                T event = queue.poll(WAIT_SECONDS, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError("nothing was heard for " + WAIT_SECONDS + " s");
                }
                return event;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        T until(Predicate<T> wanted) {
            T event = next();
            while (!wanted.test(event)) {
                event = next();
            }
            return event;
        }

        int waiting() {
            return queue.size();
        }
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}

package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationMetrics;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Path MTU discovery with real sockets: loopback carries 65 536 bytes, our maximum less. */
class PathMtuTest {
    private static final int MESSAGES = 200;
    private static final int ROUNDS_MAX = 20;

    @Test
    void loopbackCarriesMoreThanEthernet() {
        try (TwoPeers peers = new TwoPeers()) {
            TwoPeers.Pair chat = peers.open();

            AssociationMetrics.Path path = transferUntilLarger(peers, chat);

            assertThat(path.packetBytesMax()).isGreaterThanOrEqualTo(1450);
            assertThat(path.pathMtuBytes()).isGreaterThanOrEqualTo(1500);
            assertThat(path.mtuProbesSent()).isPositive();
        }
    }

    private static AssociationMetrics.Path transferUntilLarger(TwoPeers peers, TwoPeers.Pair chat) {
        AssociationMetrics.Path path = path(peers);
        for (int round = 0; round < ROUNDS_MAX && path.packetBytesMax() < 1450; round++) {
            transfer(chat);
            path = path(peers);
        }
        return path;
    }

    private static void transfer(TwoPeers.Pair chat) {
        CompletableFuture<?>[] sent = new CompletableFuture<?>[MESSAGES];
        CompletableFuture<Void> received = new CompletableFuture<>();
        int[] count = {0};
        Registration registration = chat.b().onMessage(message -> {
            if (++count[0] == MESSAGES) {
                received.complete(null);
            }
        });
        for (int i = 0; i < MESSAGES; i++) {
            sent[i] = chat.a().send(new byte[10_000]);
        }
        await(CompletableFuture.allOf(sent));
        await(received);
        registration.remove();
    }

    private static AssociationMetrics.Path path(TwoPeers peers) {
        return await(peers.a.getStats())
                .of(Stats.OfSctp.class)
                .getFirst()
                .metrics()
                .path();
    }
}

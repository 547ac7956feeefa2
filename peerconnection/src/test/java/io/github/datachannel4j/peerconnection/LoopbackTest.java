package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two real peers over UDP on loopback exchange messages. */
@Timeout(60)
class LoopbackTest {
    @Test
    void exchangesMessagesBothWays() {
        try (TwoPeers peers = new TwoPeers()) {
            TwoPeers.Pair chat = peers.open();
            TwoPeers.Heard<Message> atA = new TwoPeers.Heard<>();
            TwoPeers.Heard<Message> atB = new TwoPeers.Heard<>();
            chat.a().onMessage(atA);
            chat.b().onMessage(atB);

            TwoPeers.await(chat.a().send("to b"));
            TwoPeers.await(chat.b().send(new byte[] {1, 2, 3}));

            assertThat(atB.next()).isEqualTo(Message.of("to b"));
            assertThat(atA.next()).isEqualTo(Message.of(new byte[] {1, 2, 3}));
        }
    }
}

package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fate of single messages, over loopback, where nothing is lost but what nobody reads. */
@Timeout(60)
class SendAndConfirmTest {
    private static final int SMALL_BYTES = 1500;

    /** A peer that takes one packet and then waits for its application. */
    private static PeerConnectionConfig withoutRoom() {
        return TwoPeers.config()
                .withLimits(ChannelLimits.defaults()
                        .withMaxMessageSizeBytes(SMALL_BYTES)
                        .withReceiveBufferBytes(SMALL_BYTES));
    }

    @Test
    void isAcknowledgedByThePeerBeforeItsApplicationHasRead() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers()) {
            TwoPeers.Pair chat = peers.open();

            assertThat(await(chat.a().sendAndConfirm("text"))).isEqualTo(MessageFate.ACKNOWLEDGED);
            assertThat(await(chat.a().sendAndConfirm(new byte[100_000]))).isEqualTo(MessageFate.ACKNOWLEDGED);
            assertThat(await(chat.a().sendAndConfirm(ByteBuffer.wrap(new byte[1]))))
                    .isEqualTo(MessageFate.ACKNOWLEDGED);

            assertThat(chat.b().receive()).isEqualTo(Message.of("text"));
        }
    }

    @Test
    void expiresWhereNobodyReads() {
        try (TwoPeers peers = new TwoPeers(TwoPeers.config(), withoutRoom())) {
            TwoPeers.Pair position =
                    peers.open("position", DataChannelOptions.defaults().maxPacketLifeTime(50));
            List<CompletableFuture<MessageFate>> fates = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                fates.add(position.a().sendAndConfirm(new byte[1000]));
            }

            assertThat(await(fates.getLast())).isEqualTo(MessageFate.EXPIRED);
            assertThat(await(fates.getFirst())).isEqualTo(MessageFate.ACKNOWLEDGED);
            assertThat(position.a().bufferedAmount()).isZero();
        }
    }

    @Test
    void failsWhenTheConnectionEndsBefore() {
        try (TwoPeers peers = new TwoPeers(TwoPeers.config(), withoutRoom())) {
            TwoPeers.Pair chat = peers.open();
            CompletableFuture<MessageFate> last = CompletableFuture.completedFuture(MessageFate.ACKNOWLEDGED);
            for (int i = 0; i < 10; i++) {
                last = chat.a().sendAndConfirm(new byte[1000]);
            }
            assertThat(last).isNotDone();

            peers.a.close();

            assertThat(Failures.name(last)).isEqualTo(WebRtcErrorName.NETWORK_ERROR);
        }
    }

    @Test
    void isRefusedAtTheCallWhereSendIs() {
        try (TwoPeers peers = new TwoPeers()) {
            DataChannel channel = peers.a.createDataChannel("chat");

            assertThat(Failures.name(() -> channel.sendAndConfirm("too early")))
                    .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
            TwoPeers.Pair chat = peers.open("other", DataChannelOptions.defaults());
            assertThat(Failures.name(() -> chat.a().sendAndConfirm(new byte[262_145])))
                    .isEqualTo(WebRtcErrorName.TYPE_ERROR);
        }
    }
}

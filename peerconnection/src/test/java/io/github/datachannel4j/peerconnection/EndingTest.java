package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How channels and connections end, and who hears of it. */
@Timeout(60)
class EndingTest {
    private final TwoPeers peers = new TwoPeers();

    @AfterEach
    void close() {
        peers.close();
    }

    @Test
    void closesAChannelAfterWhatIsQueued() throws Exception {
        TwoPeers.Pair chat = peers.open();
        TwoPeers.Heard<DataChannelEvent> atB = new TwoPeers.Heard<>();
        chat.b().onEvent(atB);
        chat.a().send("last words");

        chat.a().close();
        assertThat(chat.a().readyState()).isEqualTo(DataChannelState.CLOSING);
        assertThat(Failures.name(() -> chat.a().send("too late"))).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);

        assertThat(chat.b().receive(Duration.ofSeconds(20))).isEqualTo(Message.of("last words"));
        assertThat(chat.b().receive(Duration.ofSeconds(20))).isNull();
        assertThat(chat.b().receive(Duration.ofSeconds(20))).isNull();
        assertThat(await(chat.a().closed())).isEqualTo(new CloseReason.ClosedLocally());
        assertThat(await(chat.b().closed())).isEqualTo(new CloseReason.ClosedByPeer());
        // The channel may have been announced so lately that its open event reaches this listener, too.
        assertThat(atB.until(event -> !(event instanceof DataChannelEvent.Open)))
                .isEqualTo(new DataChannelEvent.Closing(chat.b()));
        assertThat(atB.next()).isEqualTo(new DataChannelEvent.Closed(chat.b(), new CloseReason.ClosedByPeer()));
        assertThat(chat.b().closeReason()).contains(new CloseReason.ClosedByPeer());
    }

    @Test
    void closesAChannelFromBothSidesAtOnce() {
        TwoPeers.Pair chat = peers.open();

        chat.a().close();
        chat.b().close();

        await(chat.a().closed());
        await(chat.b().closed());
        assertThat(chat.a().readyState()).isEqualTo(DataChannelState.CLOSED);
        assertThat(peers.a.connectionState()).isEqualTo(PeerConnectionState.CONNECTED);
    }

    @Test
    void usesTheIdOfAClosedChannelAgain() {
        peers.open();
        DataChannelOptions options = DataChannelOptions.defaults().negotiated(9);
        for (int round = 0; round < 3; round++) {
            DataChannel a = peers.a.createDataChannel("a", options);
            DataChannel b = peers.b.createDataChannel("b", options);
            await(a.opened());
            await(b.opened());
            TwoPeers.Heard<String> texts = new TwoPeers.Heard<>();
            b.onText(texts);
            a.send("round " + round);
            assertThat(texts.next()).isEqualTo("round " + round);
            a.close();
            await(a.closed());
            await(b.closed());
        }
    }

    @Test
    void isNoticedByTheOtherSideAtOnce() {
        TwoPeers.Pair chat = peers.open();
        TwoPeers.Heard<PeerConnectionState> states = new TwoPeers.Heard<>();
        peers.b.onConnectionStateChange(states);

        peers.a.close();

        assertThat(await(chat.a().closed())).isEqualTo(new CloseReason.ConnectionClosedLocally());
        assertThat(await(chat.b().closed())).isEqualTo(new CloseReason.ConnectionClosedByPeer());
        assertThat(states.next()).isEqualTo(PeerConnectionState.CLOSED);
        assertThat(peers.b.signalingState()).isEqualTo(SignalingState.CLOSED);
        assertThat(peers.b.iceConnectionState()).isEqualTo(IceConnectionState.CLOSED);
    }

    @Test
    void letsEverythingArriveWhenClosedGracefully() throws Exception {
        TwoPeers.Pair chat = peers.open();
        for (int i = 0; i < 200; i++) {
            chat.a().send(new byte[10_000]);
        }

        // More than the receiver's first window, so the end waits for the reader.
        CompletableFuture<Void> closed = peers.a.closeGracefully();

        for (int i = 0; i < 200; i++) {
            assertThat(chat.b().receive(Duration.ofSeconds(20))).isNotNull();
        }
        assertThat(chat.b().receive(Duration.ofSeconds(20))).isNull();
        await(closed);
        assertThat(await(chat.b().closed())).isEqualTo(new CloseReason.ConnectionClosedByPeer());
        assertThat(peers.a.connectionState()).isEqualTo(PeerConnectionState.CLOSED);
    }

    @Test
    void failsWhatWasNotSent() {
        TwoPeers.Pair chat = peers.open();
        List<CompletableFuture<Void>> futures = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            futures.add(chat.a().send(new byte[100_000]));
        }

        peers.a.close();

        assertThat(Failures.name(futures.getLast())).isEqualTo(WebRtcErrorName.NETWORK_ERROR);
    }

    @Test
    void neverOpensWithAnotherFingerprint() {
        DataChannel channel = peers.a.createDataChannel("x");
        await(peers.a.setLocalDescription());
        String offer = peers.a.localDescription().orElseThrow().sdp();
        int at = offer.indexOf("a=fingerprint:sha-256 ") + "a=fingerprint:sha-256 ".length();
        String digit = offer.charAt(at) == 'A' ? "B" : "A";
        String forged = offer.substring(0, at) + digit + offer.substring(at + 1);
        await(peers.b.setRemoteDescription(SessionDescription.offer(forged)));
        await(peers.b.setLocalDescription());
        await(peers.a.setRemoteDescription(peers.b.localDescription().orElseThrow()));

        assertThat(Failures.name(peers.b.connected())).isEqualTo(WebRtcErrorName.NETWORK_ERROR);
        assertThat(peers.b.connectionState()).isEqualTo(PeerConnectionState.FAILED);
        assertThat(channel.readyState()).isNotEqualTo(DataChannelState.OPEN);
    }

    @Test
    void closesWhatNeverConnected() {
        DataChannel channel = peers.a.createDataChannel("x");
        await(peers.a.setLocalDescription());

        peers.a.close();

        assertThat(await(channel.closed())).isEqualTo(new CloseReason.ConnectionClosedLocally());
        assertThat(Failures.name(channel.opened())).isEqualTo(WebRtcErrorName.NETWORK_ERROR);
    }
}

package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Later exchanges: what changes nothing, what restarts ICE, and signaling that cannot trickle. */
@Timeout(60)
class RenegotiationTest {
    private final TwoPeers peers = new TwoPeers();

    @AfterEach
    void close() {
        peers.close();
    }

    private void stillCarries(TwoPeers.Pair chat, String text) throws InterruptedException {
        chat.a().send(text);
        assertThat(chat.b().receive()).isEqualTo(Message.of(text));
    }

    @Test
    void keepsEverythingWhenNothingChanges() throws InterruptedException {
        TwoPeers.Pair chat = peers.open();
        String before = peers.a.localDescription().orElseThrow().sdp();

        peers.negotiate();
        stillCarries(chat, "one");
        TwoPeers.negotiate(peers.b, peers.a);
        stillCarries(chat, "two");

        String after = peers.a.localDescription().orElseThrow().sdp();
        assertThat(line(after, "a=ice-ufrag")).isEqualTo(line(before, "a=ice-ufrag"));
        assertThat(line(after, "a=fingerprint")).isEqualTo(line(before, "a=fingerprint"));
        // The roles of the first exchange stay: a was the DTLS server, so it answers as passive.
        assertThat(line(after, "a=setup")).isEqualTo("a=setup:passive");
        assertThat(peers.a.iceConnectionState()).isIn(IceConnectionState.CONNECTED, IceConnectionState.COMPLETED);
    }

    @Test
    void restartsIceFromEitherSide() throws InterruptedException {
        TwoPeers.Pair chat = peers.open();
        restart(peers.a, peers.b);
        stillCarries(chat, "after a's restart");
        restart(peers.b, peers.a);
        stillCarries(chat, "after b's restart");
    }

    private static void restart(PeerConnection offerer, PeerConnection answerer) {
        String ofOfferer = line(offerer.localDescription().orElseThrow().sdp(), "a=ice-ufrag");
        String ofAnswerer = line(answerer.localDescription().orElseThrow().sdp(), "a=ice-ufrag");
        SessionDescription offer = await(offerer.createOffer(OfferOptions.restartIce()));
        await(offerer.setLocalDescription(offer));
        await(answerer.setRemoteDescription(offer));
        await(answerer.setLocalDescription());
        SessionDescription answer = answerer.localDescription().orElseThrow();
        await(offerer.setRemoteDescription(answer));
        assertThat(line(offer.sdp(), "a=ice-ufrag")).isNotEqualTo(ofOfferer);
        assertThat(line(answer.sdp(), "a=ice-ufrag")).isNotEqualTo(ofAnswerer);
    }

    @Test
    void takesARestartBack() throws InterruptedException {
        TwoPeers.Pair chat = peers.open();
        String before = line(peers.a.localDescription().orElseThrow().sdp(), "a=ice-ufrag");
        await(peers.a.setLocalDescription(await(peers.a.createOffer(OfferOptions.restartIce()))));

        await(peers.a.setLocalDescription(SessionDescription.rollback()));

        stillCarries(chat, "after the rollback");
        assertThat(line(await(peers.a.createOffer()).sdp(), "a=ice-ufrag")).isEqualTo(before);
        peers.negotiate();
        stillCarries(chat, "after another exchange");
    }

    /** W3C: restartIce() wants the credentials of the offer under way replaced, too; the network may have changed since. */
    @Test
    void restartsAgainWhenAskedDuringARestart() throws InterruptedException {
        TwoPeers.Pair chat = peers.open();
        TwoPeers.Heard<String> needed = new TwoPeers.Heard<>();
        peers.a.onNegotiationNeeded(() -> needed.accept("needed"));
        peers.a.restartIce();
        needed.next();
        await(peers.a.setLocalDescription());
        String offered = line(peers.a.localDescription().orElseThrow().sdp(), "a=ice-ufrag");

        peers.a.restartIce();
        await(peers.b.setRemoteDescription(peers.a.localDescription().orElseThrow()));
        await(peers.b.setLocalDescription());
        await(peers.a.setRemoteDescription(peers.b.localDescription().orElseThrow()));

        needed.next();
        peers.negotiate();
        assertThat(line(peers.a.localDescription().orElseThrow().sdp(), "a=ice-ufrag"))
                .isNotEqualTo(offered);
        await(peers.a.createOffer());
        assertThat(needed.waiting()).isZero();
        stillCarries(chat, "after both");
    }

    @Test
    void connectsWithoutTrickle() {
        try (PeerConnection a = PeerConnection.create(TwoPeers.config());
                PeerConnection b = PeerConnection.create(TwoPeers.config())) {
            DataChannel channel = a.createDataChannel("x");
            await(a.setLocalDescription());
            await(b.setRemoteDescription(await(a.gatheringComplete())));
            await(b.setLocalDescription());
            await(a.setRemoteDescription(await(b.gatheringComplete())));

            await(channel.opened());
            await(a.connected());
            await(b.connected());
            TwoPeers.Heard<IceConnectionState> states = new TwoPeers.Heard<>();
            a.onIceConnectionStateChange(states);
            if (a.iceConnectionState() != IceConnectionState.COMPLETED) {
                states.until(IceConnectionState.COMPLETED::equals);
            }
        }
    }

    @Test
    void refusesAnotherCertificateOfThePeer() {
        peers.open();
        String offer = await(peers.a.createOffer()).sdp();
        String forged =
                offer.replaceAll("(a=fingerprint:sha-256 ..):..", "$1:00").replaceAll(":00:00", ":01:00");

        assertThat(Failures.name(peers.b.setRemoteDescription(SessionDescription.offer(forged))))
                .isEqualTo(WebRtcErrorName.NOT_SUPPORTED_ERROR);
        assertThat(peers.b.signalingState()).isEqualTo(SignalingState.STABLE);
    }

    @Test
    void changesServersOnly() {
        peers.a.setConfiguration(TwoPeers.config().withIceServers(IceServer.of("stun:192.0.2.1")));

        assertThat(peers.a.configuration().iceServers()).hasSize(1);
        assertThat(Failures.name(() -> peers.a.setConfiguration(
                        TwoPeers.config().withLimits(ChannelLimits.defaults().withMaxMessageSizeBytes(1000)))))
                .isEqualTo(WebRtcErrorName.INVALID_MODIFICATION_ERROR);
    }

    private static String line(String sdp, String start) {
        return sdp.lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }
}

package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The W3C's perfect negotiation pattern, both sides running the same code, with offers that meet. */
@Timeout(60)
class PerfectNegotiationTest {
    private final PeerConnection a = PeerConnection.create(TwoPeers.config());
    private final PeerConnection b = PeerConnection.create(TwoPeers.config());

    /** One thread, so that signaling keeps its order as a WebSocket would. */
    private final ExecutorService wire = Executors.newSingleThreadExecutor();

    private final Negotiator polite = new Negotiator(a, true);
    private final Negotiator impolite = new Negotiator(b, false);

    @AfterEach
    void close() {
        wire.close();
        a.close();
        b.close();
    }

    /** The application's part, as the W3C's example has it. */
    private final class Negotiator {
        private final PeerConnection pc;
        private final boolean polite;
        private boolean makingOffer;
        private boolean ignoreOffer;

        Negotiator(PeerConnection pc, boolean polite) {
            this.pc = pc;
            this.polite = polite;
        }

        void connect(Negotiator other) {
            pc.onNegotiationNeeded(() -> wire.execute(() -> {
                makingOffer = true;
                await(pc.setLocalDescription());
                makingOffer = false;
                SessionDescription offer = pc.localDescription().orElseThrow();
                wire.execute(() -> other.description(this, offer));
            }));
            pc.onIceCandidate(candidate -> wire.execute(() -> other.candidate(candidate)));
        }

        void description(Negotiator from, SessionDescription description) {
            boolean collision = description.type() == SdpType.OFFER
                    && (makingOffer || pc.signalingState() != SignalingState.STABLE);
            ignoreOffer = !polite && collision;
            if (ignoreOffer) {
                return;
            }
            await(pc.setRemoteDescription(description));
            if (description.type() == SdpType.OFFER) {
                await(pc.setLocalDescription());
                SessionDescription answer = pc.localDescription().orElseThrow();
                wire.execute(() -> from.description(this, answer));
            }
        }

        void candidate(IceCandidateInit candidate) {
            BiConsumer<Void, Throwable> check = (done, failure) ->
                    assertThat(failure == null || ignoreOffer).isTrue();
            CompletableFuture<Void> added = pc.addIceCandidate(candidate);
            added.whenComplete(check);
        }
    }

    @Test
    void connectsWhenBothOfferAtOnce() {
        polite.connect(impolite);
        impolite.connect(polite);
        TwoPeers.Heard<DataChannel> atA = new TwoPeers.Heard<>();
        TwoPeers.Heard<DataChannel> atB = new TwoPeers.Heard<>();
        a.onDataChannel(atA);
        b.onDataChannel(atB);

        DataChannel ofA = a.createDataChannel("of a");
        DataChannel ofB = b.createDataChannel("of b");

        await(ofA.opened());
        await(ofB.opened());
        assertThat(atB.next().label()).isEqualTo("of a");
        assertThat(atA.next().label()).isEqualTo("of b");
        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(b.signalingState()).isEqualTo(SignalingState.STABLE);
    }

    @Test
    void restartsIceByItself() {
        polite.connect(impolite);
        impolite.connect(polite);
        DataChannel channel = a.createDataChannel("x");
        await(channel.opened());
        String before = fragment(a);
        TwoPeers.Heard<IceGatheringState> gathering = new TwoPeers.Heard<>();
        b.onIceGatheringStateChange(gathering);

        a.restartIce();

        gathering.until(IceGatheringState.COMPLETE::equals);
        assertThat(fragment(a)).isNotEqualTo(before);
        await(channel.send("still there"));
        assertThat(channel.readyState()).isEqualTo(DataChannelState.OPEN);
    }

    private static String fragment(PeerConnection pc) {
        return pc.localDescription()
                .orElseThrow()
                .sdp()
                .lines()
                .filter(line -> line.startsWith("a=ice-ufrag:"))
                .findFirst()
                .orElseThrow();
    }
}

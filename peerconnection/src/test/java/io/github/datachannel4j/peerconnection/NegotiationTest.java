package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offer and answer: states, descriptions, rollback, what is refused. */
@Timeout(60)
class NegotiationTest {
    private final PeerConnection a = PeerConnection.create(TwoPeers.config());
    private final PeerConnection b = PeerConnection.create(TwoPeers.config());

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void goesThroughTheStatesOfAnExchange() {
        TwoPeers.Heard<SignalingState> atA = new TwoPeers.Heard<>();
        TwoPeers.Heard<SignalingState> atB = new TwoPeers.Heard<>();
        a.onSignalingStateChange(atA);
        b.onSignalingStateChange(atB);
        a.createDataChannel("x");

        TwoPeers.negotiate(a, b);

        assertThat(List.of(atA.next(), atA.next()))
                .containsExactly(SignalingState.HAVE_LOCAL_OFFER, SignalingState.STABLE);
        assertThat(List.of(atB.next(), atB.next()))
                .containsExactly(SignalingState.HAVE_REMOTE_OFFER, SignalingState.STABLE);
    }

    @Test
    void movesDescriptionsFromPendingToCurrent() {
        a.createDataChannel("x");
        SessionDescription offer = await(a.createOffer());
        await(a.setLocalDescription(offer));
        assertThat(a.pendingLocalDescription()).map(SessionDescription::type).contains(SdpType.OFFER);
        assertThat(a.currentLocalDescription()).isEmpty();
        await(b.setRemoteDescription(offer));
        assertThat(b.pendingRemoteDescription()).contains(offer);
        assertThat(b.remoteDescription()).contains(offer);
        assertThat(b.canTrickleIceCandidates()).contains(true);

        SessionDescription answer = await(b.createAnswer());
        await(b.setLocalDescription(answer));
        await(a.setRemoteDescription(answer));

        assertThat(a.pendingLocalDescription()).isEmpty();
        assertThat(a.currentLocalDescription()).map(SessionDescription::type).contains(SdpType.OFFER);
        assertThat(a.currentRemoteDescription()).contains(answer);
        assertThat(b.currentRemoteDescription()).contains(offer);
        assertThat(b.pendingRemoteDescription()).isEmpty();
        assertThat(a.sctp())
                .hasValueSatisfying(
                        sctp -> assertThat(sctp.maxMessageSizeBytes()).isEqualTo(262_144));
    }

    @Test
    void offersNothingWithoutAChannel() {
        SessionDescription offer = await(a.createOffer());

        assertThat(offer.sdp()).doesNotContain("m=");
        await(a.setLocalDescription(offer));
        await(b.setRemoteDescription(offer));
        await(b.setLocalDescription());
        await(a.setRemoteDescription(b.localDescription().orElseThrow()));
        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(a.iceConnectionState()).isEqualTo(IceConnectionState.NEW);
    }

    @Test
    void growsTheLocalDescriptionWithCandidates() {
        TwoPeers.Heard<PeerConnectionEvent> events = new TwoPeers.Heard<>();
        a.onEvent(events);
        a.createDataChannel("x");
        await(a.setLocalDescription());

        SessionDescription complete = await(a.gatheringComplete());

        assertThat(complete.sdp()).contains("a=candidate:", "a=end-of-candidates");
        assertThat(a.localDescription()).contains(complete);
        IceCandidateInit first = candidate(events);
        assertThat(first.candidate()).startsWith("candidate:");
        assertThat(first.sdpMid()).isEqualTo("0");
        assertThat(first.sdpMLineIndex()).isEqualTo(0);
        assertThat(complete.sdp()).contains("a=ice-ufrag:" + first.usernameFragment(), first.candidate());
        IceCandidateInit last = first;
        while (!last.isEndOfCandidates()) {
            last = candidate(events);
        }
        assertThat(events.next())
                .isEqualTo(new PeerConnectionEvent.IceGatheringStateChange(IceGatheringState.COMPLETE));
        assertThat(events.next()).isEqualTo(new PeerConnectionEvent.IceCandidate(null));
    }

    private static IceCandidateInit candidate(TwoPeers.Heard<PeerConnectionEvent> events) {
        PeerConnectionEvent event = events.until(PeerConnectionEvent.IceCandidate.class::isInstance);
        return Optional.ofNullable(((PeerConnectionEvent.IceCandidate) event).candidate())
                .orElseThrow();
    }

    @Test
    void takesALocalOfferBack() {
        a.createDataChannel("x");
        await(a.setLocalDescription());

        await(a.setLocalDescription(SessionDescription.rollback()));

        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(a.localDescription()).isEmpty();
        TwoPeers.negotiate(a, b);
        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
    }

    @Test
    void takesARemoteOfferBack() {
        a.createDataChannel("x");
        await(b.setRemoteDescription(await(a.createOffer())));

        await(b.setRemoteDescription(SessionDescription.rollback()));

        assertThat(b.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(b.remoteDescription()).isEmpty();
        assertThat(Failures.name(b.createAnswer())).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    @Test
    void hasNothingToTakeBackWhenStable() {
        assertThat(Failures.name(a.setLocalDescription(SessionDescription.rollback())))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(a.setRemoteDescription(SessionDescription.rollback())))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    @Test
    void givesWayToTheOfferOfTheOther() {
        a.createDataChannel("from a");
        b.createDataChannel("from b");
        await(a.setLocalDescription());
        await(b.setLocalDescription());
        SessionDescription offer = b.localDescription().orElseThrow();

        await(a.setRemoteDescription(offer));

        assertThat(a.signalingState()).isEqualTo(SignalingState.HAVE_REMOTE_OFFER);
        assertThat(a.pendingLocalDescription()).isEmpty();
    }

    @Test
    void keepsItsOfferWhenTheOthersIsBroken() {
        a.createDataChannel("x");
        await(a.setLocalDescription());

        assertThat(Failures.name(a.setRemoteDescription(SessionDescription.offer("v=0\r\nnonsense"))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);

        assertThat(a.signalingState()).isEqualTo(SignalingState.HAVE_LOCAL_OFFER);
    }

    @Test
    void namesTheLineOfBrokenSdp() {
        WebRtcException error = Failures.of(a.setRemoteDescription(SessionDescription.offer("v=0\r\nnonsense\r\n")));

        assertThat(error.rtcError()).isNotNull();
        assertThat(error.rtcError().detail()).isEqualTo(RtcErrorDetail.SDP_SYNTAX_ERROR);
        assertThat(error.rtcError().sdpLineNumber()).isEqualTo(2);
    }

    @Test
    void refusesAnOfferWithoutFingerprint() {
        a.createDataChannel("x");
        String sdp = await(a.createOffer()).sdp().replaceAll("a=fingerprint:.*\r\n", "");

        assertThat(Failures.name(b.setRemoteDescription(SessionDescription.offer(sdp))))
                .isEqualTo(WebRtcErrorName.INVALID_ACCESS_ERROR);
    }

    @Test
    void refusesALocalDescriptionThatWasChanged() {
        a.createDataChannel("x");
        String sdp = await(a.createOffer()).sdp().replace("max-message-size:262144", "max-message-size:1");

        assertThat(Failures.name(a.setLocalDescription(SessionDescription.offer(sdp))))
                .isEqualTo(WebRtcErrorName.INVALID_MODIFICATION_ERROR);
    }

    @Test
    void acceptsAProvisionalAnswerFirst() {
        TwoPeers.Heard<DataChannel> channels = new TwoPeers.Heard<>();
        b.onDataChannel(channels);
        a.onIceCandidate(b::addIceCandidate);
        b.onIceCandidate(a::addIceCandidate);
        DataChannel channel = a.createDataChannel("x");
        await(a.setLocalDescription());
        await(b.setRemoteDescription(a.localDescription().orElseThrow()));
        SessionDescription answer = await(b.createAnswer());
        await(b.setLocalDescription(SessionDescription.pranswer(answer.sdp())));
        await(a.setRemoteDescription(SessionDescription.pranswer(answer.sdp())));
        assertThat(a.signalingState()).isEqualTo(SignalingState.HAVE_REMOTE_PRANSWER);
        assertThat(b.signalingState()).isEqualTo(SignalingState.HAVE_LOCAL_PRANSWER);
        await(channel.opened());

        await(b.setLocalDescription());
        await(a.setRemoteDescription(b.localDescription().orElseThrow()));

        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(channels.next().label()).isEqualTo("x");
        assertThat(channel.readyState()).isEqualTo(DataChannelState.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chromium-156-audio-video-data-offer.sdp",
                "chromium-156-data-offer-snap-sped.sdp",
                "chromium-156-data-offer.sdp",
                "firefox-153-audio-video-data-offer.sdp",
                "firefox-153-data-offer.sdp",
            })
    void answersTheOffersOfBrowsers(String fixture) throws IOException {
        String offer = Files.readString(Path.of("src/test/resources/sdp", fixture));

        await(a.setRemoteDescription(SessionDescription.offer(offer)));
        await(a.setLocalDescription());

        String answer = a.localDescription().orElseThrow().sdp();
        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
        assertThat(answer).contains("UDP/DTLS/SCTP webrtc-datachannel", "a=setup:active");
        assertThat(sections(answer)).isEqualTo(sections(offer));
        assertThat(answer).doesNotContain("m=audio 9", "m=video 9");
    }

    private static long sections(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("m=")).count();
    }

    @Test
    void failsTheChannelsThatThePeerRejects() {
        DataChannel channel = a.createDataChannel("x");
        await(a.setLocalDescription());
        String offer = a.localDescription().orElseThrow().sdp();
        String answer = offer.replaceAll("m=application \\d+", "m=application 0")
                .replace("setup:actpass", "setup:active")
                .replaceAll("a=group.*\r\n", "");

        await(a.setRemoteDescription(SessionDescription.answer(answer)));

        assertThat(await(channel.closed())).isInstanceOf(CloseReason.Failed.class);
        assertThat(a.signalingState()).isEqualTo(SignalingState.STABLE);
    }

    @Test
    void tellsOnceThatAnOfferIsNeeded() {
        TwoPeers.Heard<PeerConnectionEvent> events = new TwoPeers.Heard<>();
        a.onEvent(events);
        a.createDataChannel("one");
        a.createDataChannel("two");
        await(a.getStats());
        assertThat(events.next()).isEqualTo(new PeerConnectionEvent.NegotiationNeeded());

        TwoPeers.negotiate(a, b);
        a.createDataChannel("three");
        await(a.getStats());

        a.close();
        PeerConnectionEvent event = events.next();
        while (!event.equals(new PeerConnectionEvent.ConnectionStateChange(PeerConnectionState.CLOSED))) {
            assertThat(event).isNotEqualTo(new PeerConnectionEvent.NegotiationNeeded());
            event = events.next();
        }
    }

    @Test
    void refusesEverythingOnceClosed() {
        a.close();

        assertThat(a.signalingState()).isEqualTo(SignalingState.CLOSED);
        assertThat(a.connectionState()).isEqualTo(PeerConnectionState.CLOSED);
        assertThat(Failures.name(a.createOffer())).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(a.setLocalDescription())).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(a.gatheringComplete())).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(() -> a.createDataChannel("x"))).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(() -> a.setConfiguration(PeerConnectionConfig.defaults())))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        a.close();
        a.restartIce();
    }
}

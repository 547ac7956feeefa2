package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** addIceCandidate: what is taken, what is refused and how. */
@Timeout(60)
class CandidateTest {
    private static final String CANDIDATE = "candidate:1 1 udp 2122260223 192.0.2.1 40000 typ host";

    private final PeerConnection a = PeerConnection.create(TwoPeers.config());
    private final PeerConnection b = PeerConnection.create(TwoPeers.config());

    @BeforeEach
    void offer() {
        a.createDataChannel("x");
        await(b.setRemoteDescription(await(a.createOffer())));
    }

    @AfterEach
    void close() {
        a.close();
        b.close();
    }

    @Test
    void needsARemoteDescription() {
        assertThat(Failures.name(a.addIceCandidate(IceCandidateInit.of(CANDIDATE))))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThat(Failures.name(a.addEndOfCandidates())).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    @Test
    void needsASection() {
        assertThat(Failures.name(b.addIceCandidate(new IceCandidateInit(CANDIDATE, null, null, null))))
                .isEqualTo(WebRtcErrorName.TYPE_ERROR);
        assertThat(Failures.name(b.addIceCandidate(new IceCandidateInit(CANDIDATE, "audio", 0, null))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
        assertThat(Failures.name(b.addIceCandidate(new IceCandidateInit(CANDIDATE, null, 1, null))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
    }

    @Test
    void goesByTheIndexWhenTheMidIsEmpty() {
        await(b.addIceCandidate(new IceCandidateInit(CANDIDATE, "", 0, null)));

        assertThat(b.remoteDescription().orElseThrow().sdp()).contains("a=" + CANDIDATE.replace("udp", "UDP"));
        assertThat(Failures.name(b.addIceCandidate(new IceCandidateInit(CANDIDATE, "", 1, null))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
    }

    @Test
    void refusesGarbageAndGoesOn() {
        for (String garbage :
                new String[] {"nonsense", "candidate:", "candidate:1 1 udp x 192.0.2.1 1 typ host", "\0"}) {
            assertThat(Failures.name(b.addIceCandidate(IceCandidateInit.of(garbage))))
                    .as(garbage)
                    .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
        }
        await(b.addIceCandidate(IceCandidateInit.of(CANDIDATE)));
    }

    @Test
    void refusesCandidatesOfAnUnknownGeneration() {
        assertThat(Failures.name(b.addIceCandidate(new IceCandidateInit(CANDIDATE, "0", 0, "another"))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
        assertThat(Failures.name(b.addIceCandidate(IceCandidateInit.of(CANDIDATE + " ufrag another"))))
                .isEqualTo(WebRtcErrorName.OPERATION_ERROR);
    }

    @Test
    void growsTheRemoteDescription() {
        await(b.addIceCandidate(IceCandidateInit.of(CANDIDATE)));
        await(b.addIceCandidate(IceCandidateInit.of("a=" + CANDIDATE)));
        await(b.addEndOfCandidates());

        assertThat(b.remoteDescription().orElseThrow().sdp())
                .containsOnlyOnce("a=" + CANDIDATE.replace("udp", "UDP"))
                .contains("a=end-of-candidates");
    }

    @Test
    void takesCandidatesItHasNoUseFor() {
        await(b.addIceCandidate(IceCandidateInit.of(
                "candidate:1 1 udp 2122260223 0577ba87-fa51-4629-9765-30d82dc14d3f.local 1 typ host")));
        await(b.addIceCandidate(
                IceCandidateInit.of("candidate:1 1 tcp 2122260223 192.0.2.1 9 typ host tcptype active")));
        await(b.addIceCandidate(IceCandidateInit.of("candidate:1 2 udp 2122260223 192.0.2.1 40001 typ host")));
        await(b.setLocalDescription());

        assertThat(b.signalingState()).isEqualTo(SignalingState.STABLE);
    }
}

package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceCandidatePair;
import io.github.datachannel4j.sctp.AssociationMetrics;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that begins over TCP, since nobody has told of UDP, and goes on over UDP: SCTP hears of it. */
@Timeout(60)
class PathChangeTest {
    private static final IceCandidate OURS = candidate("udp", "192.0.2.1", 5000);
    private static final IceCandidate THEIRS = candidate("udp", "198.51.100.1", 6000);

    private final AtomicBoolean onlyTcp = new AtomicBoolean(true);

    private static IceCandidate candidate(String protocol, String address, int port) {
        return IceCandidate.parse("candidate:1 1 " + protocol + " 1 " + address + " " + port + " typ host");
    }

    private PeerConnection peer(TcpOptions tcp) {
        return PeerConnection.create(PeerConnectionConfig.defaults()
                .withNetwork(NetworkOptions.loopbackOnly().withTcp(tcp)));
    }

    private void carryCandidates(PeerConnection from, PeerConnection to) {
        from.onIceCandidate(candidate -> {
            if (!onlyTcp.get() || candidate.candidate().contains(" tcp ")) {
                to.addIceCandidate(candidate);
            }
        });
    }

    private SessionDescription carried(PeerConnection from) {
        SessionDescription given = from.localDescription().orElseThrow();
        String sdp = onlyTcp.get() ? given.sdp().replaceAll("(?i)a=candidate:.* udp .*\r\n", "") : given.sdp();
        return new SessionDescription(given.type(), sdp);
    }

    private void negotiate(PeerConnection a, PeerConnection b) {
        await(a.setLocalDescription());
        await(b.setRemoteDescription(carried(a)));
        await(b.setLocalDescription());
        await(a.setRemoteDescription(carried(b)));
    }

    private static AssociationMetrics.Path path(PeerConnection peer) {
        return await(peer.getStats())
                .of(Stats.OfSctp.class)
                .getFirst()
                .metrics()
                .path();
    }

    @Test
    void anotherPairOnAnotherWayIsToldToSctp() {
        try (PeerConnection a = peer(TcpOptions.off().withActive());
                PeerConnection b = peer(TcpOptions.off().withPassivePort(0))) {
            carryCandidates(a, b);
            carryCandidates(b, a);
            DataChannel channel = a.createDataChannel("chat");
            negotiate(a, b);
            await(channel.opened());
            assertThat(path(a).changes()).isZero();

            onlyTcp.set(false);
            a.restartIce();
            negotiate(a, b);
            while (path(a).changes() == 0 || path(b).changes() == 0) {
                assertThat(await(channel.sendAndConfirm(new byte[10_000]))).isEqualTo(MessageFate.ACKNOWLEDGED);
            }

            assertThat(await(channel.sendAndConfirm("still there"))).isEqualTo(MessageFate.ACKNOWLEDGED);
        }
    }

    @Test
    void anotherPortIsTheSameWay() {
        Route route = Route.of(new IceCandidatePair(OURS, THEIRS));

        assertThat(Route.of(new IceCandidatePair(
                        candidate("udp", "192.0.2.1", 5001), candidate("udp", "198.51.100.1", 6001))))
                .isEqualTo(route);
        assertThat(Route.of(new IceCandidatePair(candidate("udp", "192.0.2.2", 5000), THEIRS)))
                .isNotEqualTo(route);
        assertThat(Route.of(new IceCandidatePair(OURS, candidate("udp", "198.51.100.2", 6000))))
                .isNotEqualTo(route);
    }
}

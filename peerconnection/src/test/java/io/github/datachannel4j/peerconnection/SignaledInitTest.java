package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code a=sctp-init} in descriptions instead of SCTP's handshake (draft-hancke-tsvwg-snap). */
@Timeout(60)
class SignaledInitTest {
    /** INIT, INIT ACK, COOKIE ECHO and COOKIE ACK. */
    private static final Set<Integer> HANDSHAKE = Set.of(1, 2, 10, 11);

    private static final String CHROMIUMS_INIT = "a=sctp-init:AQAAII+TRaoAUAAA/////6kSWAXAAAAEgAgACILAQMI=";

    /** The types of all chunks that crossed. */
    private static final class Chunks implements PacketTap {
        private static final int COMMON_HEADER_BYTES = 12;
        final Set<Integer> types = ConcurrentHashMap.newKeySet();

        @Override
        public void onPacket(long nowNanos, Direction direction, Bytes packet) {
            int at = COMMON_HEADER_BYTES;
            while (at + 4 <= packet.length()) {
                types.add(packet.getUnsignedByte(at));
                at += Math.max(4, (packet.getUnsignedShort(at + 2) + 3) & ~3);
            }
        }
    }

    private final Chunks chunks = new Chunks();

    private PeerConnectionConfig with() {
        return without().withSctp(SctpOptions.defaults().withSignaledInit());
    }

    private PeerConnectionConfig without() {
        return TwoPeers.config().withDiagnostics(Diagnostics.none().withPacketTap(chunks));
    }

    private static void assertCarries(TwoPeers.Pair chat) throws InterruptedException {
        chat.a().send("there");
        assertThat(chat.b().receive()).isEqualTo(Message.of("there"));
        chat.b().send("back");
        assertThat(chat.a().receive()).isEqualTo(Message.of("back"));
    }

    private static boolean isUsedAt(PeerConnection peer) {
        return await(peer.getStats())
                .of(Stats.OfSctp.class)
                .getFirst()
                .metrics()
                .features()
                .signaledInit();
    }

    private static Optional<String> line(Optional<SessionDescription> description) {
        return description
                .orElseThrow()
                .sdp()
                .lines()
                .filter(line -> line.startsWith("a=sctp-init:"))
                .findFirst();
    }

    @Test
    void savesTheHandshakeWhereBothWantIt() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), with())) {
            assertCarries(peers.open());

            assertThat(line(peers.a.localDescription())).isPresent();
            assertThat(line(peers.b.localDescription())).isPresent().isNotEqualTo(line(peers.a.localDescription()));
            assertThat(isUsedAt(peers.a)).isTrue();
            assertThat(isUsedAt(peers.b)).isTrue();
            assertThat(chunks.types).isNotEmpty().doesNotContainAnyElementsOf(HANDSHAKE);
        }
    }

    @Test
    void isNotOfferedUnlessAskedFor() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(without(), with())) {
            assertCarries(peers.open());

            assertThat(line(peers.a.localDescription())).isEmpty();
            assertThat(line(peers.b.localDescription())).isEmpty();
            assertThat(isUsedAt(peers.a)).isFalse();
            assertThat(chunks.types).containsAnyElementsOf(HANDSHAKE);
        }
    }

    @Test
    void fallsBackWhereTheAnswererDoesNotWantIt() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), without())) {
            assertCarries(peers.open());

            assertThat(line(peers.a.localDescription())).isPresent();
            assertThat(line(peers.b.localDescription())).isEmpty();
            assertThat(isUsedAt(peers.a)).isFalse();
            assertThat(chunks.types).containsAnyElementsOf(HANDSHAKE);
        }
    }

    @Test
    void staysTheSameInLaterExchanges() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), with())) {
            TwoPeers.Pair chat = peers.open();
            Optional<String> ofA = line(peers.a.localDescription());
            Optional<String> ofB = line(peers.b.localDescription());

            peers.negotiate();
            peers.a.restartIce();
            peers.negotiate();
            TwoPeers.negotiate(peers.b, peers.a);

            assertThat(line(peers.a.localDescription())).isEqualTo(ofA);
            assertThat(line(peers.b.localDescription())).isEqualTo(ofB);
            assertCarries(chat);
        }
    }

    @Test
    void survivesAnOfferThatIsTakenBack() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), with())) {
            TwoPeers.Heard<DataChannel> atA = new TwoPeers.Heard<>();
            peers.a.onDataChannel(atA);
            peers.a.createDataChannel("of a");
            await(peers.a.setLocalDescription());
            DataChannel ofB = peers.b.createDataChannel("of b");

            TwoPeers.negotiate(peers.b, peers.a);

            await(ofB.opened());
            ofB.send("hello");
            assertThat(atA.until(channel -> channel.label().equals("of b")).receive())
                    .isEqualTo(Message.of("hello"));
            assertThat(isUsedAt(peers.a)).isTrue();
            assertThat(chunks.types).doesNotContainAnyElementsOf(HANDSHAKE);
        }
    }

    /** §5.3 and §5.5: an error, since the peer thinks that there will be no handshake. */
    @ParameterizedTest
    @ValueSource(strings = {"a=sctp-init:no base64", "a=sctp-init:", "a=sctp-init:AQAAFAAAAAAAAAAAAAAAAAAAAAA="})
    void refusesAnInitThatCannotBeUsedAndNamesItsLine(String bad) {
        try (TwoPeers peers = new TwoPeers(without(), with())) {
            peers.a.createDataChannel("chat");
            SessionDescription offer = with(Optional.of(await(peers.a.createOffer())), bad);

            RtcError error = Failures.of(peers.b.setRemoteDescription(offer)).rtcError();

            assertThat(error.detail()).isEqualTo(RtcErrorDetail.SDP_SYNTAX_ERROR);
            assertThat(offer.sdp().lines().toList().get(error.sdpLineNumber() - 1))
                    .isEqualTo(bad);
            assertThat(error.message()).contains("line " + error.sdpLineNumber() + ": a=sctp-init ");
            assertThat(peers.b.signalingState()).isEqualTo(SignalingState.STABLE);
        }
    }

    @Test
    void doesNotMindAnInitThatCannotBeUsedWhereNobodyWantsIt() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(without(), without())) {
            DataChannel channel = peers.a.createDataChannel("chat");
            await(peers.a.setLocalDescription());
            await(peers.b.setRemoteDescription(with(peers.a.localDescription(), "a=sctp-init:no base64")));
            await(peers.b.setLocalDescription());
            await(peers.a.setRemoteDescription(with(peers.b.localDescription(), CHROMIUMS_INIT)));

            await(channel.opened());
            assertThat(line(peers.b.localDescription())).isEmpty();
            assertThat(chunks.types).containsAnyElementsOf(HANDSHAKE);
        }
    }

    /** §5.6: what began with a handshake stays so. */
    @Test
    void isNotAddedToAnAssociationThatLives() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(without(), with())) {
            TwoPeers.Pair chat = peers.open();
            await(peers.a.setLocalDescription());
            await(peers.b.setRemoteDescription(with(peers.a.localDescription(), CHROMIUMS_INIT)));
            await(peers.b.setLocalDescription());
            await(peers.a.setRemoteDescription(peers.b.localDescription().orElseThrow()));

            assertThat(line(peers.b.localDescription())).isEmpty();
            assertCarries(chat);
        }
    }

    /** Peers that write every line back that they do not know must not be taken for peers that know this one. */
    @Test
    void isNotFooledByItsOwnEcho() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), without())) {
            DataChannel channel = peers.a.createDataChannel("chat");
            await(peers.a.setLocalDescription());
            await(peers.b.setRemoteDescription(peers.a.localDescription().orElseThrow()));
            await(peers.b.setLocalDescription());
            String echo = line(peers.a.localDescription()).orElseThrow();
            await(peers.a.setRemoteDescription(with(peers.b.localDescription(), echo)));

            await(channel.opened());
            assertThat(isUsedAt(peers.a)).isFalse();
            assertThat(chunks.types).containsAnyElementsOf(HANDSHAKE);
        }
    }

    @Test
    void refusesAnotherInitForTheSameAssociation() throws InterruptedException {
        try (TwoPeers peers = new TwoPeers(with(), with())) {
            TwoPeers.Pair chat = peers.open();
            SessionDescription offer = await(peers.b.createOffer());
            String changed = offer.sdp().replaceAll("a=sctp-init:.*", CHROMIUMS_INIT);

            assertThat(Failures.name(peers.a.setRemoteDescription(SessionDescription.offer(changed))))
                    .isEqualTo(WebRtcErrorName.NOT_SUPPORTED_ERROR);
            assertCarries(chat);
        }
    }

    @Test
    void answersChromium() {
        try (TwoPeers peers = new TwoPeers(without(), with())) {
            peers.a.createDataChannel("chat");
            SessionDescription offer = await(peers.a.createOffer());

            await(peers.b.setRemoteDescription(with(Optional.of(offer), CHROMIUMS_INIT)));
            await(peers.b.setLocalDescription());

            assertThat(line(peers.b.localDescription())).isPresent();
        }
    }

    private static SessionDescription with(Optional<SessionDescription> description, String line) {
        SessionDescription given = description.orElseThrow();
        return new SessionDescription(
                given.type(), given.sdp().replace("a=max-message-size", line + "\r\na=max-message-size"));
    }
}

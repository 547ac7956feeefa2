package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Accounting;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.Mode;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.RemotePeer;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.peerconnection.Diagnostics;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.SctpOptions;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code a=sctp-init} instead of SCTP's handshake (draft-hancke-tsvwg-snap): with Chromium, which has it behind a field trial, and that
 * it harms nobody who does not have it.
 */
@Order(9)
class SnapTest {
    private static final String FIELD_TRIAL = "--force-fieldtrials=WebRTC-Sctp-Snap/Enabled/";

    /** INIT, INIT ACK, COOKIE ECHO and COOKIE ACK. */
    private static final Set<Integer> HANDSHAKE = Set.of(1, 2, 10, 11);

    private static final Batch SOME = Batch.binary(50, 5000);

    private static final class TrialOn {
        static final StackProcess CHROMIUM = StackProcess.startChromium(FIELD_TRIAL);
        static boolean started;

        private TrialOn() {}

        static RemotePeer open() {
            started = true;
            return CHROMIUM.open(PeerOptions.COUNT);
        }
    }

    @AfterAll
    static void endChromium() {
        if (TrialOn.started) {
            TrialOn.CHROMIUM.close();
        }
    }

    /** The types of the chunks that packets begin with; all of the handshake's do. */
    private final Set<Integer> chunks = ConcurrentHashMap.newKeySet();

    private OurPeer us(SctpOptions options) {
        PacketTap tap = (now, direction, packet) -> chunks.add(typeOfFirstChunk(packet));
        return new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults()
                        .withSctp(options)
                        .withDiagnostics(Diagnostics.none().withPacketTap(tap))),
                Mode.COUNT);
    }

    private static int typeOfFirstChunk(Bytes packet) {
        return packet.getUnsignedByte(12);
    }

    private static Pair pair(OurPeer us, RemotePeer them, boolean weOffer) {
        return new Pair(us, them, weOffer ? new Connection(us, them) : new Connection(them, us));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chromiumNeedsNoHandshake(boolean weOffer) {
        OurPeer us = us(SctpOptions.defaults().withSignaledInit());
        try (Pair pair = pair(us, TrialOn.open(), weOffer)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("at once"));

            assertCarries(ends, 0);
            assertThat(ours(us)).contains("a=sctp-init:");
            assertThat(theirs(us)).contains("a=sctp-init:");
            assertThat(isUsedAt(us)).isTrue();
            assertThat(chunks).isNotEmpty().doesNotContainAnyElementsOf(HANDSHAKE);

            negotiateAgain(pair);
            assertCarries(ends, 1);
        }
    }

    /** With the field trial off. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void chromiumDoesWithout(boolean weOffer) {
        OurPeer us = us(SctpOptions.defaults().withSignaledInit());
        try (Pair pair = pair(us, Stage.open(Stack.CHROMIUM, PeerOptions.COUNT), weOffer)) {
            assertFallsBack(us, pair);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void weDoWithout(boolean weOffer) {
        OurPeer us = us(SctpOptions.defaults());
        try (Pair pair = pair(us, TrialOn.open(), weOffer)) {
            assertFallsBack(us, pair);
        }
    }

    /** Some write lines back that they do not know. */
    @ParameterizedTest
    @EnumSource(value = Stack.class, mode = EnumSource.Mode.EXCLUDE, names = "CHROMIUM")
    void othersAreNotDisturbed(Stack stack) {
        OurPeer us = us(SctpOptions.defaults().withSignaledInit());
        try (Pair pair = pair(us, Stage.open(stack, PeerOptions.COUNT), true)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("as ever"));

            assertCarries(ends, 0);
            assertThat(isUsedAt(us)).isFalse();
            assertThat(chunks).containsAnyElementsOf(HANDSHAKE);
        }
    }

    private void assertFallsBack(OurPeer us, Pair pair) {
        Pair.Ends ends = pair.connect(ChannelSpec.of("as ever"));

        assertCarries(ends, 0);
        assertThat(isUsedAt(us)).isFalse();
        assertThat(chunks).containsAnyElementsOf(HANDSHAKE);

        negotiateAgain(pair);
        assertCarries(ends, 1);
    }

    /** Each end offers once more: Chromium refuses every change of {@code a=sctp-init} for a running association. */
    private static void negotiateAgain(Pair pair) {
        pair.us().accept(pair.them().answer(pair.us().offer()));
        pair.them().accept(pair.us().answer(pair.them().offer()));
    }

    private static void assertCarries(Pair.Ends ends, int round) {
        ends.ours().send(SOME.from(round * SOME.count()));
        ends.theirs().send(SOME.from(round * SOME.count()));
        int count = (round + 1) * SOME.count();
        for (Accounting report : new Accounting[] {
            Await.outcome(ends.theirs().expect(count), "messages at " + ends.theirs()),
            Await.outcome(ends.ours().expect(count), "messages at " + ends.ours())
        }) {
            assertThat(report.count()).isEqualTo(count);
            assertThat(report.corrupt() + report.duplicates() + report.outOfOrder())
                    .isZero();
        }
    }

    private static String ours(OurPeer us) {
        return us.connection().localDescription().orElseThrow().sdp();
    }

    private static String theirs(OurPeer us) {
        return us.connection().remoteDescription().orElseThrow().sdp();
    }

    private static boolean isUsedAt(OurPeer us) {
        return Await.outcome(us.connection().getStats(), "our stats")
                .of(Stats.OfSctp.class)
                .getFirst()
                .metrics()
                .features()
                .signaledInit();
    }
}

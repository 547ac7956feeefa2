package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatLadderTest {
    private final Ladder ladder = Ladder.established();

    @Test
    void aSilentPeerIsAskedByTheEndThatHasWaitedLonger() {
        ladder.runFor(31 * Ladder.SECONDS);

        assertThat(ladder.chunks(ladder.z, HeartbeatChunk.class)).hasSize(1);
        assertThat(ladder.chunks(ladder.a, HeartbeatAckChunk.class)).hasSize(1);
        assertThat(ladder.chunks(ladder.a, HeartbeatChunk.class)).isEmpty();
    }

    @Test
    void theAnswerMeasuresTheRoundTrip() {
        ladder.runFor(31 * Ladder.SECONDS);

        assertThat(ladder.z.association.metrics().path().srttNanos()).isEqualTo(2 * Ladder.LATENCY_NANOS);
    }

    @Test
    void aTalkingPeerIsNotAsked() {
        for (int i = 0; i < 100; i++) {
            ladder.send(ladder.a, "x");
            ladder.send(ladder.z, "y");
            ladder.runFor(Ladder.SECONDS);
        }

        assertThat(ladder.chunks(ladder.a, HeartbeatChunk.class)).isEmpty();
    }

    @Test
    void anUnansweredPeerIsGivenUpWhenALimitIsSet() {
        Ladder limited = Ladder.established(AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)));
        limited.loseNext(100, HeartbeatChunk.class);
        limited.runFor(300 * Ladder.SECONDS);

        assertThat(List.of(limited.a.closeReason(), limited.z.closeReason()))
                .anyMatch(CloseReason.Failed.class::isInstance);
    }

    @Test
    void withoutALimitTheAssociationOutlivesALongBlackOut() {
        ladder.loseEvery(1);
        ladder.send(ladder.a, "patience");
        ladder.runFor(600 * Ladder.SECONDS);
        ladder.loseEvery(0);
        ladder.runFor(4 * Ladder.SECONDS);

        assertThat(ladder.z.texts()).containsExactly("patience");
    }

    @Test
    void heartbeatsCanBeTurnedOff() {
        Ladder quiet = Ladder.established(AssociationOptions.defaults().withHeartbeatIntervalNanos(0));
        quiet.runFor(300 * Ladder.SECONDS);

        assertThat(quiet.sent).isEmpty();
        assertThat(quiet.a.association.nextTimeout()).isEqualTo(Association.NEVER);
    }

    // ---- rule by rule, with a scripted peer

    @Test
    void aHeartbeatIsAnsweredByItsInfoUnchanged() {
        ScriptedPeer peer = ScriptedPeer.established();
        Bytes info = Ladder.pattern(37);
        peer.say(new HeartbeatChunk(info));

        assertThat(peer.all(HeartbeatAckChunk.class)).containsExactly(new HeartbeatAckChunk(info));
    }

    @Test
    void aHeartbeatIsAnsweredWhileTheAssociationWaitsToEnd() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("unacknowledged", SendOptions.ordered());
        peer.endpoint.association.shutdown(peer.now);
        peer.say(new HeartbeatChunk(Bytes.utf8("still there?")));

        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_PENDING);
        assertThat(peer.all(HeartbeatAckChunk.class)).hasSize(1);
    }

    @Test
    void aHeartbeatCarriesTheTimeAndANonceOfEightBytes() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.pass(65 * Ladder.SECONDS);

        List<Bytes> infos = peer.all(HeartbeatChunk.class).stream()
                .map(HeartbeatChunk::info)
                .toList();
        assertThat(infos).hasSize(2).allMatch(info -> info.length() == 16).doesNotHaveDuplicates();
    }

    @Test
    void anAnswerThatWasNotAskedForMeasuresNothing() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.pass(30 * Ladder.SECONDS);
        peer.say(new HeartbeatAckChunk(Ladder.pattern(16)));

        assertThat(peer.endpoint.association.metrics().path().srttNanos()).isZero();
    }

    @Test
    void noHeartbeatLeavesAfterAShutdown() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        peer.pass(50 * Ladder.SECONDS);

        assertThat(peer.all(HeartbeatChunk.class)).isEmpty();
    }

    @Test
    void anAnswerClearsTheErrorsAndSoDoesAnAcknowledgement() {
        ScriptedPeer peer = ScriptedPeer.established(
                AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)), 100_000);
        for (int i = 0; i < 4; i++) {
            peer.letSend("x", SendOptions.ordered());
            // Time for two time-outs; a third one would be too many.
            peer.pass(1_800 * Ladder.MILLIS);
            peer.say(new SackChunk(peer.firstOfEndpoint.plus(i), 100_000, List.of(), List.of()));
        }
        for (int i = 0; i < 4; i++) {
            peer.pass(61 * Ladder.SECONDS);
            peer.say(new HeartbeatAckChunk(
                    peer.all(HeartbeatChunk.class).getLast().info()));
        }

        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.ESTABLISHED);
    }
}

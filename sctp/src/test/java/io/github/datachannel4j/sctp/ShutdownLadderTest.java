package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShutdownLadderTest {
    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void assertBothComplete() {
        for (Endpoint endpoint : List.of(a, z)) {
            assertThat(endpoint.state()).isEqualTo(AssociationState.CLOSED);
            assertThat(endpoint.events(Closed.class)).hasSize(1);
            assertThat(endpoint.closeReason()).isEqualTo(new CloseReason.ShutdownComplete());
            assertThat(endpoint.association.nextTimeout()).isEqualTo(Association.NEVER);
        }
    }

    @Test
    void takesThreePackets() {
        a.association.shutdown(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunksFrom(a)).containsExactly("Shutdown", "ShutdownComplete");
        assertThat(ladder.chunksFrom(z)).containsExactly("ShutdownAck");
        assertBothComplete();
    }

    @Test
    void everythingQueuedIsDeliveredFirst() {
        ladder.send(a, 300_000);
        ladder.send(z, 100_000);
        a.association.shutdown(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(a.messages()).hasSize(1);
        assertBothComplete();
    }

    @Test
    void everythingIsDeliveredUnderLoss() {
        ladder.loseEvery(5);
        ladder.send(a, 300_000);
        ladder.send(z, 100_000);
        a.association.shutdown(ladder.now);
        ladder.runFor(120 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(a.messages()).hasSize(1);
        assertBothComplete();
    }

    @Test
    void bothEndsMayShutDownAtOnce() {
        a.association.shutdown(ladder.now);
        z.association.shutdown(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertBothComplete();
    }

    @Test
    void shutdownIsRepeated() {
        ladder.loseNext(2, ShutdownChunk.class);
        a.association.shutdown(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertBothComplete();
    }

    @Test
    void shutdownAckIsRepeated() {
        ladder.loseNext(ShutdownAckChunk.class);
        a.association.shutdown(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertBothComplete();
    }

    @Test
    void aLostShutdownCompleteIsAnsweredByTheClosedEnd() {
        ladder.loseNext(ShutdownCompleteChunk.class);
        a.association.shutdown(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, ShutdownCompleteChunk.class)).hasSize(2);
        assertBothComplete();
    }

    @Test
    void theGuardEndsAShutdownThatNobodyAnswers() {
        ladder.loseNext(100, ShutdownChunk.class);
        a.association.shutdown(ladder.now);
        ladder.runFor(100 * Ladder.SECONDS);

        assertThat(a.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.SHUTDOWN_TIMED_OUT));
        assertThat(ladder.chunks(a, AbortChunk.class)).hasSize(1);
    }

    @Test
    void dataThatComesAfterShutdownIsAcknowledgedAtOnce() {
        ladder.loseNext(DataChunk.class);
        ladder.send(z, "still coming");
        a.association.shutdown(ladder.now);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(a.texts()).containsExactly("still coming");
        assertBothComplete();
    }

    @Test
    void aPeerWithMuchToSendGetsTheTimeItNeeds() {
        z.association.send(
                ladder.now,
                new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(4_000_000), SendOptions.ordered()));
        ladder.drain();
        ladder.loseEvery(4);
        a.association.shutdown(ladder.now);
        ladder.runFor(1_000 * Ladder.SECONDS);

        assertThat(a.messages()).hasSize(1);
        assertBothComplete();
    }

    @Test
    void nothingNewCanBeSentAfterwards() {
        a.association.shutdown(ladder.now);

        assertThatThrownBy(() -> ladder.send(a, "late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SHUTDOWN");
    }

    @Test
    void beforeTheHandshakeItJustEnds() {
        Ladder fresh = new Ladder();
        fresh.a.association.send(fresh.now, Ladder.message(Ladder.STREAM, "x", SendOptions.ordered(), 5));
        fresh.a.association.shutdown(fresh.now);
        fresh.drain();

        assertThat(fresh.a.closeReason()).isEqualTo(new CloseReason.ShutdownComplete());
        assertThat(fresh.a.events(MessageLeft.class)).containsExactly(new MessageLeft(5, MessageFate.DISCARDED));
    }

    @Test
    void anExpiredMessageDoesNotHoldItUp() {
        ladder.z.consumes = false;
        Ladder fresh = new Ladder();
        fresh.a.association.connect(fresh.now);
        fresh.runFor(15 * Ladder.MILLIS);
        fresh.send(
                fresh.a,
                "short",
                SendOptions.ordered().withReliability(new Reliability.LimitedLifetime(Ladder.MILLIS)));
        fresh.runFor(30 * Ladder.MILLIS);
        fresh.a.association.shutdown(fresh.now);
        fresh.runFor(Ladder.SECONDS);

        assertThat(fresh.a.state()).isEqualTo(AssociationState.CLOSED);
    }

    // ---- rule by rule, with a scripted peer

    @Test
    void shutdownIsSentOnceEverythingIsAcknowledgedAndNotBefore() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("last words", SendOptions.ordered());
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_PENDING);
        assertThat(peer.all(ShutdownChunk.class)).isEmpty();

        peer.say(new SackChunk(peer.firstOfEndpoint, 100_000, List.of(), List.of()));
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_SENT);
        assertThat(peer.all(ShutdownChunk.class)).containsExactly(new ShutdownChunk(ScriptedPeer.FIRST.previous()));
    }

    @Test
    void aRepeatedShutdownSaysWhatHasComeMeanwhile() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.say(ScriptedPeer.data(0, 0, "late"));
        peer.forget();
        peer.pass(Ladder.SECONDS);

        assertThat(peer.all(ShutdownChunk.class))
                .isNotEmpty()
                .allMatch(shutdown -> shutdown.cumulativeTsnAck().equals(ScriptedPeer.FIRST));
    }

    @Test
    void eachPacketWithDataIsAnsweredByShutdownAndStartsT2Anew() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        for (int i = 0; i < 5; i++) {
            peer.pass(400 * Ladder.MILLIS);
            peer.forget();
            peer.say(ScriptedPeer.data(i, i, "still here"));
            assertThat(peer.all(ShutdownChunk.class)).hasSize(1);
        }
        peer.forget();
        peer.pass(300 * Ladder.MILLIS);

        assertThat(peer.all(ShutdownChunk.class)).isEmpty();
    }

    @Test
    void gapsThatAShutdownCannotTellGoIntoASack() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.forget();
        peer.say(ScriptedPeer.data(1, 1, "second"));

        assertThat(peer.all(ShutdownChunk.class)).containsExactly(new ShutdownChunk(ScriptedPeer.FIRST.previous()));
        assertThat(peer.all(SackChunk.class).getFirst().gapAckBlocks()).containsExactly(new GapAckBlock(2, 2));
    }

    @Test
    void aShutdownWithoutGapsTakesNothingBack() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("first", SendOptions.ordered());
        peer.letSend("second", SendOptions.ordered());
        Tsn nothing = peer.firstOfEndpoint.previous();
        peer.say(new SackChunk(nothing, 100_000, List.of(new GapAckBlock(2, 2)), List.of()));
        peer.forget();
        peer.say(new ShutdownChunk(nothing));
        peer.pass(5 * Ladder.SECONDS);

        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_RECEIVED);
        assertThat(peer.all(DataChunk.class))
                .isNotEmpty()
                .allMatch(data -> data.tsn().equals(peer.firstOfEndpoint));
    }

    @Test
    void shutdownReceivedSendsTheRestIgnoresItsOwnerAndAnswersWhenAllIsAcknowledged() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("unacknowledged", SendOptions.ordered());
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_RECEIVED);
        assertThatThrownBy(() -> peer.letSend("new", SendOptions.ordered())).isInstanceOf(IllegalStateException.class);
        peer.endpoint.association.shutdown(peer.now);
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_RECEIVED);
        assertThat(peer.all(ShutdownAckChunk.class)).isEmpty();

        peer.say(new ShutdownChunk(peer.firstOfEndpoint));
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);
        assertThat(peer.all(ShutdownAckChunk.class)).hasSize(1);
    }

    @Test
    void aShutdownInShutdownSentIsAnsweredAtOnce() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.forget();
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));

        assertThat(peer.names()).containsExactly("ShutdownAck");
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);
    }

    @Test
    void aShutdownAckInShutdownAckSentCompletes() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        peer.forget();
        peer.say(ShutdownAckChunk.INSTANCE);

        assertThat(peer.names()).containsExactly("ShutdownComplete");
        assertThat(peer.endpoint.closeReason()).isEqualTo(new CloseReason.ShutdownComplete());
        assertThat(peer.endpoint.association.nextTimeout()).isEqualTo(Association.NEVER);
    }

    @Test
    void dataOfAPeerThatHasSentShutdownIsDropped() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("keeps it from ending", SendOptions.ordered());
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        peer.say(ScriptedPeer.data(0, 0, "too late"));

        assertThat(peer.endpoint.texts()).isEmpty();
    }

    @Test
    void shutdownIsRepeatedUpToALimitWhenThereIsOne() {
        ScriptedPeer peer = ScriptedPeer.established(
                AssociationOptions.defaults().withLimits(new RetransmissionLimits(3, 3)), 100_000);
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();
        peer.pass(60 * Ladder.SECONDS);

        assertThat(peer.all(ShutdownChunk.class)).hasSizeBetween(4, 5);
        assertThat(peer.endpoint.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }
}

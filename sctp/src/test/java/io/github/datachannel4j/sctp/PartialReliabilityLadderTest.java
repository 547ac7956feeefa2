package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import org.junit.jupiter.api.Test;

class PartialReliabilityLadderTest {
    private static final SendOptions ONCE =
            SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(0));
    private static final SendOptions UNORDERED_ONCE =
            SendOptions.unordered().withReliability(new Reliability.LimitedRetransmissions(0));
    private static final SendOptions SHORT_LIVED =
            SendOptions.ordered().withReliability(new Reliability.LimitedLifetime(100 * Ladder.MILLIS));

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    @Test
    void aMessageWithoutRetransmissionsIsSentExactlyOnce() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "lost", ONCE);
        ladder.drain();
        ladder.send(a, "kept", ONCE);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("kept");
        assertThat(ladder.chunks(a, DataChunk.class)).hasSize(2);
        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).hasSize(1);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(a.association.metrics().send().messagesAbandoned()).isEqualTo(1);
    }

    @Test
    void unorderedMessagesAreSkippedWithoutNamingAStream() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "lost", UNORDERED_ONCE);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, ForwardTsnChunk.class).getFirst().skippedStreams())
                .isEmpty();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void theLimitCountsRetransmissions() {
        ladder.loseNext(10, DataChunk.class);
        ladder.send(a, "lost", SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(2)));
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class)).hasSize(3);
        assertThat(z.texts()).isEmpty();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void forwardTsnIsRepeatedUntilAcknowledged() {
        ladder.loseNext(DataChunk.class);
        ladder.loseNext(3, ForwardTsnChunk.class);
        ladder.send(a, "lost", ONCE);
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).hasSize(4);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(a.association.nextTimeout()).isGreaterThan(ladder.now + Ladder.SECONDS);
    }

    @Test
    void aMessageIsGivenUpWhole() {
        ladder.loseNextThat(packet -> packet.has(DataChunk.class));
        a.association.send(ladder.now, new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(8000), ONCE, 7));
        ladder.send(a, "after");
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("after");
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.SENT));
    }

    @Test
    void theUnsentRestGoesWithTheMessage() {
        ladder.loseNext(10, DataChunk.class);
        a.association.send(
                ladder.now, new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(100_000), ONCE, 7));
        ladder.send(a, "after");
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("after");
        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.ABANDONED));
        assertThat(a.association.bufferedBytes()).isZero();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void aMessageThatExpiresUnsentVanishesWithoutATsn() {
        Ladder fresh = new Ladder();
        fresh.a.association.send(fresh.now, Ladder.message(Ladder.STREAM, "late", SHORT_LIVED, 9));
        fresh.runFor(200 * Ladder.MILLIS);
        fresh.connect();
        fresh.runFor(Ladder.SECONDS);

        assertThat(fresh.z.texts()).isEmpty();
        assertThat(fresh.a.events(MessageLeft.class)).containsExactly(new MessageLeft(9, MessageFate.EXPIRED));
        assertThat(fresh.chunks(fresh.a, DataChunk.class)).isEmpty();
        assertThat(fresh.chunks(fresh.a, ForwardTsnChunk.class)).isEmpty();
    }

    @Test
    void aLostMessageIsNotSentAgainAfterItsLifetime() {
        // The probe leaves within the lifetime, and T3-rtx expires after it.
        ladder.loseNext(2, DataChunk.class);
        ladder.send(a, "late", SHORT_LIVED);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class)).hasSize(2);
        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).hasSize(1);
    }

    @Test
    void aMessageThatExpiresHalfSentIsGivenUpThoughItsFragmentsArrived() {
        // More than the first window: the rest still waits when the time is over, and all that was sent arrives.
        ladder.send(
                a,
                "x".repeat(200_000),
                SendOptions.ordered().withReliability(new Reliability.LimitedLifetime(15 * Ladder.MILLIS)));
        ladder.send(a, "after");
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("after");
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void messagesThatWaitedForASkippedOneAreDelivered() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "lost", ONCE);
        ladder.drain();
        for (int i = 0; i < 5; i++) {
            ladder.send(a, "kept " + i);
            ladder.drain();
        }
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("kept 0", "kept 1", "kept 2", "kept 3", "kept 4");
    }

    @Test
    void retransmissionLimitDoesNotTouchWhatArrives() {
        for (int i = 0; i < 100; i++) {
            ladder.send(a, "message " + i, ONCE);
        }
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.texts()).hasSize(100);
        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).isEmpty();
    }
}

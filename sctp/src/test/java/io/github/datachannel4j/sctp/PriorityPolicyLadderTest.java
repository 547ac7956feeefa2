package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AbandonedMessages.Count;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 7496 §3.2: who gives way when the send queue is full, and what the peer sees of it. */
class PriorityPolicyLadderTest {
    private static final StreamId OTHER = new StreamId(3);
    private static final AssociationOptions MARKED =
            AssociationOptions.defaults().withSendQueue(new SendQueueOptions(1000));
    private static final int LARGE = 100_000;

    /** Nothing leaves until {@link Ladder#connect}. */
    private final Ladder ladder = new Ladder(MARKED);

    private final Endpoint a = ladder.a;

    private SendResult send(StreamId stream, long token, int bytes, Reliability reliability) {
        SendOptions options = SendOptions.ordered().withReliability(reliability);
        return a.association.send(
                ladder.now, new OutgoingMessage(stream, Ppid.BINARY, Ladder.pattern(bytes), options, token));
    }

    private SendResult send(long token, int bytes, int priority) {
        return send(Ladder.STREAM, token, bytes, new Reliability.Priority(priority));
    }

    private List<Long> abandoned() {
        ladder.drain();
        return a.events(MessageLeft.class).stream()
                .filter(left -> left.fate() == MessageFate.ABANDONED)
                .map(MessageLeft::token)
                .toList();
    }

    // ---- who gives way

    @Test
    void lowerPriorityGivesWay() {
        send(1, 400, 1);
        send(2, 400, 5);

        assertThat(send(3, 400, 3)).isEqualTo(SendResult.QUEUED);
        assertThat(abandoned()).containsExactly(1L);
        assertThat(a.association.bufferedBytes()).isEqualTo(800);
    }

    @Test
    void theLowestAndThenTheOldestGivesWayFirst() {
        send(1, 300, 2);
        send(2, 300, 1);
        send(3, 300, 1);
        send(4, 1000, 9);

        assertThat(abandoned()).containsExactly(2L, 3L, 1L);
    }

    @Test
    void noMoreThanNeededGivesWay() {
        send(1, 300, 1);
        send(2, 300, 1);
        send(3, 300, 1);
        send(4, 200, 9);

        assertThat(abandoned()).containsExactly(1L);
    }

    @Test
    void equalPriorityDoesNotGiveWay() {
        send(1, 600, 3);

        assertThat(send(2, 600, 3)).isEqualTo(SendResult.QUEUE_FULL);
        assertThat(abandoned()).isEmpty();
    }

    @Test
    void nothingGivesWayInVain() {
        send(1, 300, 1);
        send(Ladder.STREAM, 2, 600, Reliability.RELIABLE);

        assertThat(send(3, 800, 9)).isEqualTo(SendResult.QUEUE_FULL);
        assertThat(abandoned()).isEmpty();
    }

    @Test
    void messagesOfOtherPoliciesStayAndComeFirst() {
        send(Ladder.STREAM, 1, 200, Reliability.RELIABLE);
        send(Ladder.STREAM, 2, 200, new Reliability.LimitedRetransmissions(0));
        send(Ladder.STREAM, 3, 200, new Reliability.LimitedLifetime(Ladder.SECONDS));
        send(4, 300, Integer.MAX_VALUE - 1);
        assertThat(send(5, 500, Integer.MAX_VALUE)).isEqualTo(SendResult.QUEUE_FULL);

        assertThat(send(Ladder.STREAM, 6, 300, Reliability.RELIABLE)).isEqualTo(SendResult.QUEUED);
        assertThat(abandoned()).containsExactly(4L);
    }

    @Test
    void messagesOfOtherStreamsGiveWayToo() {
        send(OTHER, 1, 600, new Reliability.Priority(1));
        send(2, 600, 2);

        assertThat(abandoned()).containsExactly(1L);
        assertThat(a.association.bufferedBytes(OTHER)).isZero();
    }

    // ---- what the peer sees

    @Test
    void whatWasNeverSentVanishesWithoutATsn() {
        send(1, 300, 1);
        send(2, 300, 5);
        send(3, 600, 5);
        ladder.a.association.connect(ladder.now);
        ladder.runUntilQuiet();

        assertThat(ladder.z.messages()).hasSize(2);
        assertThat(ladder.chunks(a, DataChunk.class))
                .extracting(chunk -> chunk.ssn().value())
                .containsExactly(0, 1);
        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).isEmpty();
    }

    @Test
    void whatHasBegunIsGivenUpWhole() {
        ladder.connect();
        send(1, LARGE, 1);
        ladder.drain();
        assertThat(send(2, 500, 2)).isEqualTo(SendResult.QUEUED);
        assertThat(abandoned()).containsExactly(1L);
        ladder.runUntilQuiet();

        assertThat(ladder.z.messages()).hasSize(1);
        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).isNotEmpty();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(ladder.z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void whatHasBegunStaysWhereThePeerCannotSkip() throws MalformedHandoverException {
        ladder.connect();
        AssociationHandover left = AssociationHandover.decode(a.handOver(ladder.now));
        a.takeOver(ladder.now, withoutPartialReliability(left).encode());
        send(1, LARGE, 1);
        ladder.drain();

        assertThat(send(2, 500, 2)).isEqualTo(SendResult.QUEUE_FULL);
        ladder.runUntilQuiet();
        assertThat(ladder.z.messages()).hasSize(1);
    }

    private static AssociationHandover withoutPartialReliability(AssociationHandover handover) {
        AssociationHandover.Agreement agreement = handover.agreement();
        return new AssociationHandover(
                handover.identity(),
                new AssociationHandover.Agreement(
                        new PeerCapabilities(false, true, true, false, false),
                        false,
                        agreement.zeroChecksumIn(),
                        agreement.outboundStreams(),
                        agreement.inboundStreams()),
                handover.cookies(),
                handover.outgoing(),
                handover.incoming(),
                handover.requests(),
                handover.path());
    }

    @Test
    void whatHasLeftTheQueueIsSentUntilItArrives() {
        ladder.connect();
        ladder.loseNext(3, DataChunk.class);
        send(1, 500, 1);
        ladder.drain();
        send(2, 900, 9);
        ladder.runUntilQuiet();

        assertThat(ladder.z.messages()).hasSize(2);
        assertThat(abandoned()).isEmpty();
    }

    @Test
    void aResetDoesNotWaitForWhatGaveWay() {
        send(1, 600, 1);
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        send(OTHER, 2, 600, Reliability.RELIABLE);
        a.association.connect(ladder.now);
        ladder.runUntilQuiet();

        assertThat(a.events(OutgoingStreamsReset.class))
                .containsExactly(new OutgoingStreamsReset(List.of(Ladder.STREAM)));
        assertThat(ladder.z.messages()).hasSize(1);
    }

    // ---- counters (§4.3, §4.4)

    @Test
    void countersTellThePolicyAndWhetherAPartWasSent() {
        ladder.connect();
        send(1, LARGE, 1);
        ladder.drain();
        send(2, 500, 2);
        ladder.runUntilQuiet();
        ladder.loseEvery(1);
        send(OTHER, 3, 500, new Reliability.LimitedRetransmissions(0));
        ladder.drain();
        ladder.loseEvery(0);
        ladder.runUntilQuiet();
        Reliability brief = new Reliability.LimitedLifetime(0);
        send(OTHER, 4, 500, brief);
        ladder.runFor(Ladder.MILLIS);

        AbandonedMessages all = a.association.metrics().send().abandoned();
        assertThat(all.byPriority()).isEqualTo(new Count(0, 1));
        assertThat(all.byRetransmissions()).isEqualTo(new Count(0, 1));
        assertThat(all.byLifetime()).isEqualTo(new Count(1, 0));
        assertThat(all.all()).isEqualTo(new Count(1, 2));
        assertThat(a.association.abandonedMessages(Ladder.STREAM).all()).isEqualTo(new Count(0, 1));
        assertThat(a.association.abandonedMessages(OTHER).all()).isEqualTo(new Count(1, 1));
        assertThat(a.association.abandonedMessages(new StreamId(77))).isEqualTo(AbandonedMessages.NONE);
    }

    @Test
    void aResetBeginsTheCountOfItsStreamAnew() {
        send(1, 600, 1);
        send(2, 600, 2);
        ladder.a.association.connect(ladder.now);
        ladder.runUntilQuiet();
        assertThat(a.association.abandonedMessages(Ladder.STREAM).byPriority()).isEqualTo(new Count(1, 0));
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runUntilQuiet();

        assertThat(a.association.abandonedMessages(Ladder.STREAM)).isEqualTo(AbandonedMessages.NONE);
        assertThat(a.association.metrics().send().messagesAbandoned()).isEqualTo(1);
    }
}

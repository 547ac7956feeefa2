package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import java.util.List;
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

    // ---- rule by rule, with a scripted peer

    private static final AssociationOptions NEW_RENO = AssociationOptions.defaults()
            .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO));

    private static SackChunk sack(ScriptedPeer peer, int chunks, GapAckBlock... gaps) {
        return new SackChunk(peer.firstOfEndpoint.plus(chunks - 1), 1 << 20, List.of(gaps), List.of());
    }

    @Test
    void theAdvancedPointPassesWhatIsAcknowledgedBehindWhatIsGivenUp() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        for (SendOptions options : List.of(ONCE, ONCE, SendOptions.ordered(), ONCE)) {
            peer.letSend("message", options);
        }
        peer.say(sack(peer, 0, new GapAckBlock(4, 4)));
        peer.pass(Ladder.SECONDS);

        // Given up, given up, missing and reliable, acknowledged: not further than to the second.
        assertThat(peer.all(ForwardTsnChunk.class))
                .isNotEmpty()
                .allMatch(forward -> forward.newCumulativeTsn().equals(peer.firstOfEndpoint.plus(1)));
    }

    @Test
    void eachStreamIsNamedOnceByItsHighestNumber() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        for (int i = 0; i < 3; i++) {
            peer.letSend(Ladder.message(Ladder.STREAM, "x", ONCE, OutgoingMessage.NO_TOKEN));
            peer.letSend(Ladder.message(new StreamId(2), "y", ONCE, OutgoingMessage.NO_TOKEN));
        }
        peer.letSend(Ladder.message(new StreamId(3), "z", UNORDERED_ONCE, OutgoingMessage.NO_TOKEN));
        peer.pass(Ladder.SECONDS);

        ForwardTsnChunk forward = peer.all(ForwardTsnChunk.class).getLast();
        assertThat(forward.newCumulativeTsn()).isEqualTo(peer.firstOfEndpoint.plus(6));
        assertThat(forward.skippedStreams())
                .containsExactlyInAnyOrder(
                        new SkippedStream(Ladder.STREAM, new Ssn(2)), new SkippedStream(new StreamId(2), new Ssn(2)));
    }

    @Test
    void namesThatDoNotFitIntoOnePacketGoInSeveral() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO.withPathMtu(PathMtuOptions.fixed(600)), 1 << 20);
        for (int i = 0; i < 200; i++) {
            peer.endpoint.association.send(
                    peer.now, Ladder.message(new StreamId(i), "x", ONCE, OutgoingMessage.NO_TOKEN));
        }
        peer.listen();
        int sent = peer.all(DataChunk.class).size();
        assertThat(sent).isGreaterThan(150);
        peer.pass(Ladder.SECONDS / 2);
        int named = peer.all(ForwardTsnChunk.class).getLast().skippedStreams().size();
        assertThat(named).isBetween(100, 147);
        assertThat(peer.all(ForwardTsnChunk.class).getLast().newCumulativeTsn())
                .isEqualTo(peer.firstOfEndpoint.plus(named - 1));

        peer.pass(Ladder.SECONDS / 2);
        peer.say(sack(peer, named));
        assertThat(peer.all(ForwardTsnChunk.class).getLast().newCumulativeTsn())
                .isEqualTo(peer.firstOfEndpoint.plus(sent - 1));
    }

    @Test
    void aLossThatIsGivenUpCountsForTheCongestionControlAllTheSame() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        long before = peer.endpoint.association.metrics().congestion().cwndBytes();
        for (int i = 0; i < 6; i++) {
            peer.letSend("x".repeat(1_100), ONCE);
        }
        peer.pass(20 * Ladder.MILLIS);
        peer.say(sack(peer, 0, new GapAckBlock(2, 6)));
        peer.pass(20 * Ladder.MILLIS);

        assertThat(peer.all(ForwardTsnChunk.class)).isNotEmpty();
        assertThat(peer.endpoint.association.metrics().congestion().ssthreshBytes())
                .isLessThan(before);
    }

    @Test
    void whatIsGivenUpDoesNotWidenTheWindow() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        for (int i = 0; i < 10; i++) {
            peer.letSend("x".repeat(1_100), ONCE);
        }
        peer.pass(Ladder.SECONDS);
        assertThat(peer.endpoint.association.metrics().congestion().flightBytes())
                .isZero();
        long before = peer.endpoint.association.metrics().congestion().cwndBytes();
        peer.say(sack(peer, 10));

        assertThat(peer.endpoint.association.metrics().congestion().cwndBytes()).isEqualTo(before);
    }

    @Test
    void t3RunsUntilForwardTsnIsAcknowledged() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        peer.letSend("lost", ONCE);
        peer.pass(30 * Ladder.SECONDS);
        assertThat(peer.all(ForwardTsnChunk.class)).hasSizeGreaterThan(5);

        peer.forget();
        peer.say(sack(peer, 1));
        peer.pass(20 * Ladder.SECONDS);
        assertThat(peer.all(ForwardTsnChunk.class)).isEmpty();
    }

    @Test
    void aTimeOutThatGivesUpShrinksTheWindowAndBacksOffAllTheSame() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        long rtoBefore = peer.endpoint.association.metrics().path().rtoNanos();
        for (int i = 0; i < 6; i++) {
            peer.letSend("x".repeat(1_100), ONCE);
        }
        peer.pass(rtoBefore + Ladder.MILLIS * 100);

        AssociationMetrics after = peer.endpoint.association.metrics();
        assertThat(after.send().messagesAbandoned()).isEqualTo(6);
        assertThat(after.congestion().cwndBytes()).isLessThan(2_000);
        assertThat(after.path().rtoNanos()).isEqualTo(2 * rtoBefore);
    }

    /** RFC 7496 §3.1: giving messages up does not let a silent peer live for ever. */
    @Test
    void timeOutsOfWhatIsGivenUpCountAsErrors() {
        ScriptedPeer peer = ScriptedPeer.established(
                AssociationOptions.defaults().withLimits(new RetransmissionLimits(3, 3)), 1 << 20);
        peer.letSend("lost", ONCE);
        peer.pass(60 * Ladder.SECONDS);

        assertThat(peer.endpoint.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    @Test
    void aForwardTsnLeavesAtOnceAndWithTheDataThatWaits() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        for (int i = 0; i < 30; i++) {
            peer.letSend("x".repeat(1_100), i == 0 ? ONCE : SendOptions.ordered());
        }
        peer.forget();
        peer.say(sack(peer, 0, new GapAckBlock(2, 6)));

        assertThat(peer.names().getFirst()).isEqualTo("ForwardTsn+Data");
    }

    @Test
    void aLostForwardTsnIsRepeatedOnceInARoundTrip() {
        ladder.loseNext(DataChunk.class);
        ladder.loseNext(ForwardTsnChunk.class);
        ladder.send(a, "lost", ONCE);
        ladder.drain();
        long begin = ladder.now;
        for (int i = 0; i < 100; i++) {
            ladder.send(a, "kept " + i);
            ladder.runFor(Ladder.MILLIS);
        }

        List<Ladder.Sent> forwards = ladder.sent.stream()
                .filter(packet -> packet.has(ForwardTsnChunk.class))
                .toList();
        assertThat(forwards).hasSizeBetween(2, 3);
        assertThat(forwards.get(1).arrivesAt() - forwards.get(0).arrivesAt())
                .isBetween(2 * Ladder.LATENCY_NANOS, 4 * Ladder.LATENCY_NANOS);
        assertThat(forwards.getLast().arrivesAt()).isLessThan(begin + 100 * Ladder.MILLIS);
        assertThat(z.texts()).hasSizeGreaterThan(80);
    }

    /** Only the peer's own cumulative TSN makes a SACK old, not what it was told to skip. */
    @Test
    void aSackBehindTheAdvancedPointCounts() {
        ScriptedPeer peer = ScriptedPeer.established(NEW_RENO, 1 << 20);
        for (int i = 0; i < 5; i++) {
            peer.letSend("x", ONCE);
        }
        peer.pass(Ladder.SECONDS);
        assertThat(peer.all(ForwardTsnChunk.class).getLast().newCumulativeTsn())
                .isEqualTo(peer.firstOfEndpoint.plus(4));
        peer.say(sack(peer, 2));

        assertThat(peer.endpoint.association.metrics().send().outstandingChunks())
                .isEqualTo(3);
    }

    @Test
    void initAndInitAckSayThatWeKnowForwardTsn() {
        for (var handshake : new Ladder().handshakes()) {
            assertThat(handshake.parameter(ForwardTsnSupportedParameter.class)).isNotNull();
        }
    }

    @Test
    void towardsAPeerThatCannotSkipWhatWasSentStaysReliable() {
        ScriptedPeer peer = new ScriptedPeer(NEW_RENO);
        peer.sayUnder(0, new InitChunk(ScriptedPeer.fields(1 << 20)));
        peer.say(new CookieEchoChunk(peer.cookie()));
        peer.letSend("sent", ONCE);
        peer.pass(10 * Ladder.SECONDS);

        assertThat(peer.endpoint
                        .events(AssociationOutput.Established.class)
                        .getFirst()
                        .peer()
                        .partialReliability())
                .isFalse();
        assertThat(peer.all(ForwardTsnChunk.class)).isEmpty();
        assertThat(peer.all(DataChunk.class)).hasSizeGreaterThan(2);
    }

    // ---- the receiver's side (RFC 3758 §3.6)

    @Test
    void theExampleOfTheRfcMovesOnToWhatHasArrived() {
        ScriptedPeer peer = ScriptedPeer.established();
        for (int offset : List.of(0, 2, 3, 5)) {
            peer.say(ScriptedPeer.data(offset, ScriptedPeer.WHOLE | DataChunk.UNORDERED, 0, "x"));
        }
        peer.forget();
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST.plus(1), List.of()));

        SackChunk sack = peer.all(SackChunk.class).getLast();
        assertThat(sack.cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(3));
        assertThat(sack.gapAckBlocks()).containsExactly(new GapAckBlock(2, 2));
    }

    @Test
    void aForwardTsnOfThePastMovesNothingBackAndIsAnswered() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(ScriptedPeer.data(0, 0, "x"));
        peer.say(ScriptedPeer.data(1, 1, "y"));
        peer.forget();
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST, List.of(new SkippedStream(Ladder.STREAM, new Ssn(5)))));

        assertThat(peer.all(SackChunk.class).getLast().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(1));
        peer.say(ScriptedPeer.data(2, 2, "z"));
        assertThat(peer.endpoint.texts()).containsExactly("x", "y", "z");
    }

    @Test
    void whatIsSkippedAndComesAfterAllIsADuplicate() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST, List.of(new SkippedStream(Ladder.STREAM, Ssn.ZERO))));
        peer.forget();
        peer.say(ScriptedPeer.data(0, 0, "late"));

        assertThat(peer.endpoint.texts()).isEmpty();
        assertThat(peer.all(SackChunk.class).getLast().duplicateTsns()).containsExactly(ScriptedPeer.FIRST);
    }

    @Test
    void fragmentsOfASkippedMessageAreForgotten() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(ScriptedPeer.data(0, DataChunk.BEGINNING, 0, "half of"));
        peer.say(ScriptedPeer.data(2, DataChunk.ENDING, 0, "a message"));
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST.plus(2), List.of(new SkippedStream(Ladder.STREAM, Ssn.ZERO))));
        peer.say(ScriptedPeer.data(3, 1, "next"));

        assertThat(peer.endpoint.texts()).containsExactly("next");
        assertThat(peer.endpoint.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void whatWaitsAmongTheSkippedIsDelivered() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(ScriptedPeer.data(1, 1, "between"));
        peer.say(ScriptedPeer.data(3, 3, "behind"));
        peer.say(
                new ForwardTsnChunk(ScriptedPeer.FIRST.plus(2), List.of(new SkippedStream(Ladder.STREAM, new Ssn(2)))));

        assertThat(peer.endpoint.texts()).containsExactly("between", "behind");
    }

    @Test
    void onlyTheStreamsThatAreNamedMoveOn() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(ScriptedPeer.data(1, 1, "waits for number 0"));
        peer.say(new DataChunk(
                ScriptedPeer.WHOLE,
                ScriptedPeer.FIRST.plus(3),
                new StreamId(2),
                new Ssn(1),
                Ppid.STRING,
                Bytes.utf8("waits, too")));
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST, List.of(new SkippedStream(Ladder.STREAM, Ssn.ZERO))));

        assertThat(peer.endpoint.texts()).containsExactly("waits for number 0");
    }
}

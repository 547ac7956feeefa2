package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.Established;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.Restarted;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An association that goes on in another process while its peer notices nothing. */
class HandoverLadderTest {
    private static final StreamId OTHER = new StreamId(3);

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void exchange(String text) {
        ladder.send(a, "a " + text);
        ladder.send(a, "a " + text + " unordered", SendOptions.unordered());
        ladder.send(z, "z " + text);
        ladder.runUntilQuiet();
    }

    // ---- what goes on

    @Test
    void messagesGoOnWhereTheyWere() {
        exchange("before");
        a.move(ladder.now);
        exchange("between");
        z.move(ladder.now);
        a.move(ladder.now);
        exchange("after");

        assertThat(z.texts())
                .containsExactly(
                        "a before",
                        "a before unordered",
                        "a between",
                        "a between unordered",
                        "a after",
                        "a after unordered");
        assertThat(a.texts()).containsExactly("z before", "z between", "z after");
        assertThat(a.events(Restarted.class)).isEmpty();
        assertThat(z.events(Restarted.class)).isEmpty();
    }

    @Test
    void theNewProcessIsToldWhatWasAgreedOn() {
        Established before = a.events(Established.class).getFirst();
        a.move(ladder.now);
        ladder.drain();

        assertThat(a.events(Established.class)).containsExactly(before, before);
        assertThat(a.association.metrics().features().zeroChecksumOut()).isTrue();
    }

    @Test
    void theClockOfTheOtherProcessMayShowAnyTime() {
        exchange("before");
        Bytes left = a.handOver(ladder.now);
        Association elsewhere = new Association(AssociationOptions.defaults(), new Random(7));
        elsewhere.takeOver(5, decoded(left));

        assertThat(elsewhere.nextTimeout()).isLessThan(5 + 31 * Ladder.SECONDS);
    }

    @Test
    void theRoundTripNeedNotBeMeasuredAnew() {
        exchange("before");
        AssociationMetrics.Path before = a.association.metrics().path();
        a.move(ladder.now);

        assertThat(a.association.metrics().path().srttNanos()).isEqualTo(before.srttNanos());
        assertThat(a.association.metrics().path().rtoNanos()).isEqualTo(before.rtoNanos());
        assertThat(a.association.metrics().path().minRttNanos()).isEqualTo(before.minRttNanos());
    }

    @Test
    void largePacketsStayLargeAndAreTriedOnceMore() {
        ladder.send(a, 1_000_000);
        ladder.runUntilQuiet();
        int found = a.association.metrics().path().packetBytesMax();
        a.move(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertThat(found).isGreaterThan(PathMtuOptions.defaults().baseBytes());
        assertThat(a.association.metrics().path().packetBytesMax()).isEqualTo(found);
        assertThat(a.association.metrics().path().mtuProbesSent()).isEqualTo(1);
    }

    @Test
    void aNarrowerWayIsFoundOut() {
        ladder.send(a, 1_000_000);
        ladder.runUntilQuiet();
        ladder.mtu(PathMtuOptions.defaults().baseBytes());
        a.move(ladder.now);
        ladder.send(a, 1_000_000);
        ladder.runUntilQuiet();

        assertThat(z.messages()).hasSize(2);
        assertThat(a.association.metrics().path().blackHoles()).isEqualTo(1);
    }

    @Test
    void whatIsNotConsumedStillCountsAgainstTheWindow() {
        z.consumes = false;
        ladder.send(a, 100_000);
        ladder.runUntilQuiet();
        long windowBefore = z.association.metrics().receive().windowBytes();
        z.move(ladder.now);
        ladder.drain();

        assertThat(z.association.metrics().receive().heldBytes()).isEqualTo(100_000);
        assertThat(z.association.metrics().receive().windowBytes()).isEqualTo(windowBefore);
        z.association.consumed(ladder.now, 100_000);
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void aDelayedAcknowledgementLeavesAtOnce() {
        exchange("before");
        ladder.sent.clear();
        ladder.send(a, "first");
        ladder.drain();
        ladder.send(a, "second");
        ladder.runFor(Ladder.LATENCY_NANOS);
        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
        ladder.send(a, "third, which asks for no answer");
        ladder.runFor(Ladder.LATENCY_NANOS);
        ladder.sent.clear();
        z.move(ladder.now);
        ladder.drain();

        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
    }

    @Test
    void numbersGoOnThroughTheirEnd() throws MalformedHandoverException {
        exchange("before");
        AssociationHandover ofA = AssociationHandover.decode(a.handOver(ladder.now));
        AssociationHandover ofZ = AssociationHandover.decode(z.handOver(ladder.now));
        a.takeOver(ladder.now, nearTheEnd(ofA).encode());
        z.takeOver(ladder.now, nearTheEnd(ofZ).encode());
        exchange("1");
        a.move(ladder.now);
        z.move(ladder.now);
        exchange("2");
        exchange("3");

        assertThat(z.texts()).contains("a 1", "a 2", "a 3").hasSize(8);
        assertThat(a.texts()).containsExactly("z before", "z 1", "z 2", "z 3");
    }

    /** All numbers of both directions are the last ones before 0. */
    private static AssociationHandover nearTheEnd(AssociationHandover handover) {
        AssociationHandover.Outgoing out = handover.outgoing();
        AssociationHandover.Incoming in = handover.incoming();
        return new AssociationHandover(
                handover.identity(),
                handover.agreement(),
                handover.cookies(),
                new AssociationHandover.Outgoing(
                        0xFFFF_FFFFL,
                        out.peerBufferBytes(),
                        out.peerWindowBytes(),
                        List.of(new AssociationHandover.OutgoingStream(
                                Ladder.STREAM, StreamPriority.DEFAULT, 0xFFFF, 0))),
                new AssociationHandover.Incoming(
                        0xFFFF_FFFFL,
                        in.unconsumedBytes(),
                        in.bufferBytes(),
                        in.allowedBytes(),
                        in.isAcknowledgementDue(),
                        List.of(new AssociationHandover.IncomingStream(
                                Ladder.STREAM, 0xFFFF, 0, AssociationHandover.IncomingStream.NONE))),
                handover.requests(),
                handover.path());
    }

    // ---- streams

    @Test
    void streamsCanBeResetBeforeAndAfter() {
        exchange("before");
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runUntilQuiet();
        a.move(ladder.now);
        z.move(ladder.now);
        exchange("between");
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runUntilQuiet();
        exchange("after");

        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(2);
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(2);
        assertThat(z.texts()).contains("a before", "a between", "a after").hasSize(6);
    }

    @Test
    void aRequestThatIsRepeatedGetsTheAnswerOfTheOldProcess() {
        exchange("before");
        ladder.loseNextThat(packet -> packet.from() == z && packet.has(ReconfigChunk.class));
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(2 * Ladder.LATENCY_NANOS);
        z.move(ladder.now);
        ladder.runUntilQuiet();

        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(1);
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(1);
    }

    @Test
    void aStreamsPriorityGoesAlong() throws MalformedHandoverException {
        a.association.setPriority(ladder.now, OTHER, 1024);

        assertThat(AssociationHandover.decode(a.handOver(ladder.now)).outgoing().streams())
                .containsExactly(new AssociationHandover.OutgoingStream(OTHER, 1024, 0, 0));
    }

    @Test
    void addedStreamsStay() {
        Ladder few = Ladder.established(AssociationOptions.defaults()
                .withStreams(10, 10)
                .withReconfiguration(ReconfigurationOptions.everything()));
        few.a.association.addOutgoingStreams(few.now, 5);
        few.runUntilQuiet();
        few.a.move(few.now);
        few.z.move(few.now);
        few.a.association.send(
                few.now, Ladder.message(new StreamId(14), "new", SendOptions.ordered(), OutgoingMessage.NO_TOKEN));
        few.runUntilQuiet();

        assertThat(few.z.texts()).containsExactly("new");
    }

    // ---- the process that is left

    @Test
    void theOldProcessIsSilentForEver() {
        exchange("before");
        Association old = a.association;
        a.move(ladder.now);
        ladder.drain();
        ladder.sent.clear();
        ladder.send(z, "for the new one");
        ladder.drain();
        for (Ladder.Sent packet : List.copyOf(ladder.sent)) {
            old.receive(ladder.now, Bytes.wrap(packet.bytes().toArray()));
        }
        old.advanceTo(ladder.now + 100 * Ladder.SECONDS);
        old.abort(ladder.now, "too late");
        old.shutdown(ladder.now);
        old.consumed(ladder.now, 1);

        assertThat(old.poll()).isEqualTo(new Closed(new CloseReason.HandedOver()));
        assertThat(old.poll()).isNull();
        assertThat(old.nextTimeout()).isEqualTo(Association.NEVER);
        assertThat(old.state()).isEqualTo(AssociationState.CLOSED);
        assertThatIllegalStateException().isThrownBy(() -> old.handOver(ladder.now));
    }

    @Test
    void whatComesWhileNobodyIsThereIsSentAgain() {
        exchange("before");
        Bytes left = a.handOver(ladder.now);
        ladder.send(z, "into the void");
        ladder.runFor(Ladder.SECONDS);
        a.takeOver(ladder.now, left);
        ladder.runUntilQuiet();

        assertThat(a.texts()).containsExactly("z before", "into the void");
        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    // ---- handshakes afterwards

    @Test
    void aPeerThatHasLostItsStateBeginsAnew() {
        exchange("before");
        a.move(ladder.now);
        ladder.drain();
        Endpoint reborn = ladder.rebirthOfZ();
        reborn.association.connect(ladder.now);
        ladder.runUntilQuiet();
        ladder.send(a, "to the new one");
        ladder.runUntilQuiet();

        assertThat(a.events(Restarted.class)).hasSize(1);
        assertThat(reborn.texts()).containsExactly("to the new one");
    }

    @Test
    void aRestartThatHasBegunBeforeEndsAfter() {
        exchange("before");
        Endpoint reborn = ladder.rebirthOfZ();
        reborn.association.connect(ladder.now);
        ladder.runFor(Ladder.LATENCY_NANOS);
        assertThat(ladder.chunks(a, InitAckChunk.class)).hasSize(1);
        a.move(ladder.now);
        ladder.runUntilQuiet();

        assertThat(a.events(Restarted.class)).hasSize(1);
        assertThat(reborn.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void aPeerThatHasNotHeardTheCookieAckGetsAnother() {
        Ladder fresh = new Ladder();
        fresh.loseNext(CookieAckChunk.class);
        fresh.a.association.connect(fresh.now);
        fresh.runFor(35 * Ladder.MILLIS);
        assertThat(fresh.chunks(fresh.a, CookieEchoChunk.class)).hasSize(1);
        fresh.z.move(fresh.now);
        fresh.runUntilQuiet();

        assertThat(fresh.a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(fresh.z.events(Restarted.class)).isEmpty();
    }

    // ---- what is in the way

    private void assertObstacles(Endpoint endpoint, HandoverObstacle... obstacles) {
        assertThat(endpoint.association.handoverObstacles()).containsExactly(obstacles);
        assertThatIllegalStateException()
                .isThrownBy(() -> endpoint.association.handOver(ladder.now))
                .withMessageContaining(obstacles[0].name());
    }

    @Test
    void onlyWhatIsEstablishedCanBeMoved() {
        assertObstacles(new Ladder().a, HandoverObstacle.NOT_ESTABLISHED);
        a.association.shutdown(ladder.now);
        assertObstacles(a, HandoverObstacle.NOT_ESTABLISHED);
    }

    @Test
    void outputsMustBeFetchedFirst() {
        exchange("before");
        ladder.sent.clear();
        ladder.send(a, "x");
        ladder.drain();
        z.association.receive(ladder.now, ladder.sent.getFirst().bytes());

        assertObstacles(z, HandoverObstacle.OUTPUTS_WAITING);
    }

    @Test
    void queuedMessagesMustBeSentFirst() {
        ladder.send(a, "x");

        assertObstacles(a, HandoverObstacle.MESSAGES_QUEUED);
    }

    @Test
    void dataMustBeAcknowledgedFirst() {
        ladder.send(a, "x");
        ladder.drain();
        assertObstacles(a, HandoverObstacle.DATA_UNACKNOWLEDGED);

        ladder.runUntilQuiet();
        assertThat(a.association.handoverObstacles()).isEmpty();
    }

    @Test
    void whatWasGivenUpMustBeSkippedFirst() {
        ladder.loseEvery(1);
        ladder.send(a, "x", SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(0)));
        ladder.runFor(5 * Ladder.SECONDS);
        assertObstacles(a, HandoverObstacle.DATA_UNACKNOWLEDGED);

        ladder.loseEvery(0);
        ladder.runUntilQuiet();
        assertThat(a.association.handoverObstacles()).isEmpty();
    }

    @Test
    void resetsMustBeAnsweredFirst() {
        exchange("before");
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        assertObstacles(a, HandoverObstacle.REQUEST_UNANSWERED);
        ladder.drain();
        assertObstacles(a, HandoverObstacle.REQUEST_UNANSWERED);

        ladder.runUntilQuiet();
        assertThat(a.association.handoverObstacles()).isEmpty();
    }

    @Test
    void aPeersResetThatWaitsForDataMustBePerformedFirst() {
        exchange("before");
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "from before the reset");
        ladder.drain();
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(Ladder.LATENCY_NANOS);
        assertObstacles(z, HandoverObstacle.STREAM_RESET_AWAITED);

        ladder.runUntilQuiet();
        assertThat(z.association.handoverObstacles()).isEmpty();
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(1);
    }

    @Test
    void aResetOfEverythingThatThePeerWaitsForMustComeFirst() {
        Ladder granting = Ladder.established(
                AssociationOptions.defaults().withReconfiguration(ReconfigurationOptions.everything()));
        granting.loseNext(1, DataChunk.class);
        granting.send(granting.z, "delays the answer");
        granting.drain();
        granting.a.association.resetAssociation(granting.now);
        granting.runFor(Ladder.LATENCY_NANOS);
        granting.loseEvery(1);
        granting.runFor(60 * Ladder.MILLIS);

        assertThat(granting.z.association.handoverObstacles())
                .contains(HandoverObstacle.ASSOCIATION_RESET_AWAITED, HandoverObstacle.REQUEST_UNANSWERED);
    }

    @Test
    void missingDataMustComeFirst() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "lost", SendOptions.unordered());
        ladder.drain();
        ladder.send(a, "kept", SendOptions.unordered());
        ladder.runFor(Ladder.LATENCY_NANOS);

        assertObstacles(z, HandoverObstacle.DATA_MISSING);
    }

    @Test
    void halfMessagesMustBeWholeFirst() {
        ladder.send(a, 100_000);
        ladder.drain();
        ladder.loseEvery(1);
        ladder.runFor(Ladder.LATENCY_NANOS);

        assertObstacles(z, HandoverObstacle.MESSAGE_INCOMPLETE);
    }

    // ---- who takes over

    @Test
    void onlyAFreshAssociationTakesOver() {
        AssociationHandover left = decoded(a.handOver(ladder.now));

        assertThatIllegalStateException().isThrownBy(() -> z.association.takeOver(ladder.now, left));
    }

    @Test
    void thePortsMustBeTheSame() {
        AssociationHandover left = decoded(a.handOver(ladder.now));
        Association other = new Association(AssociationOptions.defaults().withPorts(5000, 5001), new Random(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.takeOver(ladder.now, left))
                .withMessageContaining("5001");
        assertThat(other.state()).isEqualTo(AssociationState.NEW);
    }

    private static AssociationHandover decoded(Bytes bytes) {
        try {
            return AssociationHandover.decode(bytes);
        } catch (MalformedHandoverException e) {
            throw new AssertionError(e);
        }
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import org.junit.jupiter.api.Test;

class FlowControlLadderTest {
    private static final int BUFFER_BYTES = 50_000;

    private final Ladder ladder =
            Ladder.established(AssociationOptions.defaults().withReceiveBufferBytes(BUFFER_BYTES));
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void consumeAll() {
        z.association.consumed(ladder.now, z.association.metrics().receive().heldBytes());
    }

    @Test
    void deliveredBytesCountUntilTheyAreConsumed() {
        z.consumes = false;
        ladder.send(a, 10_000);
        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.chunks(z, SackChunk.class).getLast().advertisedReceiverWindow())
                .isEqualTo(BUFFER_BYTES - 10_000);
        assertThat(z.association.metrics().receive().heldBytes()).isEqualTo(10_000);

        consumeAll();
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void theSenderStopsAtTheWindow() {
        z.consumes = false;
        for (int i = 0; i < 20; i++) {
            ladder.send(a, 10_000);
        }
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(z.association.metrics().receive().heldBytes()).isBetween(40_000L, BUFFER_BYTES + 1_200L);
        assertThat(a.association.bufferedBytes()).isGreaterThan(140_000);
    }

    @Test
    void aWindowThatOpensIsTold() {
        z.consumes = false;
        for (int i = 0; i < 20; i++) {
            ladder.send(a, 10_000);
        }
        ladder.runFor(2 * Ladder.SECONDS);
        z.consumes = true;
        consumeAll();
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(20);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void aLostWindowUpdateIsFoundOutByProbing() {
        z.consumes = false;
        for (int i = 0; i < 20; i++) {
            ladder.send(a, 10_000);
        }
        ladder.runFor(10 * Ladder.SECONDS);
        ladder.loseNext(SackChunk.class);
        z.consumes = true;
        consumeAll();
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(20);
    }

    @Test
    void aClosedWindowIsProbedWithOneChunkAtATime() {
        z.consumes = false;
        for (int i = 0; i < 20; i++) {
            ladder.send(a, 10_000);
        }
        ladder.runFor(3 * Ladder.SECONDS);
        int before = ladder.chunks(a, DataChunk.class).size();
        ladder.runFor(30 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class).size() - before).isBetween(5, 30);
        assertThat(a.association.metrics().congestion().flightBytes()).isLessThanOrEqualTo(1_200);
    }

    @Test
    void probingDoesNotShrinkTheCongestionWindow() {
        z.consumes = false;
        for (int i = 0; i < 20; i++) {
            ladder.send(a, 10_000);
        }
        ladder.runFor(3 * Ladder.SECONDS);
        long before = a.association.metrics().congestion().cwndBytes();
        ladder.runFor(30 * Ladder.SECONDS);

        assertThat(a.association.metrics().congestion().cwndBytes()).isEqualTo(before);
    }

    @Test
    void aPeerThatAnswersProbesIsNotGivenUp() {
        Ladder limited = Ladder.established(AssociationOptions.defaults()
                .withReceiveBufferBytes(BUFFER_BYTES)
                .withLimits(new RetransmissionLimits(3, 3)));
        limited.z.consumes = false;
        for (int i = 0; i < 20; i++) {
            limited.send(limited.a, 10_000);
        }
        limited.runFor(120 * Ladder.SECONDS);

        assertThat(limited.a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void whatThePeerWasAllowedIsNotTakenBackAndNotExtendedInSillySteps() {
        z.consumes = false;
        ladder.send(a, BUFFER_BYTES - 600);
        ladder.runFor(5 * Ladder.SECONDS);
        assertThat(ladder.chunks(z, SackChunk.class).getLast().advertisedReceiverWindow())
                .isEqualTo(600);

        z.association.consumed(ladder.now, 500);
        ladder.send(a, 100);
        ladder.runFor(5 * Ladder.SECONDS);
        assertThat(ladder.chunks(z, SackChunk.class).getLast().advertisedReceiverWindow())
                .isEqualTo(500);
    }

    @Test
    void aMessageThatFillsTheBufferArrives() {
        ladder.send(a, BUFFER_BYTES);
        ladder.runFor(30 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
    }

    @Test
    void aMessageThatCanNeverFitEndsTheAssociation() {
        ladder.send(a, 10 * BUFFER_BYTES);
        ladder.runFor(600 * Ladder.SECONDS);

        assertThat(z.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.OUT_OF_RESOURCE));
        assertThat(a.closeReason()).isEqualTo(new CloseReason.AbortedByPeer(4, ""));
    }

    @Test
    void aHoleIsFilledThoughTheBufferIsFull() {
        ladder.loseNextThat(packet -> packet.has(DataChunk.class));
        for (int i = 0; i < 100; i++) {
            ladder.send(a, 1_000);
        }
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(100);
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    @Test
    void consumingMoreThanWasDeliveredIsTheCallersFault() {
        assertThatThrownBy(() -> z.association.consumed(ladder.now, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The receive buffer grows with a reader that keeps up, and with no other. */
class ReceiveBufferLadderTest {
    private static final int INITIAL = 100_000;
    private static final int MAX = 2_000_000;

    private final Ladder ladder =
            Ladder.established(AssociationOptions.defaults().withReceiveBuffer(new ReceiveBuffer(INITIAL, MAX)));
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void sendMegabytes(int count) {
        for (int i = 0; i < 10 * count; i++) {
            ladder.send(a, 100_000);
        }
    }

    private long windowOfZ() {
        return z.association.metrics().receive().windowBytes();
    }

    @Test
    void aReaderThatKeepsUpGetsALargerWindow() {
        sendMegabytes(20);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(200);
        assertThat(windowOfZ()).isBetween(MAX / 2L, (long) MAX);
    }

    @Test
    void aSlowReaderKeepsItSmallAndItsSenderWaits() {
        z.consumes = false;
        for (int i = 0; i < 500; i++) {
            ladder.send(a, 10_000);
        }
        for (int i = 0; i < 100; i++) {
            ladder.runFor(100 * Ladder.MILLIS);
            long held = z.association.metrics().receive().heldBytes();
            // The message that is under way may be completed.
            assertThat(held).isLessThanOrEqualTo(INITIAL + 10_000L);
            z.association.consumed(ladder.now, i == 0 ? 0 : 5_000);
        }

        assertThat(windowOfZ()).isLessThanOrEqualTo(INITIAL);
        assertThat(a.association.bufferedBytes()).isGreaterThan(4_000_000);
    }

    @Test
    void aPeerThatSendsLittleDoesNotNeedMore() {
        for (int i = 0; i < 1_000; i++) {
            ladder.send(a, 500);
            ladder.runFor(20 * Ladder.MILLIS);
        }

        assertThat(windowOfZ()).isBetween(INITIAL - 1_200L, (long) INITIAL);
    }

    @Test
    void aMessageLargerThanTheFirstWindowArrives() {
        ladder.send(a, MAX / 2);
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(a.association.metrics().loss().t3Expirations()).isZero();
    }

    @Test
    void aMessageBeyondTheMaximumEndsTheAssociation() {
        ladder.send(a, 3 * MAX);
        ladder.runFor(600 * Ladder.SECONDS);

        assertThat(z.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.OUT_OF_RESOURCE));
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.AssociationOutput.SendQueueHasRoom;
import org.junit.jupiter.api.Test;

/** The mark of the send queue: who is refused, and how it hears that there is room again. */
class SendQueueLadderTest {
    private static final int MARK = 1000;

    /** Nothing leaves until {@link Ladder#connect}. */
    private final Ladder ladder = new Ladder(AssociationOptions.defaults().withSendQueue(new SendQueueOptions(MARK)));

    private final Endpoint a = ladder.a;

    private SendResult send(int bytes) {
        return send(bytes, Ppid.BINARY);
    }

    private SendResult send(int bytes, Ppid ppid) {
        return a.association.send(
                ladder.now, new OutgoingMessage(Ladder.STREAM, ppid, Ladder.pattern(bytes), SendOptions.ordered(), 9));
    }

    @Test
    void withoutAMarkEverythingIsTaken() {
        Ladder unlimited = new Ladder();
        for (int i = 0; i < 100; i++) {
            SendResult result = unlimited.a.association.send(
                    unlimited.now,
                    new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(1 << 20), SendOptions.ordered()));
            assertThat(result).isEqualTo(SendResult.QUEUED);
        }
    }

    @Test
    void theMarkMayBeReachedAndNotPassed() {
        assertThat(send(600)).isEqualTo(SendResult.QUEUED);
        assertThat(send(401)).isEqualTo(SendResult.QUEUE_FULL);
        assertThat(send(400)).isEqualTo(SendResult.QUEUED);
        assertThat(a.association.bufferedBytes()).isEqualTo(MARK);
    }

    @Test
    void whatIsRefusedIsForgotten() {
        send(600);
        send(600);
        ladder.connect();
        ladder.runUntilQuiet();

        assertThat(ladder.z.messages()).hasSize(1);
        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(9, MessageFate.SENT));
        assertThat(a.association.metrics().send().messagesAbandoned()).isZero();
    }

    @Test
    void anEmptyQueueTakesAMessageOfAnySize() {
        assertThat(send(5 * MARK)).isEqualTo(SendResult.QUEUED);
        assertThat(send(1)).isEqualTo(SendResult.QUEUE_FULL);
    }

    @Test
    void dcepIsAlwaysTaken() {
        send(MARK);

        assertThat(send(20, Ppid.DCEP)).isEqualTo(SendResult.QUEUED);
    }

    @Test
    void roomIsToldOnceAfterARefusal() {
        send(600);
        send(600);
        send(500);
        ladder.connect();
        ladder.runUntilQuiet();

        assertThat(a.events(SendQueueHasRoom.class)).hasSize(1);
        assertThat(send(600)).isEqualTo(SendResult.QUEUED);
    }

    @Test
    void withoutARefusalNothingIsTold() {
        send(MARK);
        ladder.connect();
        ladder.runUntilQuiet();

        assertThat(a.events(SendQueueHasRoom.class)).isEmpty();
    }

    @Test
    void roomIsNotToldBeforeItIsThere() {
        send(600);
        send(600);
        ladder.drain();

        assertThat(a.events(SendQueueHasRoom.class)).isEmpty();
    }

    @Test
    void whatHasExpiredMakesRoom() {
        a.association.send(
                ladder.now,
                new OutgoingMessage(
                        Ladder.STREAM,
                        Ppid.BINARY,
                        Ladder.pattern(600),
                        SendOptions.ordered().withReliability(new Reliability.LimitedLifetime(Ladder.MILLIS))));
        ladder.runFor(2 * Ladder.MILLIS);

        assertThat(send(600)).isEqualTo(SendResult.QUEUED);
    }

    @Test
    void anAssociationThatEndsTellsOfNoRoom() {
        send(600);
        send(600);
        a.association.abort(ladder.now, "enough");
        ladder.drain();

        assertThat(a.events(SendQueueHasRoom.class)).isEmpty();
    }

    @Test
    void theMarkIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SendQueueOptions(0));
    }
}

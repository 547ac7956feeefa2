package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.DataChunk;
import org.junit.jupiter.api.Test;

/** What the owner hears of a message for whose acknowledgement it waits. */
class FateLadderTest {
    private static final SendOptions CONFIRMED = SendOptions.ordered().withReport(FateReport.WHEN_ACKNOWLEDGED);

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;

    private void send(SendOptions options, int bytes) {
        a.association.send(
                ladder.now, new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(bytes), options, 7));
    }

    @Test
    void itIsToldWhenThePeerHasAllOfIt() {
        send(CONFIRMED, 5_000);
        ladder.drain();
        assertThat(a.events(MessageLeft.class)).isEmpty();
        ladder.runFor(Ladder.SECONDS);

        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.ACKNOWLEDGED));
    }

    @Test
    void aLostFragmentDelaysIt() {
        ladder.loseNext(2, DataChunk.class);
        send(CONFIRMED, 500);
        ladder.runFor(100 * Ladder.MILLIS);
        assertThat(a.events(MessageLeft.class)).isEmpty();
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.ACKNOWLEDGED));
    }

    @Test
    void whatIsGivenUpAfterItWasSentIsAbandoned() {
        ladder.loseNext(DataChunk.class);
        send(CONFIRMED.withReliability(new Reliability.LimitedRetransmissions(0)), 500);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.ABANDONED));
    }

    @Test
    void whatIsTooOldToBeSentAgainIsExpired() {
        ladder.loseNext(2, DataChunk.class);
        send(CONFIRMED.withReliability(new Reliability.LimitedLifetime(50 * Ladder.MILLIS)), 500);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.EXPIRED));
    }

    @Test
    void whatIsUnderWayWhenTheAssociationEndsIsDiscarded() {
        send(CONFIRMED, 500);
        ladder.drain();
        a.association.abort(ladder.now, "enough");
        ladder.drain();

        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(7, MessageFate.DISCARDED));
    }
}

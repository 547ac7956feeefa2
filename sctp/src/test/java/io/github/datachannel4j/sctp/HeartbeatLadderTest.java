package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
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
}

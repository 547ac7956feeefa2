package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F-RTO (RFC 5682 §3) adapted to SCTP: whether T3-rtx has expired for nothing, as the first two SACKs after it tell. */
class SpuriousTimeoutLadderTest {
    private static final long RTT = 20 * Ladder.MILLIS;
    private static final int PACKETS = 8;

    private final ScriptedPeer peer = ScriptedPeer.established(
            AssociationOptions.defaults()
                    .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO)),
            1 << 20);
    private long ssthreshBefore;

    /** A measured round trip, then full packets on their way, of which nothing is heard until T3-rtx has expired. */
    @BeforeEach
    void timeOut() {
        peer.letSend("measures", SendOptions.ordered());
        peer.pass(RTT);
        acknowledge(1);
        ssthreshBefore = ssthresh();
        for (int i = 0; i < PACKETS; i++) {
            peer.letSend("x".repeat(1_100), SendOptions.ordered());
        }
        for (int millis = 0; millis < 1_000 && loss().t3Expirations() == 0; millis++) {
            peer.pass(Ladder.MILLIS);
        }
        assertThat(ssthresh()).isLessThan(ssthreshBefore);
        peer.forget();
    }

    private AssociationMetrics.Loss loss() {
        return peer.endpoint.association.metrics().loss();
    }

    private long ssthresh() {
        return peer.endpoint.association.metrics().congestion().ssthreshBytes();
    }

    private void acknowledge(int chunks, GapAckBlock... gaps) {
        peer.say(new SackChunk(peer.firstOfEndpoint.plus(chunks - 1), 1 << 20, List.of(gaps), List.of()));
    }

    private boolean isTakenBack() {
        return loss().spuriousRecoveries() == 1 && ssthresh() == ssthreshBefore;
    }

    @Test
    void aSecondSackOfWhatWasNotSentAgainTakesItBack() {
        peer.pass(3 * RTT);
        acknowledge(2);
        assertThat(isTakenBack()).isFalse();
        peer.pass(Ladder.MILLIS);
        acknowledge(4);

        assertThat(isTakenBack()).isTrue();
    }

    @Test
    void anAnswerSoonerThanAnyRoundTripTakesItBackAtOnce() {
        peer.pass(Ladder.MILLIS);
        acknowledge(2);

        assertThat(isTakenBack()).isTrue();
    }

    @Test
    void oneSackThatMayBeTheAnswerToTheRepetitionDoesNot() {
        // The first packet was lost, and so were the SACKs of the others: its repetition fills the hole.
        peer.pass(3 * RTT);
        acknowledge(1 + PACKETS);
        peer.pass(Ladder.SECONDS);

        assertThat(isTakenBack()).isFalse();
        assertThat(loss().spuriousRecoveries()).isZero();
    }

    @Test
    void whatComesLateDoesNotHelpWhileTheLowestIsMissing() {
        peer.pass(3 * RTT);
        acknowledge(1, new GapAckBlock(2, 3));
        acknowledge(1, new GapAckBlock(2, 5));

        assertThat(loss().spuriousRecoveries()).isZero();
    }

    @Test
    void aThirdSackIsTooLate() {
        peer.pass(3 * RTT);
        acknowledge(2);
        peer.pass(3 * RTT);
        acknowledge(4);
        peer.pass(3 * RTT);
        acknowledge(7);

        assertThat(loss().spuriousRecoveries()).isZero();
    }

    @Test
    void whatIsNotLostAfterAllIsNotSentAgain() {
        peer.pass(Ladder.MILLIS);
        acknowledge(2);
        assertThat(isTakenBack()).isTrue();
        peer.forget();
        peer.pass(RTT);
        acknowledge(1 + PACKETS);

        assertThat(peer.all(DataChunk.class)).isEmpty();
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RACK-TLP (RFC 8985), PRR (RFC 9937) and the detection of spurious retransmissions (RFC 3708, RFC 5682), adapted to SCTP. */
class LossRecoveryLadderTest {
    private static final long RTT = 2 * Ladder.LATENCY_NANOS;

    private final Ladder ladder = Ladder.established(AssociationOptions.defaults()
            .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO)));
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    /** Without a measured round trip there is nothing to compare with. */
    @BeforeEach
    void measureTheRoundTrip() {
        for (int i = 0; i < 20; i++) {
            ladder.send(a, "warm-up");
            ladder.runFor(300 * Ladder.MILLIS);
        }
        ladder.sent.clear();
        z.events.clear();
    }

    private AssociationMetrics.Loss loss() {
        return a.association.metrics().loss();
    }

    private Ladder.Sent takeAway() {
        Ladder.Sent[] taken = new Ladder.Sent[1];
        ladder.loseNextThat(packet -> {
            boolean isIt = packet.from() == a && packet.has(DataChunk.class);
            taken[0] = isIt ? packet : taken[0];
            return isIt;
        });
        ladder.drain();
        return taken[0];
    }

    @Test
    void aLostTailCostsAboutOneRoundTripAndNoTimeOut() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "alone");
        ladder.runFor(2 * RTT);

        assertThat(z.texts()).containsExactly("alone");
        assertThat(loss().probeRetransmissions()).isEqualTo(1);
        assertThat(loss().t3Expirations()).isZero();
    }

    @Test
    void aLostTailOfABulkTransferNeedsNoTimeOut() {
        ladder.send(a, 8 * 1160);
        ladder.loseNextThat(packet -> packet.packet().chunks().stream()
                .anyMatch(chunk -> chunk instanceof DataChunk data && data.isEnding()));
        ladder.runFor(4 * RTT);

        assertThat(z.messages()).hasSize(1);
        assertThat(loss().t3Expirations()).isZero();
    }

    @Test
    void aProbeOfSmallMessagesRepeatsAllThatFit() {
        ladder.loseNext(DataChunk.class);
        for (int i = 0; i < 10; i++) {
            ladder.send(a, "message " + i);
        }
        ladder.runFor(2 * RTT);

        assertThat(z.texts()).hasSize(10);
        assertThat(loss().probes()).isEqualTo(1);
    }

    @Test
    void aSteadyFlowIsNeverProbedThoughSacksAreDelayed() {
        for (int i = 0; i < 100; i++) {
            ladder.send(a, "tick " + i);
            ladder.runFor(50 * Ladder.MILLIS + i * Ladder.MILLIS);
        }

        assertThat(loss().retransmissions()).isZero();
        assertThat(loss().probes()).isZero();
    }

    @Test
    void aProbeThatWasLostTooLeavesItToT3() {
        ladder.loseNext(2, DataChunk.class);
        ladder.send(a, "alone");
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("alone");
        assertThat(loss().probes()).isEqualTo(1);
        assertThat(loss().t3Expirations()).isEqualTo(1);
    }

    @Test
    void aMessageThatMustNotBeSentTwiceIsNotProbedWith() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "once", SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(0)));
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class)).hasSize(1);
        assertThat(z.texts()).isEmpty();
    }

    @Test
    void aLossThatAProbeHasRepairedHalvesTheWindow() {
        long before = a.association.metrics().congestion().cwndBytes();
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "alone");
        ladder.runFor(300 * Ladder.MILLIS);
        assertThat(a.association.metrics().congestion().cwndBytes()).isEqualTo(before);

        ladder.send(a, "later");
        ladder.runFor(300 * Ladder.MILLIS);
        assertThat(a.association.metrics().congestion().ssthreshBytes()).isEqualTo(before / 2);
    }

    @Test
    void aRetransmissionThatIsLostIsSentAgainWithoutATimeOut() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, 200 * 1160);
        ladder.drain();
        int lostTsn = ladder.chunks(a, DataChunk.class).getFirst().tsn().value();
        ladder.loseNextThat(packet -> packet.packet().chunks().stream()
                .anyMatch(chunk -> chunk instanceof DataChunk data && data.tsn().value() == lostTsn));
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(loss().retransmissions()).isEqualTo(2);
        assertThat(loss().t3Expirations()).isZero();
    }

    @Test
    void aPacketThatIsOvertakenByAFewIsWaitedFor() {
        ladder.send(a, 3 * 1160);
        Ladder.Sent late = takeAway();
        ladder.runFor(Ladder.LATENCY_NANOS + 2 * Ladder.MILLIS);
        ladder.inject(z, late.bytes());
        ladder.runFor(Ladder.SECONDS);

        assertThat(loss().retransmissions()).isZero();
        assertThat(loss().reorderings()).isPositive();
        assertThat(z.messages()).hasSize(1);
    }

    @Test
    void duplicatesGiveTheWindowBack() {
        long before = a.association.metrics().congestion().ssthreshBytes();
        ladder.send(a, 8 * 1160);
        Ladder.Sent late = takeAway();
        ladder.runFor(RTT + 2 * Ladder.MILLIS);
        assertThat(loss().fastRetransmissions()).isEqualTo(1);
        ladder.inject(z, late.bytes());
        ladder.runFor(Ladder.SECONDS);

        assertThat(loss().spuriousRetransmissions()).isEqualTo(1);
        assertThat(loss().spuriousRecoveries()).isEqualTo(1);
        assertThat(a.association.metrics().congestion().ssthreshBytes()).isEqualTo(before);
    }

    @Test
    void aTimeOutForWantOfSacksIsTakenBack() {
        long before = a.association.metrics().congestion().cwndBytes();
        ladder.loseNext(5, SackChunk.class);
        ladder.send(a, 8 * 1160);
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(loss().t3Expirations()).isLessThanOrEqualTo(1);
        assertThat(loss().timeoutRetransmissions()).isLessThanOrEqualTo(1);
        assertThat(a.association.metrics().congestion().cwndBytes()).isGreaterThanOrEqualTo(before);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8985 §6 and §7 rule by rule: how long an overtaken chunk is waited for, and when the tail is probed. The round trip is always 20 ms. */
class RackLadderTest {
    private static final long RTT = 20 * Ladder.MILLIS;
    private static final long QUARTER = RTT / 4;
    private static final int FULL = 1_100;

    private final ScriptedPeer peer = ScriptedPeer.established(
            AssociationOptions.defaults()
                    .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO)),
            1 << 20);
    /** Chunks that the endpoint has sent for the first time. */
    private int sent;

    /** Often enough that the smoothed round trip hardly varies. */
    @BeforeEach
    void measureTheRoundTrip() {
        for (int i = 0; i < 20; i++) {
            send(1);
            peer.pass(RTT);
            acknowledgeAll();
        }
    }

    private void send(int packets) {
        for (int i = 0; i < packets; i++) {
            peer.letSend("x".repeat(FULL), SendOptions.ordered());
        }
        sent += packets;
        peer.forget();
    }

    private Tsn tsn(int number) {
        return peer.firstOfEndpoint.plus(number);
    }

    private void acknowledge(int upTo, List<Tsn> duplicates, GapAckBlock... gaps) {
        peer.say(new SackChunk(tsn(upTo - 1), 1 << 20, List.of(gaps), duplicates));
    }

    private void acknowledgeAll() {
        acknowledge(sent, List.of());
    }

    private AssociationMetrics.Loss loss() {
        return peer.endpoint.association.metrics().loss();
    }

    /** How long beyond a round trip the first of some packets is waited for, of which the others have arrived. */
    private long waitFor(int packets) {
        int lost = sent;
        send(packets);
        peer.pass(RTT);
        acknowledge(lost, List.of(), new GapAckBlock(2, packets));
        long waited = 0;
        while (peer.all(DataChunk.class).isEmpty() && waited < 10 * RTT) {
            peer.pass(QUARTER / 5);
            waited += QUARTER / 5;
        }
        assertThat(peer.all(DataChunk.class))
                .hasSize(1)
                .first()
                .matches(data -> data.tsn().equals(tsn(lost)));
        return waited;
    }

    /** What was waited for arrives after all, and its repetition as well. */
    private void reportDuplicate() {
        peer.pass(RTT);
        acknowledge(sent, List.of(tsn(sent - 3)));
    }

    private void repair() {
        peer.pass(RTT);
        acknowledgeAll();
    }

    /** A packet overtakes another, which is not taken for lost. */
    private void seeReordering() {
        int late = sent;
        send(3);
        peer.pass(RTT);
        acknowledge(late, List.of(), new GapAckBlock(2, 2));
        acknowledgeAll();
        assertThat(loss().reorderings()).isPositive();
    }

    // ---- §6.2 steps 4 and 5: the reordering window

    @Test
    void threeChunksThatOvertookProveALossAtOnce() {
        assertThat(waitFor(4)).isZero();
    }

    @Test
    void twoAreWaitedForAQuarterOfARoundTrip() {
        assertThat(waitFor(3)).isEqualTo(QUARTER);
    }

    @Test
    void onceReorderingIsSeenAnyNumberIsWaitedFor() {
        seeReordering();

        assertThat(waitFor(8)).isEqualTo(QUARTER);
    }

    @Test
    void whatArrivesWithinTheWindowIsNotSentAgain() {
        seeReordering();
        int late = sent;
        send(8);
        peer.pass(RTT);
        acknowledge(late, List.of(), new GapAckBlock(2, 8));
        peer.pass(QUARTER - 1);
        acknowledgeAll();
        peer.pass(10 * RTT);

        assertThat(loss().retransmissions()).isZero();
    }

    @Test
    void aDuplicateWidensTheWindowByAnotherQuarter() {
        waitFor(3);
        reportDuplicate();

        assertThat(waitFor(3)).isEqualTo(2 * QUARTER);
    }

    @Test
    void duplicatesCountOnceInARoundTrip() {
        int first = sent;
        send(6);
        peer.pass(RTT);
        acknowledge(first, List.of(), new GapAckBlock(2, 2), new GapAckBlock(4, 6));
        peer.pass(RTT);
        acknowledge(first + 1, List.of(tsn(first)), new GapAckBlock(1, 1), new GapAckBlock(3, 5));
        acknowledge(first + 4, List.of(tsn(first + 2)), new GapAckBlock(2, 2));
        acknowledgeAll();
        assertThat(loss().spuriousRetransmissions()).isEqualTo(2);

        assertThat(waitFor(3)).isEqualTo(2 * QUARTER);
    }

    @Test
    void theRoundTripIsOverWhenAllThatWasSentBeforeIsAcknowledged() {
        int first = sent;
        send(6);
        peer.pass(RTT);
        acknowledge(first, List.of(), new GapAckBlock(2, 2), new GapAckBlock(4, 6));
        peer.pass(RTT);
        acknowledge(sent, List.of(tsn(first)));
        acknowledge(sent, List.of(tsn(first + 2)));

        assertThat(waitFor(3)).isEqualTo(3 * QUARTER);
    }

    @Test
    void theWindowIsNeverWiderThanASmoothedRoundTrip() {
        for (int i = 0; i < 10; i++) {
            waitFor(3);
            reportDuplicate();
        }

        assertThat(waitFor(3)).isBetween(RTT - QUARTER, RTT);
    }

    @Test
    void after16RecoveriesWithoutDuplicatesItIsNarrowAgain() {
        waitFor(3);
        reportDuplicate();
        for (int recovery = 0; recovery < 14; recovery++) {
            assertThat(waitFor(3)).isEqualTo(2 * QUARTER);
            repair();
        }
        waitFor(3);
        repair();
        waitFor(3);
        repair();

        assertThat(waitFor(3)).isEqualTo(QUARTER);
    }

    // ---- §6.2 step 2: which transmission has arrived

    @Test
    void aRepetitionThatIsOvertakenIsLostAgain() {
        int lost = sent;
        waitFor(4);
        send(4);
        int outstanding = peer.endpoint.association.metrics().send().outstandingChunks();
        assertThat(outstanding).isGreaterThan(4);
        peer.pass(RTT);
        peer.forget();
        acknowledge(lost, List.of(), new GapAckBlock(2, outstanding));

        assertThat(peer.all(DataChunk.class)).first().matches(data -> data.tsn().equals(tsn(lost)));
        assertThat(loss().t3Expirations()).isZero();
    }

    @Test
    void anAnswerSoonerThanAnyRoundTripIsToAnEarlierTransmission() {
        // Two are sent again; that the first of them is acknowledged at once says nothing about the second.
        int first = sent;
        send(6);
        peer.pass(RTT);
        acknowledge(first, List.of(), new GapAckBlock(3, 6));
        assertThat(loss().retransmissions()).isEqualTo(2);
        peer.forget();
        peer.pass(Ladder.MILLIS);
        acknowledge(first, List.of(), new GapAckBlock(2, 6));
        peer.pass(RTT / 2);

        assertThat(peer.all(DataChunk.class)).isEmpty();
    }

    // ---- §7: tail loss probe

    @Test
    void theLastPacketIsProbedForOnceAndT3TakesOver() {
        send(3);
        peer.pass(Ladder.SECONDS / 4);
        assertThat(loss().probes()).isEqualTo(1);
        assertThat(loss().t3Expirations()).isZero();
        assertThat(peer.all(DataChunk.class))
                .hasSize(1)
                .first()
                .matches(data -> data.tsn().equals(tsn(sent - 1)));

        peer.pass(Ladder.SECONDS / 2);
        assertThat(loss().probes()).isEqualTo(1);
        assertThat(loss().t3Expirations()).isEqualTo(1);
    }

    @Test
    void theProbeIsNewDataWhereThereIsSome() {
        int waiting = 30;
        send(waiting);
        int under = peer.endpoint.association.metrics().send().outstandingChunks();
        assertThat(under).isLessThan(waiting);
        peer.pass(Ladder.SECONDS / 4);

        assertThat(loss().probes()).isEqualTo(1);
        assertThat(peer.all(DataChunk.class))
                .hasSize(1)
                .first()
                .matches(data -> data.tsn().equals(tsn(sent - waiting + under)));
        assertThat(loss().retransmissions()).isZero();
    }

    @Test
    void thereIsNoProbeWhileALossIsRepaired() {
        waitFor(4);
        peer.pass(10 * RTT);

        assertThat(loss().probes()).isZero();
    }

    @Test
    void thereIsNoProbeWhileAnOvertakenChunkIsWaitedFor() {
        waitFor(3);
        reportDuplicate();
        waitFor(3);

        assertThat(loss().probes()).isZero();
    }

    /** Otherwise probes could hide that the way has become longer. */
    @Test
    void thereIsNoSecondProbeBeforeARoundTripWasMeasured() {
        send(1);
        peer.pass(Ladder.SECONDS / 3);
        assertThat(loss().probes()).isEqualTo(1);
        acknowledge(sent, List.of(tsn(sent - 1)));
        send(1);
        peer.pass(Ladder.SECONDS / 2);
        assertThat(loss().probes()).isEqualTo(1);
        acknowledgeAll();

        send(1);
        peer.pass(RTT);
        acknowledgeAll();
        send(1);
        peer.pass(Ladder.SECONDS / 3);
        assertThat(loss().probes()).isEqualTo(2);
    }

    @Test
    void aProbeThatWasNotNeededChangesNothing() {
        long before = peer.endpoint.association.metrics().congestion().ssthreshBytes();
        send(1);
        peer.pass(Ladder.SECONDS / 3);
        assertThat(loss().probes()).isEqualTo(1);
        acknowledge(sent, List.of(tsn(sent - 1)));
        send(1);
        peer.pass(RTT);
        acknowledgeAll();

        assertThat(peer.endpoint.association.metrics().congestion().ssthreshBytes())
                .isEqualTo(before);
    }

    /** §7.1: what the probe has repaired belongs to the recovery that its answer begins. */
    @Test
    void aLossThatAProbeHasShownCountsOnce() {
        int first = sent;
        send(5);
        peer.pass(RTT);
        acknowledge(first + 2, List.of());
        peer.pass(3 * RTT);
        assertThat(loss().probes()).isEqualTo(1);
        acknowledge(first + 2, List.of(), new GapAckBlock(3, 3));
        peer.pass(RTT);
        long halved = peer.endpoint.association.metrics().congestion().ssthreshBytes();
        assertThat(loss().lostChunks()).isEqualTo(2);
        acknowledgeAll();
        send(1);
        peer.pass(RTT);
        acknowledgeAll();

        assertThat(peer.endpoint.association.metrics().congestion().ssthreshBytes())
                .isEqualTo(halved);
    }
}

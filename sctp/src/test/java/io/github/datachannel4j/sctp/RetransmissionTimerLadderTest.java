package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * RFC 9260 §6.3: T3-rtx starts, stops, starts anew and expires as its rules say. Before the first round trip is known there is no tail-loss
 * probe, so that T3-rtx is alone; the first RTO is 500 ms here.
 */
class RetransmissionTimerLadderTest {
    private static final long RTO = 500 * Ladder.MILLIS;
    private static final int FULL = 1_100;

    private final ScriptedPeer peer = ScriptedPeer.established(
            AssociationOptions.defaults()
                    .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO)),
            1 << 20);

    /** Packets of their own for each message. */
    @BeforeEach
    void threeFullPackets() {
        for (int i = 0; i < 3; i++) {
            peer.letSend("x".repeat(FULL), SendOptions.ordered());
        }
        peer.forget();
    }

    private void acknowledge(int chunks, GapAckBlock... gaps) {
        peer.say(new SackChunk(peer.firstOfEndpoint.plus(chunks - 1), 1 << 20, List.of(gaps), List.of()));
    }

    private List<Integer> sentAgain() {
        return peer.all(DataChunk.class).stream()
                .map(data -> data.tsn().minus(peer.firstOfEndpoint))
                .toList();
    }

    private long expirations() {
        return peer.endpoint.association.metrics().loss().t3Expirations();
    }

    @Test
    void itStartsWithTheFirstChunkAndIsNotStartedAnewByTheNext() {
        peer.pass(RTO / 2);
        peer.letSend("another", SendOptions.ordered());
        peer.forget();
        peer.pass(RTO / 2 - 1);
        assertThat(sentAgain()).isEmpty();

        peer.pass(1);
        assertThat(sentAgain()).isNotEmpty().startsWith(0);
    }

    @Test
    void itStopsWhenEverythingIsAcknowledged() {
        acknowledge(3);
        peer.forget();
        peer.pass(20 * Ladder.SECONDS);

        assertThat(peer.all(DataChunk.class)).isEmpty();
        assertThat(expirations()).isZero();
    }

    @Test
    void itStartsAnewWhenTheLowestTsnIsAcknowledged() {
        peer.pass(RTO - 1);
        acknowledge(1);
        peer.pass(RTO);
        assertThat(expirations()).isZero();

        // A tail-loss probe comes first now that a round trip is known, and after it T3-rtx starts anew (RFC 8985
        // §7.3).
        peer.pass(4 * RTO);
        assertThat(peer.endpoint.association.metrics().loss().probes()).isEqualTo(1);
        assertThat(expirations()).isEqualTo(1);
    }

    @Test
    void itGoesOnWhenOnlyAHigherTsnIsAcknowledged() {
        // The round trip that this SACK measures is as long as T3-rtx, so that no chunk counts as lost before it
        // expires.
        peer.pass(RTO - Ladder.MILLIS);
        acknowledge(0, new GapAckBlock(2, 2));
        peer.forget();
        peer.pass(Ladder.MILLIS);

        assertThat(expirations()).isEqualTo(1);
    }

    @Test
    void expiryLeavesOnePacketOfTheLowestTsnsAndDoublesTheTimer() {
        peer.pass(RTO);
        assertThat(sentAgain()).containsExactly(0);
        assertThat(peer.endpoint.association.metrics().congestion().cwndBytes()).isLessThan(2 * FULL);
        assertThat(peer.endpoint.association.metrics().path().rtoNanos()).isEqualTo(2 * RTO);

        peer.forget();
        peer.pass(2 * RTO - 1);
        assertThat(sentAgain()).isEmpty();
        peer.pass(1);
        assertThat(sentAgain()).containsExactly(0);
    }

    @Test
    void asManyOfTheLowestTsnsAsFitShareThePacket() {
        ScriptedPeer chatty = ScriptedPeer.established();
        for (int i = 0; i < 5; i++) {
            chatty.letSend("message " + i, SendOptions.ordered());
        }
        chatty.forget();
        chatty.pass(RTO);

        assertThat(chatty.heard).hasSize(1);
        assertThat(chatty.all(DataChunk.class)).hasSize(5);
    }

    @Test
    void theOthersFollowAsTheWindowAllows() {
        peer.pass(RTO);
        peer.forget();
        acknowledge(1);

        assertThat(sentAgain()).containsExactly(1, 2);
    }

    @Test
    void whatIsLostIsSentBeforeWhatIsNew() {
        peer.pass(RTO);
        peer.letSend("new", SendOptions.ordered());
        peer.forget();
        acknowledge(1);
        acknowledge(3);

        assertThat(sentAgain()).containsExactly(1, 2, 3);
    }

    @Test
    void noMoreThanOnePacketIsInFlightUntilSomethingIsAcknowledged() {
        peer.pass(RTO);
        peer.letSend("x".repeat(FULL), SendOptions.ordered());
        peer.forget();
        peer.pass(2 * RTO - Ladder.MILLIS);

        assertThat(peer.heard).extracting(Packet::chunks).isEmpty();
    }

    @Test
    void whatWasSentTwiceMeasuresNoRoundTrip() {
        peer.pass(RTO);
        peer.pass(10 * Ladder.MILLIS);
        acknowledge(1);

        assertThat(peer.endpoint.association.metrics().path().srttNanos()).isZero();
        assertThat(peer.endpoint.association.metrics().path().rtoNanos()).isEqualTo(2 * RTO);
    }

    @Test
    void aNewMeasurementEndsTheBackoff() {
        peer.pass(RTO);
        acknowledge(3);
        peer.letSend("measures", SendOptions.ordered());
        peer.pass(50 * Ladder.MILLIS);
        acknowledge(4);

        assertThat(peer.endpoint.association.metrics().path().srttNanos()).isEqualTo(50 * Ladder.MILLIS);
        assertThat(peer.endpoint.association.metrics().path().rtoNanos()).isLessThan(RTO);
    }

    @Test
    void aSackOfThePastChangesNothing() {
        acknowledge(2);
        long window = peer.endpoint.association.metrics().send().outstandingChunks();
        peer.say(new SackChunk(peer.firstOfEndpoint, 0, List.of(new GapAckBlock(1, 2)), List.of()));

        assertThat(peer.endpoint.association.metrics().send().outstandingChunks())
                .isEqualTo((int) window);
        peer.letSend("the window is still open", SendOptions.ordered());
        assertThat(peer.all(DataChunk.class)).hasSize(1);
    }
}

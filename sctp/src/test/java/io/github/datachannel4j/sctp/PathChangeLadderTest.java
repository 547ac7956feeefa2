package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The packets take another way in the life of an association. */
class PathChangeLadderTest {
    private static final int BULK_BYTES = 300_000;
    private static final long ROUND_TRIP_NANOS = 2 * Ladder.LATENCY_NANOS;

    private final Ladder ladder = Ladder.established();
    private final Association a = ladder.a.association;

    private static Ladder with(Algorithm algorithm) {
        return Ladder.established(AssociationOptions.defaults()
                .withCongestion(CongestionOptions.defaults().withAlgorithm(algorithm)));
    }

    private void change(Ladder on) {
        on.a.association.pathChanged(on.now);
        on.drain();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatWasKnownOfTheOldWayIsForgotten(Algorithm algorithm) {
        Ladder used = with(algorithm);
        used.send(used.a, BULK_BYTES);
        used.runUntilQuiet();
        AssociationMetrics before = used.a.association.metrics();
        assertThat(before.path().packetBytesMax()).isGreaterThan(1191);
        assertThat(before.path().srttNanos()).isPositive();

        change(used);

        AssociationMetrics after = used.a.association.metrics();
        assertThat(after.path().packetBytesMax()).isEqualTo(1191);
        assertThat(after.path().srttNanos()).isZero();
        assertThat(after.path().rtoNanos()).isEqualTo(RtoOptions.webRtc().initialNanos());
        assertThat(after.congestion().cwndBytes()).isBetween(11_000L, 12_000L);
        assertThat(after.path().changes()).isEqualTo(1);
    }

    @Test
    void theNewWayIsMeasuredAtOnce() {
        ladder.sent.clear();
        change(ladder);
        ladder.runFor(ROUND_TRIP_NANOS);

        assertThat(ladder.chunks(ladder.a, HeartbeatChunk.class)).hasSize(1);
        assertThat(a.metrics().path().srttNanos()).isEqualTo(ROUND_TRIP_NANOS);
    }

    /** An answer that comes half a round trip after the change has not been all the way. */
    @Test
    void whatWasUnderWayTellsNothingAboutTheNewWay() {
        ladder.send(ladder.a, "before");
        ladder.runFor(Ladder.LATENCY_NANOS);
        change(ladder);
        ladder.runFor(Ladder.LATENCY_NANOS);

        assertThat(a.metrics().send().outstandingChunks()).isZero();
        assertThat(a.metrics().path().srttNanos()).isZero();
    }

    /** The old way took its packets with it; nobody waits for T3-rtx. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatIsLostWithTheOldWayIsSentAgainAtOnce(Algorithm algorithm) {
        Ladder moving = with(algorithm);
        moving.send(moving.a, BULK_BYTES);
        moving.runFor(2 * ROUND_TRIP_NANOS);
        moving.loseWhatIsUnderWay();
        long changedAt = moving.now;

        change(moving);
        moving.runUntilQuiet();

        assertThat(moving.z.messages()).hasSize(1);
        assertThat(moving.a.association.metrics().loss().t3Expirations()).isZero();
        assertThat(moving.sent.getLast().arrivesAt() - changedAt).isLessThan(Ladder.SECONDS);
    }

    /**
     * RFC 9260 §6.1 C; seed 1780 of the send queue. After the first change the window is below what is in flight, and holds back what
     * is lost; but not with NewReno, whose fast retransmit asks no window.
     */
    @ParameterizedTest
    @EnumSource(value = Algorithm.class, names = "NEW_RENO", mode = EnumSource.Mode.EXCLUDE)
    void theProbeOfTheNewWayIsWhatIsLostAndNothingNew(Algorithm algorithm) {
        Ladder moving = with(algorithm);
        Association mover = moving.a.association;
        moving.send(moving.a, 10 * BULK_BYTES);
        moving.runFor(4 * ROUND_TRIP_NANOS);
        moving.loseNext(2, UserDataChunk.class);
        moving.runFor(ROUND_TRIP_NANOS - Ladder.MILLIS);
        change(moving);
        moving.runFor(Ladder.MILLIS);
        while (mover.metrics().loss().lostChunks() == 0) {
            moving.runFor(Ladder.MILLIS);
        }
        assertThat(mover.metrics().loss().retransmissions()).isZero();
        assertThat(mover.metrics().congestion().flightBytes())
                .isGreaterThan(mover.metrics().congestion().cwndBytes());
        Tsn highestSent = moving.chunks(moving.a, UserDataChunk.class).getLast().tsn();
        moving.sent.clear();

        change(moving);

        assertThat(moving.chunks(moving.a, UserDataChunk.class))
                .isNotEmpty()
                .allMatch(chunk -> !chunk.tsn().isAfter(highestSent));
        moving.runUntilQuiet();
        assertThat(moving.z.messages()).hasSize(1);
    }

    /** As when ICE finds a better pair: the old way goes on for what has taken it. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void whatArrivesByTheOldWayIsHardlySentAgain(Algorithm algorithm) {
        Ladder moving = with(algorithm);
        moving.send(moving.a, BULK_BYTES);
        moving.runFor(3 * ROUND_TRIP_NANOS + Ladder.LATENCY_NANOS);

        change(moving);
        moving.runUntilQuiet();

        AssociationMetrics.Loss loss = moving.a.association.metrics().loss();
        assertThat(moving.z.messages()).hasSize(1);
        assertThat(loss.retransmissions()).isLessThanOrEqualTo(10);
        assertThat(loss.t3Expirations()).isZero();
    }

    @Test
    void manyChangesLoseNothing() {
        for (int i = 0; i < 20; i++) {
            ladder.send(ladder.a, 20_000);
            ladder.runFor((i % 7) * Ladder.MILLIS);
            if (i % 3 == 0) {
                ladder.loseWhatIsUnderWay();
            }
            change(ladder);
        }
        ladder.runUntilQuiet();

        assertThat(ladder.z.messages()).hasSize(20);
        assertThat(a.metrics().congestion().flightBytes()).isZero();
        assertThat(a.metrics().path().changes()).isEqualTo(20);
    }

    @Test
    void beforeTheAssociationIsEstablishedNothingIsToBeForgotten() {
        Ladder young = new Ladder();
        young.a.association.pathChanged(young.now);
        young.a.association.connect(young.now);
        young.a.association.pathChanged(young.now);
        young.drain();
        young.runFor(ROUND_TRIP_NANOS + Ladder.LATENCY_NANOS);
        assertThat(young.a.state()).isEqualTo(AssociationState.COOKIE_ECHOED);
        young.a.association.pathChanged(young.now);
        young.runFor(ROUND_TRIP_NANOS);

        assertThat(young.a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(young.a.association.metrics().path().changes()).isZero();
        assertThat(young.chunksFrom(young.a)).doesNotContain("Heartbeat");
    }

    @Test
    void anAssociationThatIsOverStaysSo() {
        a.abort(ladder.now, "enough");
        change(ladder);

        assertThat(ladder.a.state()).isEqualTo(AssociationState.CLOSED);
    }
}

package io.github.datachannel4j.benchmarks.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.ReceiveBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the default controller has to reach. All of it is virtual time with a fixed seed, so a figure is the same everywhere. */
class BarTest {
    private static final Algorithm DEFAULT = CongestionOptions.defaults().algorithm();
    private static final double DEEP_QUEUE_BDPS = 8;
    /** 2.4 products of bandwidth and delay, since no queue is shorter than 120 kB. */
    private static final LinkCase LONG_QUEUE = LinkCase.of(10, 40, 0);

    private static final LinkCase SHORT_QUEUE = LinkCase.of(10, 100, 0);

    /** So wide that only the receive window limits. */
    private static final LinkCase WIDE = LinkCase.of(10_000, 60, 0);

    private static final long FIVE_MEBIBYTES = 5L << 20;

    private static Transfer.Figures transfer(LinkCase link) {
        return Transfer.run(link, FigureCommand.options(DEFAULT), Transfer.Span.ofSeconds(2, 8));
    }

    @ParameterizedTest
    @CsvSource({"20, 60", "100, 60"})
    void aLinkWithoutLossIsFull(int megabits, int rttMillis) {
        assertThat(transfer(LinkCase.of(megabits, rttMillis, 0)).utilization()).isGreaterThan(0.95);
    }

    /** The seed draws what is lost; each of them has to pass. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aLinkThatLosesOnePacketInAHundredIsFull(long seed) {
        Transfer.Figures figures = Transfer.run(
                LinkCase.of(20, 50, 1), FigureCommand.options(DEFAULT), Transfer.Span.ofSeconds(2, 8), seed);

        assertThat(figures.utilization()).isGreaterThan(0.8);
    }

    /** After slow start has overrun the queue, and SACKs have no room for all the gaps. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void aFastLinkIsFullAfterASecond(long seed) {
        LinkCase link = LinkCase.of(500, 50, 0.1);
        Bottleneck bottleneck = new Bottleneck(link, seed);
        Flow flow = new Flow(bottleneck, FigureCommand.options(DEFAULT), 0, Transfer.MESSAGE_BYTES);
        bottleneck.time().runFor(TimeUnit.SECONDS.toNanos(1));
        long before = flow.deliveredBytes();
        bottleneck.time().runFor(TimeUnit.SECONDS.toNanos(2));

        assertThat((flow.deliveredBytes() - before) * 8).isGreaterThan((long) (0.8 * 2 * 500e6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5/5", "10/20", "3/20"})
    void hostsThatStallFillIt(String load) {
        LinkCase link = LinkCase.of(20, 50, 1).withHosts(HostLoad.parse(load));

        assertThat(transfer(link).utilization()).isGreaterThan(0.8);
    }

    @Test
    void aHostThatStallsForLongDoesNotTakeItsPathForSlow() {
        LinkCase link = LinkCase.of(500, 50, 0.1).withHosts(HostLoad.parse("20/100"));
        Transfer.Figures figures = Transfer.run(link, FigureCommand.options(DEFAULT), Transfer.Span.ofSeconds(4, 3));

        assertThat(figures.goodputMbit()).isGreaterThan(50);
    }

    @Test
    void aDeepBufferStaysEmpty() {
        LinkCase link = LinkCase.of(20, 50, 0).withQueueBdps(DEEP_QUEUE_BDPS);

        assertThat(transfer(link).queueMeanBytes()).isLessThan(0.25 * link.bdpBytes());
    }

    @Test
    void aPingBesideBulkIsFast() {
        LinkCase link = LinkCase.of(20, 50, 0).withQueueBdps(DEEP_QUEUE_BDPS);

        assertThat(transfer(link).pingP95Millis()).isLessThan(80);
    }

    @Test
    void aWindowOfFiveMebibytesIsUsed() {
        AssociationOptions options =
                FigureCommand.options(DEFAULT).withReceiveBuffer(ReceiveBuffer.fixed(FIVE_MEBIBYTES));
        Transfer.Figures figures = Transfer.run(WIDE, options, Transfer.Span.ofSeconds(2, 1));

        assertThat(figures.goodputMbit()).isGreaterThan(600);
    }

    @Test
    void aWindowThatGrowsWithItsReaderCarriesMore() {
        Transfer.Figures figures = Transfer.run(WIDE, FigureCommand.options(DEFAULT), Transfer.Span.ofSeconds(3, 1));

        assertThat(figures.goodputMbit()).isGreaterThan(1000);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyControllerFillsALinkWithoutLoss(Algorithm algorithm) {
        LinkCase link = LinkCase.of(20, 60, 0);
        Transfer.Figures figures = Transfer.run(link, FigureCommand.options(algorithm), Transfer.Span.ofSeconds(5, 10));

        assertThat(figures.utilization()).isGreaterThan(0.93);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void twoFlowsOfOneKindShareFairly(Algorithm algorithm) {
        for (LinkCase link : List.of(LONG_QUEUE, SHORT_QUEUE)) {
            List<Double> goodput = FairnessCommand.share(link, List.of(algorithm, algorithm));

            assertThat(FairnessCommand.jain(goodput)).as("on %s", link).isGreaterThan(0.85);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void newRenoIsLeftAFairPart(Algorithm algorithm) {
        List<Double> goodput = FairnessCommand.share(LONG_QUEUE, List.of(algorithm, Algorithm.NEW_RENO));

        assertThat(goodput.get(1)).isGreaterThan(0.2 * 10);
    }

    /** BBR, which is there first, leaves it between a sixth and a fifth. */
    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void newRenoIsNotStarvedWhereTheQueueIsShort(Algorithm algorithm) {
        List<Double> goodput = FairnessCommand.share(SHORT_QUEUE, List.of(algorithm, Algorithm.NEW_RENO));

        assertThat(goodput.get(1)).isGreaterThan(0.15 * 10);
    }

    @Test
    void linksOfTheFairnessTestsHaveTheQueuesThatTheyAreNamedFor() {
        assertThat(LONG_QUEUE.queueBdpsBuilt()).isBetween(2.3, 2.5);
        assertThat(SHORT_QUEUE.queueBdpsBuilt()).isEqualTo(1);
    }

    @Test
    void aBlackoutOfASecondIsOverSoon() {
        BlackoutCommand.Recovery recovery = BlackoutCommand.run(LinkCase.of(20, 50, 0), DEFAULT);

        assertThat(recovery.firstDataMillis()).isBetween(0L, 1000L);
        assertThat(recovery.fullRateMillis()).isBetween(0L, 3000L);
    }
}

package io.github.datachannel4j.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ours divided by theirs, as it is printed behind the figures. */
class RatiosTest {
    private static final String CONNECT = "connect, 64 in flight";
    private static final String IDLE = "100 idle";

    private static Row ours() {
        return Row.of(PeerStack.OURS, CONNECT)
                .with("perSecond", 300.0)
                .with("p50Millis", 5.0)
                .with("failures", 0);
    }

    private static Row pion() {
        return Row.of(PeerStack.PION, CONNECT)
                .with("perSecond", 400.0)
                .with("p50Millis", 2.5)
                .with("failures", 3);
    }

    @Test
    void eachFigureIsDividedByTheSameOfTheOtherStack() {
        List<Row> ratios = Ratios.of(List.of(ours(), pion()), List.of(PeerStack.OURS, PeerStack.PION));

        assertThat(ratios).singleElement().satisfies(row -> {
            assertThat(row.stack()).isEqualTo("ours / pion");
            assertThat(row.what()).isEqualTo(CONNECT);
            assertThat(row.figures()).isEqualTo(Map.of("perSecond", 0.75, "p50Millis", 2.0));
        });
    }

    @Test
    void eachOfOursMeetsEachOtherStack() {
        List<Row> rows = List.of(ours(), Row.of(PeerStack.OURS_LITE, CONNECT).with("perSecond", 360.0), pion());

        assertThat(Ratios.of(rows, List.of(PeerStack.values())))
                .extracting(Row::stack)
                .containsExactly(
                        "ours / pion",
                        "ours / libdatachannel",
                        "ours, lite server / pion",
                        "ours, lite server / libdatachannel");
    }

    @Test
    void whatIsMissingIsSaidToBe() {
        Row oursIdle = Row.of(PeerStack.OURS, IDLE)
                .with("heapKbEach", 30.0)
                .with("rssKbEach", 45.0)
                .with("threads", 19L)
                .with("cpuPercentOfACore", 0.3);
        Row theirsIdle = Row.of(PeerStack.LIBDATACHANNEL, IDLE)
                .with("heapKbEach", Double.NaN)
                .with("rssKbEach", 90.0)
                .with("cpuPercentOfACore", 0.0);
        List<Row> rows = List.of(ours(), oursIdle, Row.of(PeerStack.LIBDATACHANNEL, "failed: it ended"), theirsIdle);

        List<Row> ratios = Ratios.of(rows, List.of(PeerStack.OURS, PeerStack.LIBDATACHANNEL));
        assertThat(ratios)
                .extracting(row -> row.toLine().replaceAll(" +", " "))
                .containsExactly(
                        "ours / libdatachannel connect, 64 in flight perSecond n/a p50Millis n/a",
                        "ours / libdatachannel 100 idle heapKbEach n/a rssKbEach 0.50 threads n/a cpuPercentOfACore n/a");
        assertThat(Row.toJson(ratios)).contains("\"heapKbEach\":null,\"rssKbEach\":0.50");
    }

    @Test
    void aStackThatWasSkippedHasNoRatiosOfItsOwnAndOursAloneNone() {
        Row skipped = Row.of(PeerStack.OURS_LITE, "skipped: no reason");

        assertThat(Ratios.of(List.of(skipped, pion()), List.of(PeerStack.OURS_LITE, PeerStack.PION)))
                .isEmpty();
        assertThat(Ratios.of(List.of(ours()), List.of(PeerStack.OURS, PeerStack.OURS_LITE)))
                .isEmpty();
    }

    @Test
    void jsonKeepsItsQuotes() {
        assertThat(Row.toJson(List.of(Row.of(PeerStack.PION, "failed: it said \"no\\yes\""))))
                .isEqualTo("[\n{\"stack\":\"pion\",\"what\":\"failed: it said 'no\\\\yes'\"}\n]\n");
    }
}

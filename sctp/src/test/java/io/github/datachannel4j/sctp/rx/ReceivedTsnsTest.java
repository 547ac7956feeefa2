package io.github.datachannel4j.sctp.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.rx.ReceivedTsns.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReceivedTsnsTest {
    private static final long INITIAL = (1L << 32) + 50;

    private final ReceivedTsns tsns = new ReceivedTsns(INITIAL);

    @Test
    void inOrderThereAreNoGaps() {
        for (long tsn = INITIAL; tsn < INITIAL + 1000; tsn++) {
            assertThat(tsns.classify(tsn)).isEqualTo(Arrival.NEW);
            tsns.add(tsn);
        }
        assertThat(tsns.cumulativeTsn()).isEqualTo(INITIAL + 999);
        assertThat(tsns.hasGaps()).isFalse();
    }

    @Test
    void whatIsTooFarAheadIsBeyond() {
        assertThat(tsns.classify(INITIAL + ReceivedTsns.SPAN_MAX - 1)).isEqualTo(Arrival.NEW);
        assertThat(tsns.classify(INITIAL + ReceivedTsns.SPAN_MAX)).isEqualTo(Arrival.BEYOND);
    }

    @Test
    void theWholeSpanCanBeKept() {
        for (long tsn = INITIAL + ReceivedTsns.SPAN_MAX - 1; tsn > INITIAL; tsn--) {
            tsns.add(tsn);
        }
        assertThat(tsns.gapBlocks(10)).containsExactly(new GapAckBlock(2, ReceivedTsns.SPAN_MAX));
        tsns.add(INITIAL);
        assertThat(tsns.cumulativeTsn()).isEqualTo(INITIAL + ReceivedTsns.SPAN_MAX - 1);
    }

    @Test
    void gapBlocksAreBounded() {
        for (long tsn = INITIAL + 1; tsn < INITIAL + 2000; tsn += 2) {
            tsns.add(tsn);
        }
        assertThat(tsns.gapBlocks(3)).hasSize(3);
        assertThat(tsns.gapBlocks(10_000)).hasSize(ReceivedTsns.GAP_BLOCKS_MAX);
    }

    @Test
    void duplicatesAreToldOnceAndBounded() {
        for (int i = 0; i < 100; i++) {
            tsns.addDuplicate(INITIAL);
        }
        assertThat(tsns.takeDuplicates()).hasSizeBetween(1, 20);
        assertThat(tsns.takeDuplicates()).isEmpty();
    }

    @Test
    void agreesWithASetOfNumbers() {
        for (int seed = 0; seed < 50; seed++) {
            compareWithSet(new Random(seed));
        }
    }

    private static void compareWithSet(Random random) {
        ReceivedTsns subject = new ReceivedTsns(INITIAL);
        TreeSet<Long> above = new TreeSet<>();
        long cumulative = INITIAL - 1;
        int reach = 1 + random.nextInt(500);
        for (int i = 0; i < 2000; i++) {
            long tsn = cumulative - 5 + random.nextInt(reach + 10);
            if (random.nextInt(50) == 0) {
                subject.skipTo(Math.max(tsn, cumulative));
                cumulative = Math.max(tsn, cumulative);
                above.headSet(cumulative, true).clear();
            } else {
                boolean isNew = tsn > cumulative && !above.contains(tsn);
                assertThat(subject.classify(tsn)).isEqualTo(isNew ? Arrival.NEW : Arrival.DUPLICATE);
                if (isNew) {
                    subject.add(tsn);
                    above.add(tsn);
                }
            }
            while (above.remove(cumulative + 1)) {
                cumulative++;
            }
            assertThat(subject.cumulativeTsn()).isEqualTo(cumulative);
            assertThat(subject.hasGaps()).isEqualTo(!above.isEmpty());
            if (i % 20 == 0) {
                assertThat(expand(subject)).isEqualTo(List.copyOf(above));
            }
        }
    }

    private static List<Long> expand(ReceivedTsns subject) {
        List<Long> expanded = new ArrayList<>();
        List<GapAckBlock> blocks = subject.gapBlocks(Integer.MAX_VALUE);
        if (blocks.size() == ReceivedTsns.GAP_BLOCKS_MAX) {
            throw new AssertionError("the test makes more gaps than can be told");
        }
        for (GapAckBlock block : blocks) {
            for (int offset = block.start(); offset <= block.end(); offset++) {
                expanded.add(subject.cumulativeTsn() + offset);
            }
        }
        return expanded;
    }
}

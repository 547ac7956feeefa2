package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.testkit.Allocation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** 65535 streams cost nothing until they are used, as far as what is allocated tells: both ends of an association, from INIT on. */
class StreamCostTest {
    /** Chance, as when a collection grows a little earlier, is less than that; a table of all streams would be 256 KiB a side. */
    private static final long NOTHING_BYTES = 2_048;

    /** A table of pages as far as the last stream is 32 KiB at most, and there is one on each end; the rest is for both streams. */
    private static final long LAST_STREAM_BYTES_MAX = 64_000;

    /** What is loaded and begun once does not count. */
    @BeforeAll
    static void warmUp() {
        for (int i = 0; i < 20; i++) {
            costBytes(65_535, 0, 65_534);
            costBytes(1, 0);
        }
    }

    /** What it takes both ends to connect and to exchange a message on each of these streams. */
    private static long costBytes(int streams, int... used) {
        AssociationOptions options = AssociationOptions.defaults().withStreams(streams, streams);
        Allocation allocation = Allocation.begin();
        Ladder ladder = new Ladder(options);
        ladder.connect();
        for (int stream : used) {
            ladder.a.association.send(ladder.now, Ladder.message(new StreamId(stream), "x", SendOptions.ordered(), 1));
            ladder.runFor(Ladder.SECONDS);
        }
        long bytes = allocation.bytes();
        assertThat(ladder.z.messages()).hasSize(used.length);
        return bytes;
    }

    /** The least of some runs: what else the virtual machine does can only add to it. */
    private static long leastBytes(int streams, int... used) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            least = Math.min(least, costBytes(streams, used));
        }
        return least;
    }

    @Test
    void streamsThatAreNotUsedCostNothing() {
        assertThat(leastBytes(65_535, 0) - leastBytes(1, 0)).isLessThan(NOTHING_BYTES);
    }

    @Test
    void anAssociationThatUsesNoneIsSmall() {
        assertThat(leastBytes(65_535)).isLessThan(50_000);
    }

    @Test
    void theLastStreamCostsLittleMoreThanTheFirst() {
        assertThat(leastBytes(65_535, 65_534) - leastBytes(65_535, 0)).isLessThan(LAST_STREAM_BYTES_MAX);
    }

    @Test
    void stateIsForStreamsThatWereUsedOnly() {
        Ladder ladder = Ladder.established();
        ladder.a.association.send(ladder.now, Ladder.message(new StreamId(65_534), "x", SendOptions.ordered(), 1));
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.association.outboundStreams()).isEqualTo(65_535);
        assertThat(ladder.a.association.metrics().send().streams()).isEqualTo(1);
        assertThat(ladder.z.association.metrics().receive().streams()).isEqualTo(1);
        assertThat(ladder.a.association.metrics().receive().streams()).isZero();
    }
}

package io.github.datachannel4j.benchmarks.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.CongestionOptions.Algorithm;
import io.github.datachannel4j.sctp.MessageInterleaving;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The core's garbage must not grow: a buffer of its own for each packet would be 1500 bytes. Bytes are counted exactly. What varies is when the
 * JIT has found out which objects need not be made, some 30 bytes for each packet, so a figure may take a few rounds to come down.
 */
class CoreGarbageTest {
    private static final double BAR_BYTES = 300;

    /** Two fragments in each packet: 256 bytes at the receiver once the JIT has done all it can, 333 before, and not each run gets so far. */
    private static final double TWO_CHUNKS_BYTES = 345;

    /** Until all paths have been taken: the handshake, the first windows, the search for the path MTU. */
    private static final int PACKETS_AT_FIRST = 20_000;

    private static final int ROUNDS_MAX = 25;

    /** The first round at or below the limits, or the last one. */
    private static Garbage garbage(CoreTransfer transfer, Workload workload, double limitBytes) {
        transfer.run(PACKETS_AT_FIRST, CoreTransfer.Meter.NONE);
        Garbage garbage = Garbage.of(transfer, workload);
        for (int i = 1; i < ROUNDS_MAX && Math.max(garbage.sender(), garbage.receiver()) >= limitBytes; i++) {
            garbage = Garbage.of(transfer, workload);
        }
        return garbage;
    }

    private static void assertLittle(Garbage garbage, double limitBytes) {
        assertThat(garbage.sender()).isLessThan(limitBytes);
        assertThat(garbage.receiver()).isLessThan(limitBytes);
    }

    @ParameterizedTest
    @EnumSource(MessageInterleaving.class)
    void aDataPacketLeavesLittleGarbageAtBothEnds(MessageInterleaving interleaving) {
        CoreTransfer transfer = new CoreTransfer(Algorithm.BBR, Workload.PACKET, interleaving);

        assertLittle(garbage(transfer, Workload.PACKET, BAR_BYTES), BAR_BYTES);
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void noControllerMakesMuchOfIt(Algorithm algorithm) {
        CoreTransfer transfer = new CoreTransfer(algorithm, Workload.PACKET, MessageInterleaving.WHEN_SUPPORTED);

        assertLittle(garbage(transfer, Workload.PACKET, BAR_BYTES), BAR_BYTES);
    }

    @ParameterizedTest
    @EnumSource(MessageInterleaving.class)
    void fragmentsOfLargeMessagesLeaveLittleMore(MessageInterleaving interleaving) {
        CoreTransfer transfer = new CoreTransfer(Algorithm.BBR, Workload.LARGE, interleaving);

        assertLittle(garbage(transfer, Workload.LARGE, TWO_CHUNKS_BYTES), TWO_CHUNKS_BYTES);
    }
}

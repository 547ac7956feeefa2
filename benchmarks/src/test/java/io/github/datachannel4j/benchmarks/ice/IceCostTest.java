package io.github.datachannel4j.benchmarks.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.IceNetworkStats;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code benchmarks/run ice} measures does happen; how long it takes is asserted nowhere. */
@Timeout(120)
class IceCostTest {
    /** Some hundred bytes each is what a drop takes; a table that keeps senders or packets would need more. */
    private static final int DROP_BYTES_MAX = 4000;

    private static final int BURSTS = 50;

    @ParameterizedTest
    @EnumSource(AgentKind.class)
    void peersAreConnectedAgainAndAgain(AgentKind kind) throws IOException {
        try (Connects connects = new Connects(kind, 4)) {
            connects.run();
            Cost cost = connects.run();

            assertThat(cost.nanos()).isPositive();
            assertThat(cost.bytes()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(Unwelcome.class)
    void unwelcomePacketsAreDroppedForTheirReasonAndLeaveNothingBehind(Unwelcome kind) throws IOException {
        try (Drops drops = new Drops(kind)) {
            long bytes = Long.MAX_VALUE;
            for (int i = 0; i < BURSTS; i++) {
                bytes = Math.min(bytes, drops.run().bytes() / Drops.BURST);
            }

            IceNetworkStats stats = drops.stats();
            long all = (long) BURSTS * Drops.BURST;
            switch (kind) {
                case EMPTY -> assertThat(stats.datagramsReceived()).isEqualTo(all);
                case GARBAGE ->
                    assertThat(stats.datagramsUnroutable() + stats.stunMalformed())
                            .isEqualTo(all);
                case DTLS_RECORD, UNKNOWN_FRAGMENT ->
                    assertThat(stats.datagramsUnroutable()).isEqualTo(all);
                case WRONG_INTEGRITY, STRANGER_WRONG_INTEGRITY ->
                    assertThat(stats.stunUnauthentic()).isEqualTo(all);
            }
            drops.requireNothingLeftBehind();
            assertThat(bytes).isLessThan(DROP_BYTES_MAX);
        }
    }
}

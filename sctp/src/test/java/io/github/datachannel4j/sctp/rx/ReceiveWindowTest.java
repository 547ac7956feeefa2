package io.github.datachannel4j.sctp.rx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.ReceiveBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiveWindowTest {
    @Test
    void theRightEdgeNeverMovesBack() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            ReceiveWindow window = new ReceiveWindow(new ReceiveBuffer(20_000, 200_000), 0);
            long accepted = 0;
            long edge = 20_000;
            for (int step = 0; step < 500; step++) {
                long now = step * 10_000_000L;
                switch (random.nextInt(3)) {
                    case 0 -> {
                        long bytes = Math.min(random.nextInt(1_500), edge - accepted);
                        window.accepted(bytes);
                        window.delivered(bytes);
                        accepted += bytes;
                    }
                    case 1 -> window.consumed(now, random.nextLong(window.unconsumedBytes() + 1), 0);
                    default -> {
                        long told = accepted + window.advertise(0);
                        assertThat(told).as("seed %d", seed).isGreaterThanOrEqualTo(edge);
                        edge = told;
                        assertThat(window.unconsumedBytes() + edge - accepted)
                                .isLessThanOrEqualTo(window.bufferBytes());
                    }
                }
            }
        }
    }

    @Test
    void aWindowThatOpensIsWorthAnUpdateOnceThePeerMayWait() {
        ReceiveWindow window = new ReceiveWindow(ReceiveBuffer.fixed(100_000), 0);
        window.accepted(100_000);
        window.delivered(100_000);
        window.advertise(0);

        window.consumed(0, 24_000, 0);
        assertThat(window.isUpdateDue(0)).isFalse();
        window.consumed(0, 1_000, 0);
        assertThat(window.isUpdateDue(0)).isTrue();
        window.advertise(0);
        assertThat(window.isUpdateDue(0)).isFalse();
    }

    @Test
    void ofALargeBufferAnUpdateIsDueBeforeAQuarterOfItIsFree() {
        ReceiveWindow window = new ReceiveWindow(ReceiveBuffer.fixed(16 << 20), 0);
        window.accepted(16 << 20);
        window.delivered(16 << 20);
        window.advertise(0);

        window.consumed(0, 300_000, 0);
        assertThat(window.isUpdateDue(0)).isTrue();
    }
}

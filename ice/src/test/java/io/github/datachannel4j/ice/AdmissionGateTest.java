package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** In virtual time, since whoever is let in makes room after a second by itself. */
class AdmissionGateTest {
    private static final int LIMIT = 64;
    private static final long LEASE_SECONDS = 1;

    private final TestClock clock = new TestClock();
    private final AdmissionGate gate = new AdmissionGate(1);
    private final List<Integer> started = new ArrayList<>();
    private final List<AdmissionGate.Lease> leases = new ArrayList<>();

    @AfterEach
    void close() {
        clock.close();
    }

    private void enter(int count) {
        for (int i = 0; i < count; i++) {
            int number = leases.size() + 1;
            leases.add(gate.enter(clock.loop(), () -> started.add(number)));
        }
        clock.run();
    }

    private void leave(int number) {
        leases.get(number - 1).end();
        clock.run();
    }

    private boolean isIn(int number) {
        return leases.get(number - 1).isGranted();
    }

    @Test
    void holdsTheNextOne() {
        enter(LIMIT);
        assertThat(started).hasSize(LIMIT);
        enter(1);
        assertThat(isIn(LIMIT)).isTrue();
        assertThat(isIn(LIMIT + 1)).isFalse();
        assertThat(started).hasSize(LIMIT);
    }

    @Test
    void letsMoreInWhereThereAreMoreLoops() {
        AdmissionGate wide = new AdmissionGate(2);
        for (int i = 0; i <= 2 * LIMIT; i++) {
            leases.add(wide.enter(clock.loop(), () -> {}));
        }
        assertThat(isIn(2 * LIMIT)).isTrue();
        assertThat(isIn(2 * LIMIT + 1)).isFalse();
    }

    @Test
    void letsOneInForEachThatLeavesInTheOrderOfTheirComing() {
        enter(LIMIT + 3);
        leave(1);
        leave(1);
        assertThat(started).hasSize(LIMIT + 1).endsWith(LIMIT + 1);
        leave(LIMIT + 1);
        assertThat(started).hasSize(LIMIT + 2).endsWith(LIMIT + 2);
    }

    @Test
    void passesOverThoseWhoHaveGone() {
        enter(LIMIT + 2);
        leave(LIMIT + 1);
        assertThat(started).hasSize(LIMIT);
        leave(1);
        assertThat(started).hasSize(LIMIT + 1).endsWith(LIMIT + 2);
        assertThat(isIn(LIMIT + 1)).isFalse();
    }

    @Test
    void hasRoomAgainWhenAllHaveLeft() {
        enter(LIMIT + 1);
        for (int number = 1; number <= LIMIT + 1; number++) {
            leave(number);
        }
        started.clear();
        enter(LIMIT + 1);
        assertThat(started).hasSize(LIMIT);
    }

    @Test
    void doesNotWaitForThoseWhoDoNotConnect() {
        enter(LIMIT + 1);
        clock.pass(LEASE_SECONDS, TimeUnit.SECONDS);
        assertThat(started).hasSize(LIMIT + 1).endsWith(LIMIT + 1);
    }
}

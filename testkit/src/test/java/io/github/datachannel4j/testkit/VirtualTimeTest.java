package io.github.datachannel4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime();
    private final List<String> happened = new ArrayList<>();

    @Test
    void runsEventsByTimeAndThenInTheOrderOfTheirScheduling() {
        time.scheduleAt(20, () -> happened.add("third"));
        time.scheduleAt(10, () -> happened.add("first"));
        time.scheduleAt(10, () -> happened.add("second"));
        time.runUntil(20);
        assertThat(happened).containsExactly("first", "second", "third");
    }

    @Test
    void stopsWhereItIsTold() {
        time.scheduleAt(10, () -> happened.add("early"));
        time.scheduleAt(31, () -> happened.add("late"));
        time.runUntil(30);
        assertThat(happened).containsExactly("early");
        assertThat(time.nowNanos()).isEqualTo(30);
        assertThat(time.nextEventNanos()).isEqualTo(31);
    }

    @Test
    void showsAnEventItsOwnTime() {
        List<Long> seen = new ArrayList<>();
        time.scheduleIn(5, () -> {
            seen.add(time.nowNanos());
            time.scheduleIn(7, () -> seen.add(time.nowNanos()));
        });
        time.runUntilIdle(10);
        assertThat(seen).containsExactly(5L, 12L);
    }

    @Test
    void neverGoesBack() {
        time.runUntil(100);
        time.scheduleAt(50, () -> happened.add("at once"));
        time.runNext();
        assertThat(happened).containsExactly("at once");
        assertThat(time.nowNanos()).isEqualTo(100);
    }

    @Test
    void forgetsCancelledEvents() {
        VirtualTime.Event event = time.scheduleAt(10, () -> happened.add("never"));
        assertThat(event.cancel()).isTrue();
        assertThat(event.cancel()).isFalse();
        assertThat(time.nextEventNanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(time.runNext()).isFalse();
        assertThat(happened).isEmpty();
    }

    @Test
    void refusesToRunForEver() {
        Runnable[] again = new Runnable[1];
        again[0] = () -> time.scheduleIn(1, again[0]);
        again[0].run();
        assertThatThrownBy(() -> time.runUntilIdle(1000)).hasMessageContaining("not idle after 1000");
    }
}

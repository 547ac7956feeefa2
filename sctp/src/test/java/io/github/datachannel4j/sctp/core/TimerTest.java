package io.github.datachannel4j.sctp.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimerTest {
    @Test
    void aTimerExpiresOnce() {
        Timer timer = new Timer();
        timer.start(100, 10);

        assertThat(timer.expire(109)).isFalse();
        assertThat(timer.expire(110)).isTrue();
        assertThat(timer.expire(1000)).isFalse();
        assertThat(timer.deadlineNanos()).isEqualTo(Timer.NEVER);
    }

    @Test
    void aBackoffTimerDoublesUpToItsMaximum() {
        BackoffTimer timer = new BackoffTimer(0, 10, 35);

        assertThat(timer.deadlineNanos()).isEqualTo(10);
        assertThat(timer.expire(10)).isTrue();
        assertThat(timer.deadlineNanos()).isEqualTo(30);
        assertThat(timer.expire(30)).isTrue();
        assertThat(timer.deadlineNanos()).isEqualTo(65);
        assertThat(timer.expirations()).isEqualTo(2);
    }

    @Test
    void anErrorCounterIsExhaustedByOneMoreThanItsLimit() {
        ErrorCounter counter = new ErrorCounter(2);
        counter.increment();
        counter.increment();
        assertThat(counter.isExhausted()).isFalse();
        counter.increment();
        assertThat(counter.isExhausted()).isTrue();
        counter.clear();
        assertThat(counter.isExhausted()).isFalse();
    }
}

package io.github.datachannel4j.testkit;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

class VirtualEventLoopTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop loop = new VirtualEventLoop(time);
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsNothingBeforeTheTimeMoves() {
        loop.execute(() -> ran.add("task"));
        assertThat(ran).isEmpty();
        time.runFor(0);
        assertThat(ran).containsExactly("task");
    }

    @Test
    void runsTasksInTheirOrderAndNeverInsideOneAnother() {
        loop.execute(() -> {
            loop.execute(() -> ran.add("inner"));
            ran.add("outer ends");
        });
        loop.execute(() -> ran.add("second"));
        time.runFor(0);
        assertThat(ran).containsExactly("outer ends", "second", "inner");
    }

    @Test
    void schedulesAndCancels() throws ExecutionException, InterruptedException {
        Future<String> answer = loop.schedule(() -> "answer", 10, NANOSECONDS);
        ScheduledFuture<?> never = loop.schedule(() -> ran.add("never"), 5, NANOSECONDS);
        assertThat(never.getDelay(NANOSECONDS)).isEqualTo(5);
        assertThat(never.cancel(false)).isTrue();
        time.runUntil(9);
        assertThat(answer.isDone()).isFalse();
        time.runUntil(10);
        assertThat(answer.get()).isEqualTo("answer");
        assertThat(ran).isEmpty();
        assertThat(time.nextEventNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void repeatsUntilCancelled() {
        ScheduledFuture<?> tick = loop.scheduleAtFixedRate(() -> ran.add("tick"), 1, 10, NANOSECONDS);
        time.runUntil(25);
        assertThat(ran).hasSize(3);
        tick.cancel(false);
        time.runUntil(100);
        assertThat(ran).hasSize(3);
    }

    @Test
    void repeatsNoMoreAfterAFailure() {
        ScheduledFuture<?> tick = loop.scheduleAtFixedRate(
                () -> {
                    throw new IllegalStateException("broken");
                },
                1,
                10,
                NANOSECONDS);
        time.runUntil(100);
        assertThat(tick.isDone()).isTrue();
        assertThat(loop.failures()).hasSize(1).first().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void letsTheTestSeeWhatAnExecutedTaskThrows() {
        loop.execute(() -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> time.runFor(0)).hasMessage("broken");
    }

    @Test
    void takesNothingAfterItsShutdownAndLeavesNothingBehind() {
        loop.execute(() -> ran.add("handed over before"));
        ScheduledFuture<?> never = loop.schedule(() -> ran.add("never"), 5, NANOSECONDS);
        loop.shutdown();
        assertThat(never.isCancelled()).isTrue();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        time.runUntilIdle(10);
        assertThat(ran).containsExactly("handed over before");
        assertThat(loop.isTerminated()).isTrue();
    }
}

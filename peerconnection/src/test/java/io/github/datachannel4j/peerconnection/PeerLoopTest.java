package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.testkit.VirtualEventLoop;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The turns of the driver, on virtual time. */
class PeerLoopTest {
    private final VirtualTime time = new VirtualTime();
    private final VirtualEventLoop executor = new VirtualEventLoop(time);
    private final PeerLoop loop = new PeerLoop(executor, time::nowNanos);
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> faults = new ArrayList<>();
    private long deadlineNanos = Long.MAX_VALUE;

    @BeforeEach
    void attach() {
        loop.attach(
                new PeerLoop.Driven() {
                    @Override
                    public void drain(long nowNanos) {
                        log.add("drain at " + nowNanos);
                        if (nowNanos >= deadlineNanos) {
                            deadlineNanos = Long.MAX_VALUE;
                        }
                    }

                    @Override
                    public long nextTimeout() {
                        return deadlineNanos;
                    }

                    @Override
                    public void commandsDone() {
                        log.add("commands done");
                    }
                },
                faults::add);
    }

    @Test
    void drainsOnceAfterManyCommandsAndThenCallsBack() {
        loop.execute(() -> {
            log.add("one");
            loop.callback(() -> log.add("called back"));
        });
        loop.execute(() -> log.add("two"));

        time.runUntilIdle(10);

        assertThat(log).containsExactly("one", "two", "drain at 0", "commands done", "called back");
    }

    @Test
    void runsInTheSameTurnWhatAListenerCalls() {
        loop.execute(() -> loop.callback(() -> {
            loop.execute(() -> log.add("from the listener"));
            log.add("listener ends");
        }));

        assertThat(time.runNext()).isTrue();

        assertThat(log)
                .containsExactly(
                        "drain at 0",
                        "commands done",
                        "listener ends",
                        "from the listener",
                        "drain at 0",
                        "commands done");
    }

    @Test
    void givesTheLoopBackToOthersFromTimeToTime() {
        Runnable[] endless = new Runnable[1];
        int[] runs = {0};
        endless[0] = () -> {
            if (runs[0]++ < 1000) {
                loop.callback(() -> loop.execute(endless[0]));
            }
        };
        loop.execute(endless[0]);

        time.runNext();
        int firstTurn = runs[0];
        time.runUntilIdle(1000);

        assertThat(firstTurn).isLessThan(100);
        assertThat(runs[0]).isEqualTo(1001);
    }

    @Test
    void drainsAtTheDeadline() {
        deadlineNanos = 500;
        loop.requestTurn();
        time.runUntilIdle(10);

        assertThat(log).containsExactly("drain at 0", "commands done", "drain at 500", "commands done");
    }

    @Test
    void armsNoTimerOnceDetached() {
        deadlineNanos = 500;
        loop.requestTurn();
        time.runNext();
        loop.execute(loop::detach);

        time.runUntilIdle(10);

        assertThat(time.nowNanos()).isZero();
    }

    @Test
    void reportsAFaultAndGoesOn() {
        loop.execute(() -> {
            throw new IllegalStateException("a fault of the test, thrown on purpose");
        });
        loop.execute(() -> log.add("next"));

        time.runUntilIdle(10);

        assertThat(faults).hasSize(1);
        assertThat(log).startsWith("next");
    }

    @Test
    void worksOnWhenItsLoopIsGone() {
        executor.shutdown();

        loop.execute(() -> loop.callback(() -> log.add("late")));

        assertThat(log).contains("late");
        assertThat(loop.isCurrentThread())
                .as("a caller that helps out is not the loop")
                .isFalse();
    }
}

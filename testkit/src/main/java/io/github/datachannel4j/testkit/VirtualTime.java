package io.github.datachannel4j.testkit;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A clock that moves only when a test moves it, and the things that are to happen on the way.
 *
 * <p>Events run in the order of their time, and at the same time in the order in which they were scheduled, so that a run with the same
 * seed is the same run. Single-threaded.
 */
public final class VirtualTime {
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNanos;
    private long sequence;

    /** Nanoseconds since the clock was made. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Schedules an action; a time in the past means now. */
    public Event scheduleAt(long atNanos, Runnable action) {
        Event event = new Event(Math.max(atNanos, nowNanos), sequence++, action);
        events.add(event);
        return event;
    }

    /** Schedules an action. */
    public Event scheduleIn(long delayNanos, Runnable action) {
        return scheduleAt(nowNanos + Math.max(0, delayNanos), action);
    }

    /** When the next event is due, or {@link Long#MAX_VALUE} when there is none. */
    public long nextEventNanos() {
        Event next = peekLive();
        return next == null ? Long.MAX_VALUE : next.atNanos;
    }

    /** Moves to the next event and runs it; false when there is none. */
    public boolean runNext() {
        Event next = peekLive();
        if (next == null) {
            return false;
        }
        events.remove();
        nowNanos = next.atNanos;
        next.run();
        return true;
    }

    /** Runs what is due up to a time and leaves the clock there. */
    public void runUntil(long untilNanos) {
        while (nextEventNanos() <= untilNanos) {
            runNext();
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }

    /** Runs what is due in the coming span of time and leaves the clock at its end. */
    public void runFor(long spanNanos) {
        runUntil(nowNanos + spanNanos);
    }

    /**
     * Runs until nothing is scheduled.
     *
     * @throws IllegalStateException when something is still scheduled after that many events, i.e. it would never end
     */
    public void runUntilIdle(int eventsMax) {
        for (int i = 0; i < eventsMax; i++) {
            if (!runNext()) {
                return;
            }
        }
        if (nextEventNanos() != Long.MAX_VALUE) {
            throw new IllegalStateException("not idle after " + eventsMax + " events, at " + nowNanos + " ns");
        }
    }

    private @Nullable Event peekLive() {
        Event next = events.peek();
        while (next != null && next.isDone()) {
            events.remove();
            next = events.peek();
        }
        return next;
    }

    /** Something that is to happen once. */
    public static final class Event implements Comparable<Event> {
        private final long atNanos;
        private final long sequence;
        /** Null once it has run or was cancelled. */
        private @Nullable Runnable action;

        private Event(long atNanos, long sequence, Runnable action) {
            this.atNanos = atNanos;
            this.sequence = sequence;
            this.action = action;
        }

        /** Prevents it; false when it has run or was cancelled before. */
        public boolean cancel() {
            boolean live = action != null;
            action = null;
            return live;
        }

        /** Whether it has run or was cancelled. */
        public boolean isDone() {
            return action == null;
        }

        /** When it is due. */
        public long atNanos() {
            return atNanos;
        }

        private void run() {
            Runnable due = action;
            action = null;
            if (due != null) {
                due.run();
            }
        }

        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sequence);
        }
    }
}

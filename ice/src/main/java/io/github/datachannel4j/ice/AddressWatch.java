package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then which addresses the machine has, since Java is not told. The look takes a millisecond or more, so it is made on a virtual
 * thread; what has changed is told on the loop.
 */
final class AddressWatch {
    private final EventLoop loop;
    private final long intervalMillis;
    private final Supplier<List<InetAddress>> look;
    private final Consumer<List<InetAddress>> onChange;
    private List<InetAddress> known;
    private @Nullable ScheduledFuture<?> timer; // null before the start
    private boolean closed;

    /** @param known the addresses as they are in use now */
    AddressWatch(
            EventLoop loop,
            Duration interval,
            List<InetAddress> known,
            Supplier<List<InetAddress>> look,
            Consumer<List<InetAddress>> onChange) {
        this.loop = loop;
        this.intervalMillis = interval.toMillis();
        this.known = known;
        this.look = look;
        this.onChange = onChange;
    }

    void start() {
        loop.execute(this::waitForNext);
    }

    private void waitForNext() {
        if (!closed) {
            timer = loop.schedule(this::lookAgain, intervalMillis, TimeUnit.MILLISECONDS);
        }
    }

    private void lookAgain() {
        Thread.ofVirtual().name("datachannel4j-addresses").start(() -> {
            List<InetAddress> seen;
            try {
                seen = look.get();
            } catch (RuntimeException e) {
                // The system would not tell; it may the next time.
                seen = List.of();
            }
            List<InetAddress> result = seen;
            loop.execute(() -> compare(result));
        });
    }

    /** No address at all is a machine between two networks: there is nothing to change to yet, and nothing is forgotten. */
    private void compare(List<InetAddress> seen) {
        if (!closed && !seen.isEmpty() && !seen.equals(known)) {
            known = seen;
            onChange.accept(seen);
        }
        waitForNext();
    }

    void close() {
        loop.execute(() -> {
            closed = true;
            if (timer != null) {
                timer.cancel(false);
            }
        });
    }
}

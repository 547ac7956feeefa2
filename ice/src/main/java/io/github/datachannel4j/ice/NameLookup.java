package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Looks names up on a few threads of its own, since that blocks, and gives the result back on a loop. */
final class NameLookup {
    private static final long IDLE_SECONDS = 10;

    /** Knows the addresses of names; may block. */
    @FunctionalInterface
    interface Resolver {
        /** What the machine is set up to ask: its hosts file, its name servers. */
        Resolver SYSTEM = InetAddress::getAllByName;

        InetAddress[] addressesOf(String name) throws UnknownHostException;
    }

    /** Hears one of the two, once, on the asker's loop. */
    interface Result {
        /** None if the name has none. */
        void onAddresses(List<InetAddress> addresses);

        /** Nobody was asked, since too many names wait. */
        void onTooMany();
    }

    /**
     * How much may go on at a time.
     *
     * @param threads that ask; each can be held up for as long as the resolver has patience
     * @param waitingMax names that wait for a thread
     */
    record Bounds(int threads, int waitingMax) {}

    private final Resolver resolver;
    private final ThreadPoolExecutor threads;

    /** Starts no thread before there is a name. */
    NameLookup(String threadName, Bounds bounds, Resolver resolver) {
        this.resolver = resolver;
        threads = new ThreadPoolExecutor(
                bounds.threads(),
                bounds.threads(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(bounds.waitingMax()),
                Thread.ofPlatform().daemon().name(threadName, 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Tells the result later, never during this call. An address in text needs nobody to be asked. */
    void lookUp(String name, EventLoop loop, Result result) {
        InetAddress literal = LiteralAddress.parse(name);
        if (literal != null) {
            tell(loop, () -> result.onAddresses(List.of(literal)));
            return;
        }
        try {
            threads.execute(() -> {
                List<InetAddress> addresses = addressesOf(name);
                tell(loop, () -> result.onAddresses(addresses));
            });
        } catch (RejectedExecutionException e) {
            tell(loop, result::onTooMany);
        }
    }

    private List<InetAddress> addressesOf(String name) {
        try {
            return List.of(resolver.addressesOf(name));
        } catch (UnknownHostException | SecurityException e) {
            return List.of();
        }
    }

    private static void tell(EventLoop loop, Runnable news) {
        try {
            loop.execute(news);
        } catch (RejectedExecutionException closed) {
            // The loop has ended while the name was looked up, and so has whoever wanted to know.
        }
    }
}

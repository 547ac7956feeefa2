package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Looks names up on a few threads of its own, since that blocks, and gives the result back on a loop. */
final class NameLookup {
    private static final int THREADS_MAX = 4;
    private static final int WAITING_MAX = 256;
    private static final long IDLE_SECONDS = 10;

    private static final ThreadPoolExecutor THREADS = pool();

    private NameLookup() {}

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS_MAX,
                THREADS_MAX,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING_MAX),
                Thread.ofPlatform().daemon().name("datachannel4j-lookup-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** The addresses of a name, or none if it has none, or there are too many names to look up at this time. */
    static void lookUp(String name, EventLoop loop, Consumer<List<InetAddress>> result) {
        InetAddress literal = LiteralAddress.parse(name);
        if (literal != null) {
            loop.execute(() -> result.accept(List.of(literal)));
            return;
        }
        try {
            THREADS.execute(() -> {
                List<InetAddress> addresses = addressesOf(name);
                loop.execute(() -> result.accept(addresses));
            });
        } catch (RejectedExecutionException e) {
            loop.execute(() -> result.accept(List.of()));
        }
    }

    private static List<InetAddress> addressesOf(String name) {
        try {
            return List.of(InetAddress.getAllByName(name));
        } catch (UnknownHostException | SecurityException e) {
            return List.of();
        }
    }
}

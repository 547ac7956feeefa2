package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that all networks, ports and agents run on. Several networks can share them. */
public final class IceEventLoops implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final int size;
    private final AdmissionGate gate;
    private final Names names;

    private IceEventLoops(int size, Names names) {
        this.size = size;
        this.names = names;
        gate = new AdmissionGate(size);
        group = new MultiThreadIoEventLoopGroup(
                size, new DefaultThreadFactory("datachannel4j-loop", true), NioIoHandler.newFactory());
    }

    /** As many daemon threads as asked for, started when they are first needed. */
    public static IceEventLoops create(int threads) {
        return create(threads, Names.ofProcess());
    }

    /** The same, with names looked up there. */
    static IceEventLoops create(int threads, Names names) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        Ice4j.ready();
        return new IceEventLoops(threads, names);
    }

    /** How many loops there are. */
    public int size() {
        return size;
    }

    AdmissionGate gate() {
        return gate;
    }

    Names names() {
        return names;
    }

    EventLoop next() {
        return group.next();
    }

    /** Ends the threads, after what they have been given to do. Networks on them should be closed first. */
    @Override
    public void close() {
        shutDownAfterQueued();
        if (!isCurrentThread()) {
            group.terminationFuture().awaitUninterruptibly(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * A loop that is told to shut down closes its sockets before it runs what is queued, and the last packets of connections that
     * have just been closed are queued. So the shutdown queues behind them, on every loop.
     */
    private void shutDownAfterQueued() {
        AtomicInteger busy = new AtomicInteger(size);
        for (var executor : group) {
            try {
                executor.execute(() -> {
                    if (busy.decrementAndGet() == 0) {
                        group.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    }
                });
            } catch (RejectedExecutionException alreadyShutDown) {
                return;
            }
        }
    }

    /** Whether the caller runs on one of these loops, and so must not wait for them. */
    public boolean isCurrentThread() {
        for (var executor : group) {
            if (executor.inEventLoop()) {
                return true;
            }
        }
        return false;
    }
}

package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads that all networks, ports and agents run on. Several networks can share them. */
public final class IceEventLoops implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final int size;
    private final AdmissionGate gate;

    private IceEventLoops(int size) {
        this.size = size;
        gate = new AdmissionGate(size);
        group = new MultiThreadIoEventLoopGroup(
                size, new DefaultThreadFactory("datachannel4j-loop", true), NioIoHandler.newFactory());
    }

    /** As many daemon threads as asked for, started when they are first needed. */
    public static IceEventLoops create(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread is needed, not " + threads);
        }
        Ice4j.ready();
        return new IceEventLoops(threads);
    }

    /** How many loops there are. */
    public int size() {
        return size;
    }

    AdmissionGate gate() {
        return gate;
    }

    EventLoop next() {
        return group.next();
    }

    /** Ends the threads, after what they have been given to do. Networks on them should be closed first. */
    @Override
    public void close() {
        var terminated = group.shutdownGracefully(0, CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        if (!isCurrentThread()) {
            terminated.awaitUninterruptibly(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
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

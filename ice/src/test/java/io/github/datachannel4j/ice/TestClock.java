package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** An event loop in virtual time: nothing happens on it but when a test lets it. */
final class TestClock implements AutoCloseable {
    /** Nothing but its clock and its loop is used. */
    private final EmbeddedChannel channel = new EmbeddedChannel();

    TestClock() {
        channel.freezeTime();
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    /** Lets happen what is due. */
    void run() {
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    void pass(long time, TimeUnit unit) {
        channel.advanceTimeBy(time, unit);
        run();
    }

    /** What the sessions of an agent on this loop would share. */
    SessionContext context(StunTransactions transactions, Supplier<List<InetAddress>> mdnsAddresses) {
        return new SessionContext(
                loop(),
                transactions,
                new NetworkCounters(),
                new AdmissionGate(1),
                IceTimings.defaults(),
                new SecureRandom(),
                new MdnsNode(loop(), mdnsAddresses),
                Names.ofProcess());
    }

    @Override
    public void close() {
        channel.close();
    }
}

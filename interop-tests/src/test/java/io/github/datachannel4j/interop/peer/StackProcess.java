package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.interop.setup.Workshop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A running browser or peer program, in which peers are opened. */
public final class StackProcess implements AutoCloseable {
    private static final AtomicInteger PEERS = new AtomicInteger();

    private final Stack stack;
    private final PeerProcess process;

    private StackProcess(Stack stack, PeerProcess process) {
        this.stack = stack;
        this.process = process;
    }

    /** Starts it; {@link #version()} waits until it is ready. */
    public static StackProcess start(Stack stack) {
        return start(stack, List.of());
    }

    /** Starts it by a command that runs commands: in another network, for instance. */
    public static StackProcess start(Stack stack, List<String> runner) {
        return start(stack, runner, List.of());
    }

    /** Starts Chromium with options of its command line, which a peer must not share with other tests. */
    public static StackProcess startChromium(String... options) {
        return start(Stack.CHROMIUM, List.of(), List.of(options));
    }

    private static StackProcess start(Stack stack, List<String> runner, List<String> options) {
        Workshop workshop = Workshop.get();
        List<String> command = new ArrayList<>(runner);
        command.addAll(stack.command(workshop));
        command.addAll(options);
        return new StackProcess(stack, PeerProcess.start(stack.title(), command, workshop.peers()));
    }

    /** What the stack says about itself. */
    public String version() {
        return process.version();
    }

    /** Makes a peer connection, in a page of its own if this is a browser. */
    public RemotePeer open(PeerOptions options) {
        process.version();
        return RemotePeer.open(stack.title() + "-" + PEERS.incrementAndGet(), stack.trickles(), process, options);
    }

    /** Opens somebody's page, as a user would. */
    public WebPage visit(String url) {
        process.version();
        return WebPage.open(stack.title() + "-" + PEERS.incrementAndGet(), process, url);
    }

    /** Ends it with all its children at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.close();
    }
}

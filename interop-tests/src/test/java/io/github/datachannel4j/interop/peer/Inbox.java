package io.github.datachannel4j.interop.peer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** What one peer connection has reported, for tests to wait for. */
public final class Inbox {
    private record Waiter(Predicate<String> accepts, CompletableFuture<String> state) {}

    private final String owner;
    private final BlockingQueue<Candidate> candidates = new LinkedBlockingQueue<>();
    private final BlockingQueue<PeerChannel> announced = new LinkedBlockingQueue<>();
    private final List<String> states = new ArrayList<>();
    private final List<Waiter> waiters = new ArrayList<>();

    Inbox(String owner) {
        this.owner = owner;
    }

    /** The next local candidate. */
    public Candidate nextCandidate() {
        return Await.next(candidates, "a candidate of " + owner);
    }

    /** The next channel that the other side opened. */
    public PeerChannel nextChannel() {
        return Await.next(announced, "a channel announced to " + owner);
    }

    /** Waits until the connection state is, or has been, one of these. */
    public void awaitState(Duration deadline, String... names) {
        List<String> wanted = List.of(names);
        Await.outcome(
                state(wanted::contains), owner + " in the state " + wanted + "; it went through " + states(), deadline);
    }

    void candidate(Candidate candidate) {
        candidates.add(candidate);
    }

    void channel(PeerChannel channel) {
        announced.add(channel);
    }

    synchronized void state(String state) {
        states.add(state);
        waiters.removeIf(
                waiter -> waiter.accepts().test(state) && waiter.state().complete(state));
    }

    /** The connection states so far, in their order. */
    public synchronized List<String> states() {
        return List.copyOf(states);
    }

    private synchronized CompletableFuture<String> state(Predicate<String> accepts) {
        CompletableFuture<String> state = new CompletableFuture<>();
        states.stream()
                .filter(accepts)
                .findFirst()
                .ifPresentOrElse(state::complete, () -> waiters.add(new Waiter(accepts, state)));
        return state;
    }
}

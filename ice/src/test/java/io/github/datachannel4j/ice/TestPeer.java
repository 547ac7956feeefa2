package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An agent and all that its listener has heard. Calls go to the agent's loop; waits end with the next thing heard. */
final class TestPeer implements IceListener {
    private static final long WAIT_SECONDS = 20;
    private static final long LOOK_AGAIN_MILLIS = 10;

    final IceAgent agent;
    final List<IceConnectionState> states = new CopyOnWriteArrayList<>();
    final List<IceGatheringState> gatheringStates = new CopyOnWriteArrayList<>();
    final List<IceCandidate> candidates = new CopyOnWriteArrayList<>();
    final List<IceCandidateError> errors = new CopyOnWriteArrayList<>();
    final List<IceCandidatePair> selected = new CopyOnWriteArrayList<>();
    final List<IceRole> roles = new CopyOnWriteArrayList<>();
    final AtomicInteger networkChanges = new AtomicInteger();
    final BlockingQueue<String> data = new LinkedBlockingQueue<>();

    private volatile @Nullable TestPeer trickleTo;
    private final Semaphore news = new Semaphore(0);
    private final List<@Nullable IceCandidate> held = new ArrayList<>();

    TestPeer(IceNetwork network, IceAgentConfig config) {
        agent = network.createAgent(config, this);
    }

    static IceAgentConfig controlling() {
        return IceAgentConfig.defaults();
    }

    static IceAgentConfig controlled() {
        return IceAgentConfig.defaults().withRole(IceRole.CONTROLLED);
    }

    /** Exchanges credentials and candidates as they come, and starts both. */
    static void connect(TestPeer one, TestPeer other) {
        one.hear(other);
        other.hear(one);
        one.trickleTo(other);
        other.trickleTo(one);
        one.call(IceAgent::gather);
        other.call(IceAgent::gather);
        one.call(IceAgent::start);
        other.call(IceAgent::start);
    }

    /** Waits until both are, and lets each send to the other. */
    static void assertConnected(TestPeer one, TestPeer other) {
        one.awaitConnected();
        other.awaitConnected();
        one.send("ping");
        assertThat(other.receive()).isEqualTo("ping");
        other.send("pong");
        assertThat(one.receive()).isEqualTo("pong");
    }

    void hear(TestPeer other) {
        IceParameters parameters = other.ask(IceAgent::localParameters);
        call(a -> a.setRemoteParameters(parameters));
    }

    /** From now on, and with what was held back until now. */
    void trickleTo(TestPeer other) {
        call(a -> {
            trickleTo = other;
            held.forEach(candidate -> other.addRemote(candidate));
            held.clear();
        });
    }

    private void addRemote(@Nullable IceCandidate candidate) {
        agent.loop().execute(() -> {
            if (candidate == null) {
                agent.endOfRemoteCandidates();
            } else {
                // Through its text, as signaling does it.
                agent.addRemoteCandidate(IceCandidate.parse(candidate.toString()));
            }
        });
    }

    void call(Consumer<IceAgent> action) {
        ask(a -> {
            action.accept(a);
            return true;
        });
    }

    <T> T ask(Function<IceAgent, T> question) {
        Callable<T> call = () -> question.apply(agent);
        try {
            return agent.loop().submit(call).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean sent = ask(a -> a.send(bytes, 0, bytes.length));
        assertThat(sent).as("sent").isTrue();
    }

    String receive() {
        try {
            String text = data.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertThat(text).as("data").isNotNull();
            return text;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    IceStats stats() {
        return ask(IceAgent::stats);
    }

    void awaitState(IceConnectionState... any) {
        await(() -> states.stream().anyMatch(List.of(any)::contains), () -> "one of " + List.of(any));
    }

    void awaitConnected() {
        awaitState(IceConnectionState.CONNECTED, IceConnectionState.COMPLETED);
    }

    void awaitGathered() {
        await(() -> gatheringStates.contains(IceGatheringState.COMPLETE), () -> "gathering to complete");
    }

    /** Looks again whenever something was heard, and now and then for what nobody tells. */
    void await(BooleanSupplier condition, Supplier<String> what) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as(() -> "waited for " + what.get() + "; heard " + states + " " + errors)
                    .isLessThan(deadline);
            pause();
        }
    }

    private void pause() {
        try {
            if (news.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                news.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void heard() {
        news.release();
    }

    @Override
    public void onCandidate(@Nullable IceCandidate candidate) {
        if (candidate != null) {
            candidates.add(candidate);
        }
        TestPeer other = trickleTo;
        if (other == null) {
            held.add(candidate);
        } else {
            other.addRemote(candidate);
        }
        heard();
    }

    @Override
    public void onCandidateError(IceCandidateError error) {
        errors.add(error);
        heard();
    }

    @Override
    public void onGatheringState(IceGatheringState state) {
        gatheringStates.add(state);
        heard();
    }

    @Override
    public void onConnectionState(IceConnectionState state) {
        states.add(state);
        heard();
    }

    @Override
    public void onSelectedPair(IceCandidatePair pair) {
        selected.add(pair);
        heard();
    }

    @Override
    public void onNetworkChange() {
        networkChanges.incrementAndGet();
        heard();
    }

    @Override
    public void onRole(IceRole role) {
        roles.add(role);
        heard();
    }

    @Override
    public void onData(byte[] bytes, int offset, int length) {
        data.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
        heard();
    }
}

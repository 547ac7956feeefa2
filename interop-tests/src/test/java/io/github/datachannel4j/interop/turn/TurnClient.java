package io.github.datachannel4j.interop.turn;

import io.github.datachannel4j.ice.IceAgent;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceCandidateError;
import io.github.datachannel4j.ice.IceConnectionState;
import io.github.datachannel4j.ice.IceGatheringState;
import io.github.datachannel4j.ice.IceListener;
import io.github.datachannel4j.ice.IceNetwork;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An agent, and what it has told. */
final class TurnClient implements IceListener {
    private static final long WAIT_SECONDS = 30;

    private final IceAgent agent;
    private final List<IceCandidate> candidates = new ArrayList<>();
    private final List<IceCandidateError> errors = new ArrayList<>();
    private final List<String> received = new ArrayList<>();
    private IceGatheringState gathering = IceGatheringState.NEW;
    private IceConnectionState state = IceConnectionState.NEW;

    TurnClient(IceNetwork network, IceAgentConfig config) {
        agent = network.createAgent(config, this);
    }

    <T> T ask(Function<IceAgent, T> question) throws Exception {
        Callable<T> call = () -> question.apply(agent);
        return agent.loop().submit(call).get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Gathers everything, as peers without trickle do. */
    synchronized List<IceCandidate> gather() throws Exception {
        agent.loop().execute(agent::gather);
        await(client -> client.gathering == IceGatheringState.COMPLETE);
        return List.copyOf(candidates);
    }

    synchronized List<IceCandidateError> errors() {
        return List.copyOf(errors);
    }

    void meet(TurnClient other, List<IceCandidate> itsCandidates) throws Exception {
        var parameters = other.ask(IceAgent::localParameters);
        ask(a -> {
            a.setRemoteParameters(parameters);
            itsCandidates.forEach(a::addRemoteCandidate);
            a.endOfRemoteCandidates();
            a.start();
            return true;
        });
    }

    void awaitConnected() throws Exception {
        await(client -> client.state == IceConnectionState.CONNECTED || client.state == IceConnectionState.COMPLETED);
    }

    /** Connects two that gather everything first. */
    static void connect(TurnClient one, TurnClient other) throws Exception {
        List<IceCandidate> ofOne = one.gather();
        List<IceCandidate> ofOther = other.gather();
        one.meet(other, ofOther);
        other.meet(one, ofOne);
        one.awaitConnected();
        other.awaitConnected();
    }

    /** New credentials; connect does the rest. */
    void restart() throws Exception {
        ask(IceAgent::restart);
        synchronized (this) {
            candidates.clear();
            received.clear();
        }
    }

    void awaitState(IceConnectionState wanted) throws Exception {
        await(client -> client.state == wanted);
    }

    void close() throws Exception {
        ask(a -> {
            a.close();
            return true;
        });
    }

    void send(String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ask(a -> a.send(bytes, 0, bytes.length));
    }

    void awaitReceived(int count) throws Exception {
        await(client -> client.received.size() >= count);
    }

    synchronized List<String> received() {
        return List.copyOf(received);
    }

    private synchronized void await(Predicate<TurnClient> condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!condition.test(this)) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(
                        "waited in vain: " + state + " " + gathering + " " + candidates + " " + errors);
            }
            wait(left);
        }
    }

    @Override
    public synchronized void onCandidate(@Nullable IceCandidate candidate) {
        if (candidate != null) {
            candidates.add(candidate);
        }
        notifyAll();
    }

    @Override
    public synchronized void onCandidateError(IceCandidateError error) {
        errors.add(error);
        notifyAll();
    }

    @Override
    public synchronized void onGatheringState(IceGatheringState newState) {
        gathering = newState;
        notifyAll();
    }

    @Override
    public synchronized void onConnectionState(IceConnectionState newState) {
        state = newState;
        notifyAll();
    }

    @Override
    public synchronized void onData(byte[] data, int offset, int length) {
        received.add(new String(data, offset, length, StandardCharsets.UTF_8));
        notifyAll();
    }
}

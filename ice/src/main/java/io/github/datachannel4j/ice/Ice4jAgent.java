package io.github.datachannel4j.ice;

import java.util.Objects;
import java.util.function.Consumer;
import org.ice4j.ice.Agent;
import org.ice4j.stack.StunStack;
import org.jspecify.annotations.Nullable;

/** ice4j's agent with our credentials, our pace, and a STUN stack that has no sockets. */
final class Ice4jAgent extends Agent {
    /** The least that RFC 8445 §14.2 allows between two checks; its default of 50 ms costs that much per connect. */
    private static final long PACE_MILLIS = 5;

    /** For those who have not connected by then, there is no hurry. */
    private static final long SLOW_PACE_MILLIS = 50;

    private static final long HURRY_NANOS = 1_000_000_000L;
    private static final long STOP = -1;

    private final IceParameters local;
    private final IceParameters remote;
    private final Consumer<IceRole> onRole;
    private final long createdNanos = System.nanoTime();

    // No initialiser: the constructor of the superclass asks for it, and an initialiser here would then drop it.
    private @Nullable Ice4jStack stack;

    Ice4jAgent(IceParameters local, IceParameters remote, IceRole role, long tieBreaker, Consumer<IceRole> onRole) {
        this.local = local;
        this.remote = remote;
        this.onRole = onRole;
        setTieBreaker(tieBreaker);
        super.setControlling(role == IceRole.CONTROLLING);
        setTrickling(true);
        setUseDynamicPorts(false);
    }

    @Override
    public synchronized StunStack getStunStack() {
        return stack();
    }

    Ice4jStack stack() {
        if (stack == null) {
            stack = new Ice4jStack();
        }
        return Objects.requireNonNull(stack);
    }

    @Override
    public String getLocalUfrag() {
        return local.usernameFragment();
    }

    @Override
    public String getLocalPassword() {
        return local.password();
    }

    /** ice4j would warn of a stream that is gone when its pacer comes a moment after the agent was freed. */
    @Override
    public String generateLocalUserName(String media) {
        return remote.usernameFragment() + ":" + local.usernameFragment();
    }

    /** A 487 from the peer ends here, too. */
    @Override
    public void setControlling(boolean isControlling) {
        boolean changes = isControlling != isControlling();
        super.setControlling(isControlling);
        if (changes) {
            onRole.accept(isControlling ? IceRole.CONTROLLING : IceRole.CONTROLLED);
        }
    }

    /** ice4j's pacer goes on for ever unless its delay becomes negative. */
    @Override
    protected long calculateTa() {
        if (isOver()) {
            return STOP;
        }
        return System.nanoTime() - createdNanos < HURRY_NANOS ? PACE_MILLIS : SLOW_PACE_MILLIS;
    }
}

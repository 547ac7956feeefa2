package io.github.datachannel4j.ice;

/** The W3C's two states of an agent. Tells the listener of each change, and of none after the end. */
final class AgentStates {
    private final IceListener listener;
    private IceConnectionState connection = IceConnectionState.NEW;
    private IceGatheringState gathering = IceGatheringState.NEW;

    AgentStates(IceListener listener) {
        this.listener = listener;
    }

    IceConnectionState connection() {
        return connection;
    }

    IceGatheringState gathering() {
        return gathering;
    }

    boolean isClosed() {
        return connection == IceConnectionState.CLOSED;
    }

    void become(IceConnectionState next) {
        if (connection != next && !isClosed()) {
            connection = next;
            listener.onConnectionState(next);
        }
    }

    void become(IceGatheringState next) {
        if (gathering != next && !isClosed()) {
            gathering = next;
            listener.onGatheringState(next);
        }
    }
}

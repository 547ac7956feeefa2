package io.github.datachannel4j.ice;

import org.jspecify.annotations.Nullable;

/** Hears of one agent. Every call comes on the agent's loop, after the agent's own state has been brought up to date. */
public interface IceListener {
    /** A local candidate for the peer, or null once there will be no more (end-of-candidates). */
    default void onCandidate(@Nullable IceCandidate candidate) {}

    /** A STUN or TURN server did not give us what we asked it for; gathering goes on. */
    default void onCandidateError(IceCandidateError error) {}

    /** The gathering state has changed. */
    default void onGatheringState(IceGatheringState state) {}

    /** The connection state has changed. */
    default void onConnectionState(IceConnectionState state) {}

    /**
     * The machine's addresses have changed, and with them this connection's way: the address that it used is gone, or it
     * has none that works. An ICE restart gathers on the new ones. Only with {@link IceNetworkConfig#addressWatch()}.
     */
    default void onNetworkChange() {}

    /** Data now takes this pair. */
    default void onSelectedPair(IceCandidatePair pair) {}

    /** A conflict of roles (RFC 8445 §7.3.1.1) has been settled, and this side's role is now another. */
    default void onRole(IceRole role) {}

    /**
     * A datagram that is not STUN, from an address that the peer has proven to own. The array is only lent until
     * the call returns.
     */
    void onData(byte[] data, int offset, int length);
}

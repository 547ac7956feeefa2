package io.github.datachannel4j.ice;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One peer's ICE agent (RFC 8445, full, with trickle as in RFC 8838) on a UDP port that it may share with others.
 * Except for {@link #loop()} everything is called on that loop, and so is the listener.
 *
 * <pre>
 * create -> gather -> (remote credentials, candidates as they trickle in) -> start -> send ... -> close
 * </pre>
 */
public interface IceAgent {
    /** The event loop that this agent and its listener live on. */
    ScheduledExecutorService loop();

    /** Our credentials for the session that is running, or after {@link #restart} for the one to come. */
    IceParameters localParameters();

    /** The role as it stands; it can change by a conflict until a pair is selected. */
    IceRole role();

    /** Sets the role; without effect once checks run, when only a conflict may change it. */
    void setRole(IceRole role);

    /** Replaces the servers and the policy; gathering that has begun goes on with the former ones. */
    void setServers(List<IceServer> servers, IceTransportPolicy transportPolicy);

    /** Begins to gather local candidates. A second call for the same session does nothing. */
    void gather();

    /**
     * The peer's credentials. The same ones again do nothing; other ones than before ask for {@link #restart} first.
     *
     * @throws IllegalStateException if other credentials of the peer are known for this session
     */
    void setRemoteParameters(IceParameters remote);

    /**
     * A candidate of the peer. What this agent has no use for (TCP, other components, another session's fragment) is
     * passed over; {@code .local} names are resolved as {@link IceNetworkConfig.Mdns} says, other host names are looked up
     * off the loop.
     */
    void addRemoteCandidate(IceCandidate candidate);

    /** The peer has no more candidates. */
    void endOfRemoteCandidates();

    /**
     * Begins the connectivity checks.
     *
     * @throws IllegalStateException before the peer's credentials are known
     */
    void start();

    /**
     * Sends a datagram to the peer; the bytes are copied before this returns. What cannot be sent now is dropped and
     * counted, as the network does it.
     *
     * @return false if there is no selected pair to send on
     */
    boolean send(byte[] data, int offset, int length);

    /**
     * Prepares an ICE restart (RFC 8445 §9): new credentials and candidates, on the same port. Data keeps to the old
     * pair until the new session has selected one. Then come gather, remote credentials and start as before.
     *
     * @return our credentials for the new session
     */
    IceParameters restart();

    /** Takes back a {@link #restart} whose peer's credentials have not come, as a rollback of an offer does. */
    void cancelRestart();

    /** Ends it all: the state is CLOSED, and the listener hears nothing more after that. */
    void close();

    /** The state of the connection in the W3C's words. */
    IceConnectionState connectionState();

    /** The state of the gathering in the W3C's words. */
    IceGatheringState gatheringState();

    /** The pair that data takes, or null before one is selected. */
    @Nullable
    IceCandidatePair selectedPair();

    /** What there is to tell, as of now. */
    IceStats stats();
}

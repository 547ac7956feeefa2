package io.github.datachannel4j.ice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one agent may use, and how patient it is.
 *
 * @param servers STUN and TURN servers; none means host candidates only
 * @param lite whether the agent only answers checks (RFC 8445 §2.5): for a server that every peer can reach. It has host
 *     candidates only, is controlled, costs a fraction of a full agent, and cannot connect to another lite one
 * @param credentials ours for the first session, where the peer cannot be told; null for random ones
 */
public record IceAgentConfig(
        List<IceServer> servers,
        IceTransportPolicy transportPolicy,
        IceRole role,
        IceTimings timings,
        boolean lite,
        @Nullable IceParameters credentials) {
    public IceAgentConfig {
        servers = List.copyOf(servers);
    }

    /** Controlling, without servers. */
    public static IceAgentConfig defaults() {
        return new IceAgentConfig(
                List.of(), IceTransportPolicy.ALL, IceRole.CONTROLLING, IceTimings.defaults(), false, null);
    }

    /** The same with these STUN and TURN servers. */
    public IceAgentConfig withServers(List<IceServer> newServers) {
        return new IceAgentConfig(newServers, transportPolicy, role, timings, lite, credentials);
    }

    /** The same with this policy. */
    public IceAgentConfig withTransportPolicy(IceTransportPolicy newPolicy) {
        return new IceAgentConfig(servers, newPolicy, role, timings, lite, credentials);
    }

    /** The same with this role to begin with. */
    public IceAgentConfig withRole(IceRole newRole) {
        return new IceAgentConfig(servers, transportPolicy, newRole, timings, lite, credentials);
    }

    /** The same with these timings. */
    public IceAgentConfig withTimings(IceTimings newTimings) {
        return new IceAgentConfig(servers, transportPolicy, role, newTimings, lite, credentials);
    }

    /** The same as a lite agent, or as a full one. */
    public IceAgentConfig withLite(boolean isLite) {
        return new IceAgentConfig(servers, transportPolicy, role, timings, isLite, credentials);
    }

    /** The same with these credentials for the first session; a restart makes random ones. */
    public IceAgentConfig withCredentials(IceParameters first) {
        return new IceAgentConfig(servers, transportPolicy, role, timings, lite, first);
    }
}

package io.github.datachannel4j.ice;

import java.util.List;

/**
 * What one agent may use, and how patient it is.
 *
 * @param servers STUN and TURN servers; none means host candidates only
 */
public record IceAgentConfig(
        List<IceServer> servers, IceTransportPolicy transportPolicy, IceRole role, IceTimings timings) {
    public IceAgentConfig {
        servers = List.copyOf(servers);
    }

    /** Controlling, without servers. */
    public static IceAgentConfig defaults() {
        return new IceAgentConfig(List.of(), IceTransportPolicy.ALL, IceRole.CONTROLLING, IceTimings.defaults());
    }

    /** The same with these STUN and TURN servers. */
    public IceAgentConfig withServers(List<IceServer> newServers) {
        return new IceAgentConfig(newServers, transportPolicy, role, timings);
    }

    /** The same with this policy. */
    public IceAgentConfig withTransportPolicy(IceTransportPolicy newPolicy) {
        return new IceAgentConfig(servers, newPolicy, role, timings);
    }

    /** The same with this role to begin with. */
    public IceAgentConfig withRole(IceRole newRole) {
        return new IceAgentConfig(servers, transportPolicy, newRole, timings);
    }

    /** The same with these timings. */
    public IceAgentConfig withTimings(IceTimings newTimings) {
        return new IceAgentConfig(servers, transportPolicy, role, newTimings);
    }
}

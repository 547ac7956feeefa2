package io.github.datachannel4j.ice;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one agent, a generation for each restart (RFC 8445 §9): the newest, the one that carries data until the newest has a pair,
 * and the one before, whose checks are still answered.
 */
final class Generations {
    /** So long the relays of the last generation still take what the peer has sent there. */
    private static final long RETIRED_RELAYS_SECONDS = 10;

    private final SessionContext context;
    private final UdpPort port;
    private final boolean lite;
    private final IceSession.Owner owner;

    /** The session under negotiation or, if that is over, the one in use. */
    private Negotiation current;

    /** The session that carries data while {@code current} has not selected a pair yet; null otherwise. */
    private @Nullable Negotiation carrying;

    /** The session before the one in use: its checks are still answered. Null without a restart. */
    private @Nullable Negotiation retired;

    /** @throws IllegalStateException when the credentials that the configuration gives are in use on this port */
    Generations(SessionContext context, UdpPort port, IceAgentConfig config, IceSession.Owner owner) {
        this.context = context;
        this.port = port;
        this.lite = config.lite();
        this.owner = owner;
        IceParameters given = config.credentials();
        current = given == null ? negotiation(config.role()) : negotiation(given, config.role());
    }

    private Negotiation negotiation(IceParameters given, IceRole role) {
        IceSession session = session(given, role);
        if (!port.register(given.usernameFragment(), session)) {
            throw new IllegalStateException("another agent of this port has the same ICE user name fragment");
        }
        return new Negotiation(session);
    }

    private Negotiation negotiation(IceRole role) {
        IceSession session;
        do {
            session = session(IceParameters.random(context.random()), role);
        } while (!port.register(session.local().usernameFragment(), session));
        return new Negotiation(session);
    }

    private IceSession session(IceParameters local, IceRole role) {
        return new IceSession(context, local.withLite(lite), lite ? IceRole.CONTROLLED : role, owner);
    }

    Negotiation current() {
        return current;
    }

    /** The one whose pair carries data. */
    Negotiation active() {
        return carrying == null ? current : carrying;
    }

    /** Whether another one than the newest carries data. */
    boolean isRestarting() {
        return carrying != null;
    }

    /** Whether this one is neither retired nor given up. */
    boolean has(Negotiation negotiation) {
        return negotiation == current || negotiation == carrying;
    }

    /** A new generation begins. The present one goes on to carry data if it does so now. */
    void begin(IceConnectionState state) {
        if (state.isUsable() && carrying == null) {
            carrying = current;
        } else {
            end(current);
        }
        current = negotiation(current.session.role());
    }

    /** Gives the newest one up as long as its checks have not begun; false when there is nothing to go back to. */
    boolean cancel() {
        if (carrying == null || current.session.isStarted()) {
            return false;
        }
        end(current);
        current = carrying;
        carrying = null;
        return true;
    }

    /** From now on nothing but the newest carries data. */
    void settle() {
        Negotiation old = carrying;
        if (old == null) {
            return;
        }
        carrying = null;
        if (retired != null) {
            end(retired);
        }
        retired = old;
        old.session.rest();
        context.loop().schedule(old::stopGathering, RETIRED_RELAYS_SECONDS, TimeUnit.SECONDS);
    }

    void endAll() {
        end(current);
        if (carrying != null) {
            end(carrying);
        }
        if (retired != null) {
            end(retired);
        }
    }

    private void end(Negotiation negotiation) {
        negotiation.stopGathering();
        IceSession session = negotiation.session;
        port.unregister(session.local().usernameFragment(), session);
        session.close();
    }
}

package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.CandidateExtendedType;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.RemoteCandidate;
import org.ice4j.ice.ServerReflexiveCandidate;
import org.ice4j.socket.IceSocketWrapper;
import org.jspecify.annotations.Nullable;

/** Candidates as ice4j wants them: ours have no sockets, and the priorities that the peer has been told. */
final class Ice4jCandidates {
    private Ice4jCandidates() {}

    /** An address of UDP. */
    static TransportAddress address(InetSocketAddress address) {
        return address(address, false);
    }

    /** Our end of a path. */
    static TransportAddress address(LocalPath path) {
        return address(path.address(), path.isTcp());
    }

    static TransportAddress address(InetSocketAddress address, boolean isTcp) {
        return new TransportAddress(address.getAddress(), address.getPort(), isTcp ? Transport.TCP : Transport.UDP);
    }

    static InetSocketAddress address(TransportAddress address) {
        return new InetSocketAddress(address.getAddress(), address.getPort());
    }

    static RemoteCandidate remote(Component component, InetSocketAddress address, IceCandidate candidate) {
        return new RemoteCandidate(
                address(address, candidate.protocol().equals("tcp")),
                component,
                type(candidate.type()),
                candidate.foundation(),
                candidate.priority(),
                null,
                candidate.usernameFragment());
    }

    private static org.ice4j.ice.CandidateType type(CandidateType type) {
        return switch (type) {
            case HOST -> org.ice4j.ice.CandidateType.HOST_CANDIDATE;
            case PRFLX -> org.ice4j.ice.CandidateType.PEER_REFLEXIVE_CANDIDATE;
            case SRFLX -> org.ice4j.ice.CandidateType.SERVER_REFLEXIVE_CANDIDATE;
            case RELAY -> org.ice4j.ice.CandidateType.RELAYED_CANDIDATE;
        };
    }

    private static CandidateType type(org.ice4j.ice.CandidateType type) {
        return switch (type) {
            case HOST_CANDIDATE, LOCAL_CANDIDATE -> CandidateType.HOST;
            case PEER_REFLEXIVE_CANDIDATE -> CandidateType.PRFLX;
            case SERVER_REFLEXIVE_CANDIDATE, STUN_CANDIDATE -> CandidateType.SRFLX;
            case RELAYED_CANDIDATE -> CandidateType.RELAY;
        };
    }

    /** The address of a socket. */
    static final class Host extends HostCandidate {
        private final long signaledPriority;

        private final LocalPath path;

        Host(LocalCandidate local, Component component) {
            super(address(local.path()), component);
            path = local.path();
            signaledPriority = local.candidate().priority();
        }

        /** ice4j pairs by transport and family; that nobody connects from a passive candidate, it does not know. */
        @Override
        public boolean canReach(org.ice4j.ice.Candidate<?> remote) {
            return super.canReach(remote) && (!path.isTcp() || path.canReach(remote.getTransportAddress()));
        }

        @Override
        public long computePriorityForType(org.ice4j.ice.CandidateType type) {
            return CandidatePriority.withType(signaledPriority, type(type));
        }
    }

    /** What a STUN server has seen of a socket. ice4j checks from the base, and only recognizes this address. */
    static final class Reflexive extends ServerReflexiveCandidate {
        private final long signaledPriority;

        Reflexive(IceCandidate candidate, Host base) {
            super(
                    address(new InetSocketAddress(
                            Objects.requireNonNull(LiteralAddress.parse(candidate.address())), candidate.port())),
                    base,
                    null,
                    CandidateExtendedType.STUN_SERVER_REFLEXIVE_CANDIDATE);
            signaledPriority = candidate.priority();
        }

        @Override
        public long computePriorityForType(org.ice4j.ice.CandidateType type) {
            return CandidatePriority.withType(signaledPriority, type(type));
        }
    }

    /** An address on a TURN server: its own base, like a host candidate (RFC 8445 §5.1.1.2). */
    static final class Relay extends org.ice4j.ice.LocalCandidate {
        private final long signaledPriority;

        Relay(LocalCandidate local, Component component) {
            super(
                    address(local.path().address()),
                    component,
                    org.ice4j.ice.CandidateType.RELAYED_CANDIDATE,
                    CandidateExtendedType.TURN_RELAYED_CANDIDATE,
                    null);
            signaledPriority = local.candidate().priority();
            setBase(this);
            // It only serves to tell foundations apart, and the relayed address does that as well.
            setRelayServerAddress(address(local.path().address()));
        }

        @Override
        public long computePriorityForType(org.ice4j.ice.CandidateType type) {
            return CandidatePriority.withType(signaledPriority, type(type));
        }

        @Override
        protected @Nullable IceSocketWrapper getCandidateIceSocketWrapper() {
            return null;
        }
    }
}

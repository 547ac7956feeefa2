package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs of one session, the candidates that they are made of, and which address belongs to which candidate. */
final class PairTable {
    /** RFC 8445 §6.1.2.5 suggests 100; beyond that a peer only makes us work. */
    private static final int PAIRS_MAX = 100;

    /** Candidates of a peer beyond this are passed over: two families with a handful of networks need far fewer. */
    private static final int REMOTE_CANDIDATES_MAX = 64;

    /** An address of the peer. One number can be a UDP port and a TCP port. */
    record Remote(InetSocketAddress address, boolean isTcp) {
        static Remote of(InetSocketAddress address, IceCandidate candidate) {
            return new Remote(address, candidate.protocol().equals("tcp"));
        }
    }

    private record Key(LocalPath path, InetSocketAddress remote) {}

    private final Map<Key, Pair> pairs = new LinkedHashMap<>();
    private final List<LocalCandidate> locals = new ArrayList<>();
    private final Map<Remote, IceCandidate> remotes = new LinkedHashMap<>();
    private @Nullable Pair lastFound; // null before the first; most datagrams come from where the last one came from

    void addLocal(LocalCandidate local) {
        locals.add(local);
    }

    List<LocalCandidate> locals() {
        return locals;
    }

    Collection<Pair> pairs() {
        return pairs.values();
    }

    Map<Remote, IceCandidate> remotes() {
        return remotes;
    }

    /** Notes a candidate of the peer. False if it is known already, or one too many. */
    boolean addRemote(InetSocketAddress address, IceCandidate candidate) {
        Remote key = Remote.of(address, candidate);
        if (remotes.containsKey(key) || remotes.size() >= REMOTE_CANDIDATES_MAX) {
            return false;
        }
        remotes.put(key, candidate);
        for (Pair pair : pairs.values()) {
            if (pair.remote.equals(address) && pair.path.isTcp() == key.isTcp()) {
                pair.remoteCandidate = candidate;
            }
        }
        return true;
    }

    @Nullable
    Pair find(LocalPath path, InetSocketAddress remote) {
        Pair last = lastFound;
        if (last != null && last.path == path && last.remote.equals(remote)) {
            return last;
        }
        Pair found = pairs.get(new Key(path, remote));
        if (found != null) {
            lastFound = found;
        }
        return found;
    }

    /**
     * The pair, made if it is new; null if there are too many already.
     *
     * @param priority of the peer's candidate, should the address turn out to be peer-reflexive
     */
    @Nullable
    Pair findOrAdd(LocalPath path, InetSocketAddress remote, long priority) {
        Pair known = find(path, remote);
        IceCandidate local = baseOf(path);
        if (known != null || local == null || pairs.size() >= PAIRS_MAX) {
            return known;
        }
        Pair added = new Pair(path, remote, local, remoteAt(path, remote, priority));
        pairs.put(new Key(path, remote), added);
        return added;
    }

    /** The candidate of ours whose address the peer has seen: a known one, or a peer-reflexive one (RFC 8445 §7.2.5.3.1). */
    IceCandidate localSeenAs(Pair pair, InetSocketAddress mapped) {
        IceCandidate base = pair.localCandidate;
        for (LocalCandidate local : locals) {
            if (local.path() == pair.path && isAt(local, mapped)) {
                return local.candidate();
            }
        }
        return new IceCandidate(
                base.foundation(),
                CandidatePriority.COMPONENT,
                base.protocol(),
                CandidatePriority.withType(base.priority(), CandidateType.PRFLX),
                LiteralAddress.format(mapped.getAddress()),
                mapped.getPort(),
                CandidateType.PRFLX,
                base.tcpType(),
                LiteralAddress.format(pair.path.address().getAddress()),
                pair.path.address().getPort(),
                null,
                null);
    }

    private static boolean isAt(LocalCandidate local, InetSocketAddress address) {
        IceCandidate candidate = local.candidate();
        if (candidate.type() == CandidateType.HOST && local.path().address().equals(address)) {
            // Also when the candidate hides it behind a name.
            return true;
        }
        return candidate.port() == address.getPort()
                && address.getAddress().equals(LiteralAddress.parse(candidate.address()));
    }

    private @Nullable IceCandidate baseOf(LocalPath path) {
        for (LocalCandidate local : locals) {
            if (local.path() == path) {
                return local.candidate();
            }
        }
        return null;
    }

    private IceCandidate remoteAt(LocalPath path, InetSocketAddress remote, long priority) {
        IceCandidate known = remotes.get(new Remote(remote, path.isTcp()));
        return known == null ? peerReflexive(path, remote, priority) : known;
    }

    private static IceCandidate peerReflexive(LocalPath path, InetSocketAddress remote, long priority) {
        return new IceCandidate(
                "prflx" + remote.getPort(),
                CandidatePriority.COMPONENT,
                path.isTcp() ? "tcp" : "udp",
                Math.max(priority, 0),
                LiteralAddress.format(remote.getAddress()),
                remote.getPort(),
                CandidateType.PRFLX,
                path.isTcp() ? "active" : null,
                null,
                null,
                null,
                null);
    }
}

package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Set;

/** The remote addresses whose data an agent has said is its own, to be given back when it ends. */
final class Claims {
    /** The pairs of a session are bounded, and so are those of several sessions. */
    private static final int CLAIMS_MAX = 256;

    private final DatagramReceiver receiver;
    private final Set<Claim> claims = new LinkedHashSet<>();

    private record Claim(LocalPath path, InetSocketAddress remote) {}

    Claims(DatagramReceiver receiver) {
        this.receiver = receiver;
    }

    /** Unless another agent has it, or there are too many. */
    void addIfFree(LocalPath path, InetSocketAddress remote) {
        if (claims.size() < CLAIMS_MAX) {
            claims.add(new Claim(path, remote));
            path.claimIfFree(remote, receiver);
        }
    }

    /** In any case: data is sent there. */
    void add(LocalPath path, InetSocketAddress remote) {
        claims.add(new Claim(path, remote));
        path.claim(remote, receiver);
    }

    void releaseAll() {
        claims.forEach(claim -> claim.path().release(claim.remote(), receiver));
        claims.clear();
    }
}

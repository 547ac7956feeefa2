package io.github.datachannel4j.interop.matrix;

import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.RemotePeer;
import io.github.datachannel4j.interop.peer.Stack;
import org.junit.jupiter.api.Assumptions;

/**
 * A column of the matrix.
 *
 * @param stack whom we talk to
 * @param role what the other side does
 */
public record Column(Stack stack, Role role) {
    /** Which part of the negotiation the other side takes. */
    public enum Role {
        /** It makes the offer. */
        OFFERS("offers"),
        /** It makes the answer. */
        ANSWERS("answers");

        private final String title;

        Role(String title) {
            this.title = title;
        }
    }

    /** Two peers of which none has done anything yet. */
    public Pair open(PeerOptions ours, PeerOptions theirs) {
        return pair(Stage.ourPeer(ours), Stage.open(stack, theirs));
    }

    /** These two, in their roles. */
    public Pair pair(Peer us, RemotePeer them) {
        Connection connection = role == Role.OFFERS ? new Connection(them, us) : new Connection(us, them);
        return new Pair(us, them, connection);
    }

    /** Ends the test for this column, with the reason in the table. */
    public void notApplicableUnless(boolean condition, String reason) {
        Assumptions.assumeTrue(condition, reason);
    }

    @Override
    public String toString() {
        return stack.title() + " " + role.title;
    }
}

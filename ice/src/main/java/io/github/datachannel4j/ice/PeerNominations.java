package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.BindingChecks.Nomination;

/**
 * How a controlling peer nominates, as its checks show it, and so which of its nominations are a choice. By RFC 8445
 * §8.1.1 they all are, and the last one counts. By RFC 5245 §8.1.1.2 a peer may nominate whatever it checks, as browsers
 * do until they have a pair: then the priority decides.
 */
final class PeerNominations {
    /** Set for good by a nomination that the peer has first withheld: nobody does that who nominates everything. */
    private boolean careful;

    /** Takes a check of the peer, sent while it controls. */
    void note(Pair pair, Nomination nomination) {
        switch (nomination) {
            case NOMINATES -> {
                pair.nominated = true;
                careful |= pair.checkedWithoutNomination;
            }
            case ONLY_CHECKS -> pair.checkedWithoutNomination = true;
        }
    }

    /** Whether the peer that has just nominated the one pair wants it in place of the other, which works. */
    boolean prefer(Pair nominated, Pair selected) {
        return careful || nominated.priority(IceRole.CONTROLLED) > selected.priority(IceRole.CONTROLLED);
    }
}

package io.github.datachannel4j.ice;

import org.jspecify.annotations.Nullable;

/** A session and how far the exchange of candidates for it has come. */
final class Negotiation {
    final IceSession session;

    @Nullable
    Gatherer gatherer; // null before gathering

    boolean gathered;
    boolean remoteEnded;

    Negotiation(IceSession session) {
        this.session = session;
    }

    /** Gives up what was gathered: relays and names. */
    void stopGathering() {
        if (gatherer != null) {
            gatherer.close();
        }
    }
}

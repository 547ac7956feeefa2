package io.github.datachannel4j.interop.peer;

/**
 * Two peers, connected by carrying descriptions and candidates between them.
 *
 * @param offerer made the offer
 * @param answerer made the answer
 */
public record Connection(Peer offerer, Peer answerer) implements AutoCloseable {
    /** How candidates travel. */
    public enum Signaling {
        /** One by one after the descriptions. */
        TRICKLE,
        /** All inside the descriptions. */
        COMPLETE
    }

    /** Connects, with trickled candidates where both can. */
    public Connection connect() {
        return connect(offerer.trickles() && answerer.trickles() ? Signaling.TRICKLE : Signaling.COMPLETE);
    }

    /** Connects and waits until both sides say so. */
    public Connection connect(Signaling signaling) {
        negotiate(signaling);
        offerer.inbox().awaitState(Await.STEP, "connected");
        answerer.inbox().awaitState(Await.STEP, "connected");
        return this;
    }

    /** Carries descriptions and candidates, without waiting for what comes of it. */
    public void negotiate(Signaling signaling) {
        String offer = offerer.offer();
        if (signaling == Signaling.COMPLETE) {
            answerer.answer(offerer.gathered());
            offerer.accept(answerer.gathered());
            return;
        }
        trickle(offer);
    }

    /** Carries a second offer with new ICE credentials, and its answer. */
    public void restartIce() {
        trickle(offerer.restartIce());
    }

    private void trickle(String offer) {
        offerer.accept(answerer.answer(offer));
        pump(offerer, answerer);
        pump(answerer, offerer);
    }

    private static void pump(Peer from, Peer to) {
        Thread.ofVirtual().name("candidates of " + from.name()).start(() -> {
            Candidate candidate;
            do {
                candidate = from.inbox().nextCandidate();
                to.addCandidate(candidate);
            } while (!candidate.equals(Candidate.END));
        });
    }

    @Override
    public void close() {
        try (offerer) {
            answerer.close();
        }
    }
}

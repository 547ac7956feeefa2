package io.github.datachannel4j.interop.nat;

import io.github.datachannel4j.interop.peer.Candidate;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Two peers in their networks that exchange descriptions and candidates, until they are connected or have given up. */
final class Meeting {
    static final String FAILED = "**no**";

    private Meeting() {}

    /** What each side uses, or that it does not work, and then what is known about it. */
    record Outcome(String cell, String account) {}

    static Outcome connect(NatPeer offerer, NatPeer answerer) {
        try (offerer;
                answerer) {
            offerer.accept(answerer.answer(offerer.offer()));
            Queue<String> refusals = new ConcurrentLinkedQueue<>();
            pump(offerer, answerer, refusals);
            pump(answerer, offerer, refusals);
            if (offerer.awaitConnected() && answerer.awaitConnected()) {
                return new Outcome(offerer.selectedType() + " – " + answerer.selectedType(), "");
            }
            String refused = "refused candidates: " + refusals;
            return new Outcome(FAILED, String.join("\n  ", "", offerer.account(), answerer.account(), refused));
        }
    }

    /** Until the end, or until the other side takes no more: mostly since it is closed. */
    private static void pump(NatPeer from, NatPeer to, Queue<String> refusals) {
        Thread.ofVirtual().start(() -> {
            try {
                Candidate candidate;
                do {
                    candidate = from.candidates().take();
                    to.addCandidate(candidate);
                } while (!candidate.equals(Candidate.END));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (AssertionError e) {
                refusals.add(e.getMessage());
            }
        });
    }
}

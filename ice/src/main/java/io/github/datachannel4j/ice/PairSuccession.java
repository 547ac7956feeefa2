package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which pair takes the place of the selected one, and when: the one that the controlling side has nominated last, as soon as it has shown to
 * work (RFC 8445 §7.3.1.5), or one that works when the selected pair is silent.
 */
final class PairSuccession {
    private static final StunTransaction.Schedule TRIGGERED = new StunTransaction.Schedule(250, 1000, 4);

    /** Other ways that are tried when the selected pair is silent. */
    private static final int ALTERNATIVES_MAX = 8;

    /** The keeper of the selected pair. */
    interface Incumbent {
        Pair selected();

        /** Whether it is silent, or without an answer to some checks while the other one is heard. */
        boolean isInDoubtBeside(Pair other);

        void replaceBy(Pair pair);

        /** As the controlling side: the peer is to stay with the selected pair, or to come back to it. */
        void nominateAgain();
    }

    private final IceSession session;
    private final long provenNanos;
    private final Incumbent incumbent;

    /** What a controlling peer has nominated last, until that has shown to work, or not; null otherwise. */
    private @Nullable Pair chosen;

    /** Whether a nomination of ours is on its way. */
    private boolean nominating;

    PairSuccession(IceSession session, IceTimings timings, Incumbent incumbent) {
        this.session = session;
        this.incumbent = incumbent;
        provenNanos = timings.quietNanos();
    }

    /** A check of the peer, on the selected pair or another one. */
    void onCheckOfPeer(Pair pair, Nomination nomination) {
        if (session.role() == IceRole.CONTROLLED && nomination == Nomination.NOMINATES) {
            noteChoice(pair);
        }
        if (pair == incumbent.selected()) {
            return;
        }
        boolean needsProof = pair == chosen ? !isProven(pair) : !pair.valid;
        if (needsProof) {
            tryPair(pair);
        } else {
            reconsider(pair);
        }
    }

    /** The last nomination counts; a check without one, on whichever pair, takes nothing back. */
    private void noteChoice(Pair nominated) {
        if (nominated == incumbent.selected()) {
            chosen = null;
        } else if (incumbent.isInDoubtBeside(nominated)
                || session.nominations().prefer(nominated, incumbent.selected())) {
            chosen = nominated;
        }
    }

    /** An answer of long ago does not show that datagrams still arrive there, even if those of the peer arrive here. */
    private boolean isProven(Pair pair) {
        return pair.valid && System.nanoTime() - pair.answeredNanos < provenNanos;
    }

    /** Looks for a pair that works, as the selected one seems not to. */
    void seekAlternatives() {
        List<Pair> alternatives = session.table().pairs().stream()
                .filter(pair -> pair != incumbent.selected()
                        && (pair.valid || pair.requestsReceived > 0)
                        && incumbent.isInDoubtBeside(pair))
                .limit(ALTERNATIVES_MAX)
                .toList();
        alternatives.forEach(this::tryPair);
    }

    /** The triggered check of RFC 8445 §7.3.1.4. */
    private void tryPair(Pair pair) {
        session.sendCheck(PairKeeper.check(pair, Nomination.ONLY_CHECKS), TRIGGERED, new StunTransaction.Outcome() {
            @Override
            public boolean onResponse(StunMessage response, long roundTripNanos) {
                if (response.messageClass() == StunClass.SUCCESS) {
                    reconsider(pair);
                }
                return true;
            }

            @Override
            public void onTimeout() {
                // Then it is no alternative, and a nomination that is not valid.
                if (chosen == pair) {
                    chosen = null;
                }
            }
        });
    }

    /** Moves to a pair that works, if the controlling side has chosen it; if that is this side, it may choose it now. */
    private void reconsider(Pair pair) {
        if (pair == incumbent.selected()) {
            return;
        }
        switch (session.role()) {
            case CONTROLLED -> {
                if (pair == chosen || isWhereThePeerIsNow(pair)) {
                    take(pair);
                }
            }
            case CONTROLLING -> {
                if (incumbent.isInDoubtBeside(pair)) {
                    nominate(pair);
                }
            }
        }
    }

    /**
     * A controlling peer does not see that its NAT has given it another port, so it has no reason to nominate again: to it this is the
     * pair that it has chosen. Firefox's consent checks do not nominate.
     */
    private boolean isWhereThePeerIsNow(Pair pair) {
        return pair.valid && pair.requestsReceived > 0 && incumbent.isInDoubtBeside(pair);
    }

    private void take(Pair pair) {
        if (pair == chosen) {
            chosen = null;
        }
        incumbent.replaceBy(pair);
    }

    /** One pair at a time, so that both sides mean the same one. */
    private void nominate(Pair pair) {
        if (nominating) {
            return;
        }
        nominating = true;
        session.sendCheck(PairKeeper.check(pair, Nomination.NOMINATES), TRIGGERED, new StunTransaction.Outcome() {
            @Override
            public boolean onResponse(StunMessage response, long roundTripNanos) {
                nominating = false;
                if (response.messageClass() == StunClass.SUCCESS) {
                    onNominated(pair);
                }
                return true;
            }

            @Override
            public void onTimeout() {
                nominating = false;
            }
        });
    }

    /** The selected pair may have come back meanwhile. Then it stays, and the peer has to hear of it. */
    private void onNominated(Pair pair) {
        if (incumbent.isInDoubtBeside(pair)) {
            take(pair);
        } else {
            incumbent.nominateAgain();
        }
    }
}

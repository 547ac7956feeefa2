package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.IceSession.Liveness;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the selected pair of a session: consent freshness (RFC 7675), and the move to another pair when the controlling
 * side nominates one or the selected one has fallen silent. ice4j would keep its first pair for ever.
 */
final class PairKeeper implements Keeper {
    /** A consent check is sent once; the time is only how long an answer is still matched. */
    static final StunTransaction.Schedule ONCE = new StunTransaction.Schedule(5000, 5000, 1);

    private static final StunTransaction.Schedule TRIGGERED = new StunTransaction.Schedule(250, 1000, 4);

    /** So many are enough to leave the pair for another one on which the peer has just been heard. */
    private static final int UNANSWERED_SUSPICIOUS = 2;

    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** Other ways that are tried when the selected pair is silent. */
    private static final int ALTERNATIVES_MAX = 8;

    private final IceSession session;
    private final IceTimings timings;
    private final ProbePace pace;
    private final IceSession.Owner owner;
    private Pair selected;
    private long consentNanos;
    private long nextCheckNanos;
    private int unanswered;
    private boolean silent;
    private boolean closed;
    private @Nullable ScheduledFuture<?> timer; // null only during construction
    private long dueNanos;

    PairKeeper(IceSession session, IceTimings timings, IceSession.Owner owner, Pair selected) {
        this.session = session;
        this.timings = timings;
        this.pace = ProbePace.of(timings);
        this.owner = owner;
        this.selected = selected;
        session.loop().execute(() -> select(selected));
    }

    @Override
    public Pair selected() {
        return selected;
    }

    private void select(Pair pair) {
        if (closed) {
            return;
        }
        selected = pair;
        pair.nominated = true;
        consentNanos = System.nanoTime();
        unanswered = 0;
        owner.onSelected(session, pair);
        nextCheckNanos = consentNanos + jitteredIntervalNanos();
        comeBack(consentNanos, 0);
        setSilent(false);
    }

    /** RFC 7675 §5.1: between 0.8 and 1.2 times the interval, so that peers don't check in step. */
    private long jitteredIntervalNanos() {
        return (long) (timings.consentInterval().toNanos()
                * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
    }

    /** Whichever comes first: the next consent check, the end of a quiet that needs no question, or the next question. */
    private void comeBack(long now, long lateNanos) {
        if (unanswered > 0) {
            long untilLost = consentNanos + timings.consentTimeout().toNanos() - now;
            comeBackIn(now, Math.min(pace.waitNanos(unanswered, lateNanos), untilLost));
        } else {
            long untilCheck = nextCheckNanos - now;
            long untilQuiet = timings.quietNanos() - (now - selected.lastHeardNanos);
            comeBackIn(now, Math.min(untilCheck, untilQuiet));
        }
    }

    private void comeBackIn(long now, long nanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        long wait = Math.max(nanos, LEAST_WAIT_NANOS);
        dueNanos = now + wait;
        timer = session.loop().schedule(this::keep, wait, TimeUnit.NANOSECONDS);
    }

    private void keep() {
        long now = System.nanoTime();
        long late = Math.max(0, now - dueNanos);
        if (now - consentNanos > timings.consentTimeout().toNanos()) {
            closed = true;
            owner.onLiveness(session, Liveness.CONSENT_LOST);
            return;
        }
        long quiet = now - selected.lastHeardNanos;
        if (pace.isSilent(unanswered, quiet, late)) {
            setSilent(true);
        }
        if (unanswered >= UNANSWERED_SUSPICIOUS) {
            seekAlternatives();
        }
        if (unanswered > 0 || now - nextCheckNanos >= 0 || quiet >= timings.quietNanos()) {
            sendConsentCheck();
        }
        comeBack(now, late);
    }

    private void sendConsentCheck() {
        unanswered++;
        selected.consentRequestsSent++;
        Pair checked = selected;
        session.sendCheck(check(checked, BindingChecks.Nomination.NOMINATES), ONCE, new StunTransaction.Outcome() {
            @Override
            public boolean onResponse(StunMessage response, long roundTripNanos) {
                if (response.messageClass() == StunClass.SUCCESS && checked == selected) {
                    consentNanos = System.nanoTime();
                    unanswered = 0;
                    heard(checked, consentNanos);
                    nextCheckNanos = consentNanos + jitteredIntervalNanos();
                    comeBack(consentNanos, 0);
                }
                return true;
            }

            @Override
            public void onTimeout() {
                // The clock of the consent says when it has been too long.
            }
        });
    }

    @Override
    public void heard(Pair pair, long nowNanos) {
        pair.lastHeardNanos = nowNanos;
        if (silent && pair == selected) {
            setSilent(false);
        }
    }

    /** The address behind the selected pair is gone: nothing will come on it, so there is no need to wait for silence. */
    @Override
    public void selectedPathLost() {
        if (!closed) {
            setSilent(true);
            seekAlternatives();
            unanswered = Math.max(unanswered, ProbePace.UNANSWERED_MIN);
            comeBack(System.nanoTime(), 0);
        }
    }

    private void setSilent(boolean isSilent) {
        if (silent != isSilent && !closed) {
            silent = isSilent;
            owner.onLiveness(session, isSilent ? Liveness.SILENT : Liveness.ALIVE);
        }
    }

    @Override
    public void onCheckOfPeer(Pair pair, boolean nominates) {
        if (closed) {
            return;
        }
        pair.checkedWithoutNomination |= !nominates;
        heard(pair, System.nanoTime());
        if (pair == selected) {
            return;
        }
        pair.nominated |= nominates && session.role() == IceRole.CONTROLLED;
        askWhetherSelectedLives();
        if (pair.valid) {
            reconsider(pair);
        } else {
            tryPair(pair);
        }
    }

    /**
     * A peer that checks on another pair may have lost its address. If the selected pair has not been heard since the
     * last question, it is asked now, so that its silence shows in two probes rather than at the next consent check.
     */
    private void askWhetherSelectedLives() {
        long now = System.nanoTime();
        if (unanswered == 0 && now - selected.lastHeardNanos > timings.probeNanos()) {
            sendConsentCheck();
            comeBack(now, 0);
        }
    }

    private void seekAlternatives() {
        List<Pair> alternatives = session.table().pairs().stream()
                .filter(pair -> pair != selected && (pair.valid || pair.requestsReceived > 0) && isSuspectBeside(pair))
                .limit(ALTERNATIVES_MAX)
                .toList();
        alternatives.forEach(this::tryPair);
    }

    /** The triggered check of RFC 8445 §7.3.1.4. As the controlling side, it nominates if the selected pair is in doubt. */
    private void tryPair(Pair pair) {
        BindingChecks.Nomination nomination =
                isSuspectBeside(pair) ? BindingChecks.Nomination.NOMINATES : BindingChecks.Nomination.ONLY_CHECKS;
        session.sendCheck(check(pair, nomination), TRIGGERED, new StunTransaction.Outcome() {
            @Override
            public boolean onResponse(StunMessage response, long roundTripNanos) {
                if (response.messageClass() == StunClass.SUCCESS && !closed) {
                    pair.nominated |=
                            session.role() == IceRole.CONTROLLING && nomination == BindingChecks.Nomination.NOMINATES;
                    reconsider(pair);
                }
                return true;
            }

            @Override
            public void onTimeout() {
                // Then it is no alternative.
            }
        });
    }

    private void reconsider(Pair pair) {
        if (pair != selected && (pair.nominated || isWhereThePeerIsNow(pair)) && isBetter(pair)) {
            select(pair);
        } else if (session.role() == IceRole.CONTROLLING && !pair.nominated && isSuspectBeside(pair)) {
            tryPair(pair);
        }
    }

    /**
     * A controlling peer does not see that its NAT has given it another port, so it has no reason to nominate again: to it this is the
     * pair that it has chosen. Firefox's consent checks do not nominate.
     */
    private boolean isWhereThePeerIsNow(Pair pair) {
        return session.role() == IceRole.CONTROLLED && pair.valid && pair.requestsReceived > 0 && isSuspectBeside(pair);
    }

    /**
     * Browsers put USE-CANDIDATE into all their checks, on every pair. Then the priority decides, as in RFC 5245, and a
     * change is meant only if the selected pair has gone quiet. From a peer that nominates with care, each nomination
     * counts.
     */
    private boolean isBetter(Pair pair) {
        if (session.role() == IceRole.CONTROLLING) {
            return isSuspectBeside(pair);
        }
        return isSuspectBeside(pair)
                || pair.checkedWithoutNomination
                || pair.priority(session.role()) > selected.priority(session.role());
    }

    /** Whether the selected pair is silent, or without an answer to two checks while the other one is heard. */
    private boolean isSuspectBeside(Pair other) {
        return silent
                || (unanswered >= UNANSWERED_SUSPICIOUS
                        && other.lastHeardNanos - selected.lastHeardNanos > timings.probeNanos());
    }

    static Ice4jChecks.Check check(Pair pair, BindingChecks.Nomination nomination) {
        long priority = CandidatePriority.withType(pair.localCandidate.priority(), CandidateType.PRFLX);
        return new Ice4jChecks.Check(pair.path, pair.remote, priority, nomination);
    }

    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import io.github.datachannel4j.ice.IceSession.Liveness;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the selected pair of a session: consent freshness (RFC 7675), and the signs of life on it. That it gives way to another one, which
 * ice4j would never let it do, {@link PairSuccession} decides.
 */
final class PairKeeper implements Keeper, PairSuccession.Incumbent {
    /** A consent check is sent once; the time is only how long an answer is still matched. */
    static final StunTransaction.Schedule ONCE = new StunTransaction.Schedule(5000, 5000, 1);

    /** So many are enough to leave the pair for another one on which the peer has just been heard. */
    private static final int UNANSWERED_SUSPICIOUS = 2;

    private static final long LEAST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final IceSession session;
    private final IceTimings timings;
    private final ProbePace pace;
    private final Ticks ticks;
    private final IceSession.Owner owner;
    private final PairSuccession succession;
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
        this.ticks = Ticks.of(timings);
        this.owner = owner;
        this.selected = selected;
        succession = new PairSuccession(session, timings, this);
        session.loop().execute(this::begin);
    }

    /** A check that has been read in the same turn may have brought another pair already. */
    private void begin() {
        if (timer == null) {
            select(selected);
        }
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
            long untilProbe = pace.waitNanos(unanswered, now - selected.lastHeardNanos, lateNanos);
            comeBackIn(now, Math.min(untilProbe, untilLost));
        } else {
            long untilCheck = nextCheckNanos - now;
            long untilQuiet = timings.quietNanos() - (now - selected.lastHeardNanos);
            comeBackIn(now, ticks.nanosUntil(now, Math.min(untilCheck, untilQuiet)));
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
            succession.seekAlternatives();
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
        session.sendCheck(check(checked, Nomination.NOMINATES), ONCE, new StunTransaction.Outcome() {
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
            succession.seekAlternatives();
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
    public void onCheckOfPeer(Pair pair, Nomination nomination) {
        if (closed) {
            return;
        }
        heard(pair, System.nanoTime());
        if (pair != selected) {
            askWhetherSelectedLives();
        }
        succession.onCheckOfPeer(pair, nomination);
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

    @Override
    public void replaceBy(Pair pair) {
        select(pair);
    }

    /** Each check of ours on the selected pair nominates it, and so the next one is sent now. */
    @Override
    public void nominateAgain() {
        if (!closed) {
            sendConsentCheck();
            comeBack(System.nanoTime(), 0);
        }
    }

    @Override
    public boolean isInDoubtBeside(Pair other) {
        return silent
                || (unanswered >= UNANSWERED_SUSPICIOUS
                        && other.lastHeardNanos - selected.lastHeardNanos > timings.probeNanos());
    }

    static Ice4jChecks.Check check(Pair pair, Nomination nomination) {
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

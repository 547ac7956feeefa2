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
final class PairKeeper {
    /** A consent check is sent once; the time is only how long an answer is still matched. */
    private static final StunTransaction.Schedule ONCE = new StunTransaction.Schedule(5000, 5000, 1);

    private static final StunTransaction.Schedule TRIGGERED = new StunTransaction.Schedule(250, 1000, 4);

    /** After an unanswered check, the next ones come at this part of the interval. */
    private static final int PROBES_PER_INTERVAL = 10;

    /** So many checks in a row must be lost before we speak of silence. */
    private static final int UNANSWERED_MAX = 3;

    /** Other ways that are tried when the selected pair is silent. */
    private static final int ALTERNATIVES_MAX = 8;

    private final IceSession session;
    private final IceTimings timings;
    private final IceSession.Owner owner;
    private Pair selected;
    private long consentNanos;
    private int unanswered;
    private boolean silent;
    private boolean closed;
    private @Nullable ScheduledFuture<?> timer; // null only during construction

    PairKeeper(IceSession session, IceTimings timings, IceSession.Owner owner, Pair selected) {
        this.session = session;
        this.timings = timings;
        this.owner = owner;
        this.selected = selected;
        session.loop().execute(() -> select(selected));
    }

    Pair selected() {
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
        comeBack(jitteredIntervalMillis());
        setSilent(false);
    }

    private void comeBack(long millis) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = session.loop().schedule(this::keep, Math.max(millis, 1), TimeUnit.MILLISECONDS);
    }

    /** RFC 7675 §5.1: between 0.8 and 1.2 times the interval, so that peers don't check in step. */
    private long jitteredIntervalMillis() {
        return (long) (timings.consentInterval().toMillis()
                * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
    }

    private void keep() {
        long now = System.nanoTime();
        if (now - consentNanos > timings.consentTimeout().toNanos()) {
            closed = true;
            owner.onLiveness(session, Liveness.CONSENT_LOST);
            return;
        }
        sendConsentCheck();
        boolean isQuiet =
                now - selected.lastHeardNanos > timings.disconnectedAfter().toNanos();
        if (isQuiet && unanswered > UNANSWERED_MAX) {
            setSilent(true);
            seekAlternatives();
        }
        comeBack(timings.consentInterval().toMillis() / PROBES_PER_INTERVAL);
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
                    comeBack(jitteredIntervalMillis());
                }
                return true;
            }

            @Override
            public void onTimeout() {
                // The clock of the consent says when it has been too long.
            }
        });
    }

    /** Anything authentic or any data came on a pair. */
    void heard(Pair pair, long nowNanos) {
        pair.lastHeardNanos = nowNanos;
        if (silent && pair == selected) {
            setSilent(false);
        }
    }

    private void setSilent(boolean isSilent) {
        if (silent != isSilent && !closed) {
            silent = isSilent;
            owner.onLiveness(session, isSilent ? Liveness.SILENT : Liveness.ALIVE);
        }
    }

    /** A check of the peer on any pair, which has been answered. */
    void onCheckOfPeer(Pair pair, boolean nominates) {
        if (closed) {
            return;
        }
        pair.checkedWithoutNomination |= !nominates;
        heard(pair, System.nanoTime());
        if (pair == selected) {
            return;
        }
        pair.nominated |= nominates && session.role() == IceRole.CONTROLLED;
        if (pair.valid) {
            reconsider(pair);
        } else {
            tryPair(pair);
        }
    }

    private void seekAlternatives() {
        List<Pair> alternatives = session.table().pairs().stream()
                .filter(pair -> pair != selected && (pair.valid || pair.requestsReceived > 0))
                .limit(ALTERNATIVES_MAX)
                .toList();
        alternatives.forEach(this::tryPair);
    }

    /** The triggered check of RFC 8445 §7.3.1.4. As the controlling side, it nominates if the selected pair is silent. */
    private void tryPair(Pair pair) {
        BindingChecks.Nomination nomination =
                silent ? BindingChecks.Nomination.NOMINATES : BindingChecks.Nomination.ONLY_CHECKS;
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
        if (pair != selected && pair.nominated && isBetter(pair)) {
            select(pair);
        } else if (session.role() == IceRole.CONTROLLING && silent && !pair.nominated) {
            tryPair(pair);
        }
    }

    /**
     * Browsers put USE-CANDIDATE into all their checks, on every pair. Then the priority decides, as in RFC 5245, and a
     * change is meant only if the selected pair has gone quiet. From a peer that nominates with care, each nomination
     * counts.
     */
    private boolean isBetter(Pair pair) {
        if (session.role() == IceRole.CONTROLLING) {
            return silent;
        }
        return silent
                || unanswered > 1
                || pair.checkedWithoutNomination
                || pair.priority(session.role()) > selected.priority(session.role());
    }

    private static Ice4jChecks.Check check(Pair pair, BindingChecks.Nomination nomination) {
        long priority = CandidatePriority.withType(pair.localCandidate.priority(), CandidateType.PRFLX);
        return new Ice4jChecks.Check(pair.path, pair.remote, priority, nomination);
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import io.github.datachannel4j.ice.IceSession.Liveness;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the selected pair of a lite session, which lives on the peer's consent checks and data. Only a peer that has been quiet for longer
 * than checks of consent are apart, or nearly so, is asked.
 */
final class LiteKeeper implements Keeper {
    /** A selected pair on which nothing came for so long gives way to any other nomination: checks of consent are further apart. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** So many checks on another pair, and nothing on the selected one in between, come from a peer whose address has changed. */
    private static final int CHECKS_ELSEWHERE = 2;

    private final IceSession session;
    private final IceSession.Owner owner;
    private final IceTimings timings;
    private final ProbePace pace;
    private final Ticks ticks;
    private Pair selected;
    private @Nullable Pair elsewhere; // null until a check comes on another pair than the selected one
    private long selectedHeardNanos;
    private int checksElsewhere;
    private int unanswered;
    private boolean silent;
    private boolean closed;
    private @Nullable ScheduledFuture<?> timer; // null only before the first selection
    private long dueNanos;

    LiteKeeper(IceSession session, IceTimings timings, IceSession.Owner owner, Pair selected) {
        this.session = session;
        this.owner = owner;
        this.selected = selected;
        this.timings = timings;
        this.pace = ProbePace.of(timings);
        this.ticks = Ticks.of(timings);
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
        pair.valid = true;
        pair.state = IceStats.PairState.SUCCEEDED;
        pair.lastHeardNanos = System.nanoTime();
        unanswered = 0;
        owner.onSelected(session, pair);
        comeBack(timings.quietNanos());
        setSilent(false);
    }

    private void comeBack(long nanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        long now = System.nanoTime();
        long wait = Math.max(unanswered == 0 ? ticks.nanosUntil(now, nanos) : nanos, 1);
        dueNanos = now + wait;
        timer = session.loop().schedule(this::look, wait, TimeUnit.NANOSECONDS);
    }

    /** One timer that looks how long ago the last sign of life was costs less than one that each of them moves. */
    private void look() {
        long now = System.nanoTime();
        long late = Math.max(0, now - dueNanos);
        long quiet = now - selected.lastHeardNanos;
        if (closed) {
            return;
        }
        if (quiet >= timings.consentTimeout().toNanos()) {
            closed = true;
            owner.onLiveness(session, Liveness.CONSENT_LOST);
            return;
        }
        if (quiet < timings.quietNanos()) {
            unanswered = 0;
            comeBack(timings.quietNanos() - quiet);
            return;
        }
        if (pace.isSilent(unanswered, quiet, late)) {
            setSilent(true);
        }
        ask();
        comeBack(Math.min(
                pace.waitNanos(unanswered, quiet, late),
                timings.consentTimeout().toNanos() - quiet));
    }

    /**
     * Deviates from RFC 8445 §2.5, by which a lite side sends no checks: checks of consent may be further apart than the time to
     * DISCONNECTED, and so silence alone says nothing.
     */
    private void ask() {
        unanswered++;
        selected.consentRequestsSent++;
        Pair asked = selected;
        session.sendCheck(
                PairKeeper.check(asked, Nomination.ONLY_CHECKS), PairKeeper.ONCE, new StunTransaction.Outcome() {
                    @Override
                    public boolean onResponse(StunMessage response, long roundTripNanos) {
                        if (response.messageClass() == StunClass.SUCCESS) {
                            heard(asked, System.nanoTime());
                        }
                        return true;
                    }

                    @Override
                    public void onTimeout() {
                        // The clock says when it has been too long.
                    }
                });
    }

    private void setSilent(boolean isSilent) {
        if (silent != isSilent && !closed) {
            silent = isSilent;
            owner.onLiveness(session, isSilent ? Liveness.SILENT : Liveness.ALIVE);
        }
    }

    /** The peer finds another way to us, or does not. */
    @Override
    public void selectedPathLost() {
        setSilent(true);
    }

    @Override
    public void heard(Pair pair, long nowNanos) {
        pair.lastHeardNanos = nowNanos;
        if (silent && pair == selected) {
            setSilent(false);
        }
    }

    @Override
    public void onCheckOfPeer(Pair pair, Nomination nomination) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        heard(pair, now);
        if (pair != selected && isWanted(pair, nomination, now)) {
            select(pair);
        }
    }

    private boolean isWanted(Pair pair, Nomination nomination, long now) {
        return switch (nomination) {
            case NOMINATES ->
                session.nominations().prefer(pair, selected) || now - selected.lastHeardNanos > QUIET_NANOS;
            case ONLY_CHECKS -> hasMovedTo(pair, now);
        };
    }

    /** A peer does not see that its NAT has given it another port, and Firefox nominates only once. */
    private boolean hasMovedTo(Pair pair, long now) {
        if (pair != elsewhere || selected.lastHeardNanos != selectedHeardNanos) {
            elsewhere = pair;
            selectedHeardNanos = selected.lastHeardNanos;
            checksElsewhere = 0;
        }
        checksElsewhere++;
        return checksElsewhere >= CHECKS_ELSEWHERE && now - selected.lastHeardNanos > QUIET_NANOS;
    }

    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

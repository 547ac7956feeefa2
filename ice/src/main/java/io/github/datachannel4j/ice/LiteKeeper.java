package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.IceSession.Liveness;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the selected pair of a lite session. A lite agent never asks (RFC 8445 §2.5), so it lives on the peer's consent
 * checks: silence is when one of them is overdue, and the end when none has come for as long as consent lasts.
 */
final class LiteKeeper implements Keeper {
    /** A selected pair on which nothing came for so long gives way to any other nomination: checks of consent are further apart. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final IceSession session;
    private final IceSession.Owner owner;
    private final long silentNanos;
    private final long lostNanos;
    private Pair selected;
    private boolean silent;
    private boolean closed;
    private @Nullable ScheduledFuture<?> timer; // null only before the first selection

    LiteKeeper(IceSession session, IceTimings timings, IceSession.Owner owner, Pair selected) {
        this.session = session;
        this.owner = owner;
        this.selected = selected;
        // Nobody can be asked in between, so a check must be overdue before its absence means anything.
        silentNanos =
                timings.disconnectedAfter().plus(timings.consentInterval()).toNanos();
        lostNanos = timings.consentTimeout().toNanos();
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
        pair.valid = true;
        pair.state = IceStats.PairState.SUCCEEDED;
        pair.lastHeardNanos = System.nanoTime();
        owner.onSelected(session, pair);
        comeBack(silentNanos);
        setSilent(false);
    }

    private void comeBack(long nanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = session.loop().schedule(this::look, Math.max(nanos, 1), TimeUnit.NANOSECONDS);
    }

    /** One timer that looks how long ago the last sign of life was costs less than one that each of them moves. */
    private void look() {
        long quiet = System.nanoTime() - selected.lastHeardNanos;
        if (closed) {
            return;
        }
        if (quiet >= lostNanos) {
            closed = true;
            owner.onLiveness(session, Liveness.CONSENT_LOST);
            return;
        }
        if (quiet >= silentNanos) {
            setSilent(true);
        }
        comeBack((quiet < silentNanos ? silentNanos : lostNanos) - quiet);
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
            comeBack(silentNanos);
        }
    }

    /**
     * RFC 8445 §8.2: of the pairs that an aggressive peer nominates, the one of highest priority counts. From a peer that
     * has checked the pair without nominating it before, the last nomination counts, as browsers move that way.
     */
    @Override
    public void onCheckOfPeer(Pair pair, boolean nominates) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        pair.checkedWithoutNomination |= !nominates;
        boolean isBetter = pair.checkedWithoutNomination
                || now - selected.lastHeardNanos > QUIET_NANOS
                || pair.priority(IceRole.CONTROLLED) > selected.priority(IceRole.CONTROLLED);
        heard(pair, now);
        if (nominates && pair != selected && isBetter) {
            select(pair);
        }
    }

    @Override
    public void close() {
        closed = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}

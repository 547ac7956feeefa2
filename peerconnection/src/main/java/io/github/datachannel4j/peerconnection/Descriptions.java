package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.peerconnection.SignalingTransition.Side;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The current and pending descriptions of both sides, as the W3C defines them. Written on the loop, read from everywhere. */
final class Descriptions {
    /**
     * All four at one moment; each is {@code null} as long as there is none.
     *
     * @param currentLocal of the last completed exchange
     * @param pendingLocal of the exchange under way
     * @param currentRemote of the last completed exchange
     * @param pendingRemote of the exchange under way
     */
    record Snapshot(
            @Nullable Description currentLocal,
            @Nullable Description pendingLocal,
            @Nullable Description currentRemote,
            @Nullable Description pendingRemote) {
        static final Snapshot EMPTY = new Snapshot(null, null, null, null);

        @Nullable
        Description local() {
            return pendingLocal != null ? pendingLocal : currentLocal;
        }

        @Nullable
        Description remote() {
            return pendingRemote != null ? pendingRemote : currentRemote;
        }

        /** The answer of the last completed exchange, from whichever side it came. */
        @Nullable
        Description lastAnswer() {
            return currentLocal != null && currentLocal.type() == SdpType.ANSWER ? currentLocal : currentRemote;
        }
    }

    private volatile Snapshot now = Snapshot.EMPTY;

    Snapshot now() {
        return now;
    }

    /** Puts a description where its type says: an answer completes the exchange. */
    void set(Side side, Description description) {
        Snapshot s = now;
        boolean local = side == Side.LOCAL;
        now = switch (description.type()) {
            case OFFER, PRANSWER ->
                local
                        ? new Snapshot(s.currentLocal, description, s.currentRemote, s.pendingRemote)
                        : new Snapshot(s.currentLocal, s.pendingLocal, s.currentRemote, description);
            case ANSWER ->
                local
                        ? new Snapshot(description, null, s.pendingRemote, null)
                        : new Snapshot(s.pendingLocal, null, description, null);
            case ROLLBACK -> throw new IllegalArgumentException("a rollback is no description");
        };
    }

    /** Takes the exchange under way back. */
    void rollback() {
        now = new Snapshot(now.currentLocal, null, now.currentRemote, null);
    }

    /** Changes the local description that is shown, such as by one more candidate. */
    void changeLocal(UnaryOperator<Description> change) {
        Snapshot s = now;
        if (s.pendingLocal != null) {
            now = new Snapshot(s.currentLocal, change.apply(s.pendingLocal), s.currentRemote, s.pendingRemote);
        } else if (s.currentLocal != null) {
            now = new Snapshot(change.apply(s.currentLocal), null, s.currentRemote, s.pendingRemote);
        }
    }

    /** Changes the remote descriptions, current and pending, that it wants to change. */
    void changeRemote(UnaryOperator<Description> change) {
        Snapshot s = now;
        now = new Snapshot(
                s.currentLocal,
                s.pendingLocal,
                s.currentRemote == null ? null : change.apply(s.currentRemote),
                s.pendingRemote == null ? null : change.apply(s.pendingRemote));
    }
}

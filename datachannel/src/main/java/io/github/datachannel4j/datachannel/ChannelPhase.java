package io.github.datachannel4j.datachannel;

/**
 * Where one channel is in its life: the W3C's four states, cut finer where RFC 8831 §6.7 and RFC 8832 §6 need it. A pure
 * table; {@link Channel} and {@link RefusedStream} hold the current phase and act when it changes.
 *
 * <pre>
 *                     OPEN_SENT                  CONFIRMED
 *      CONNECTING ───────────────▶ UNCONFIRMED ────────────▶ CONFIRMED      (W3C: connecting; open, open)
 *       │  │         AGREED              │ CLOSE, PEER_RESET     │ ▲
 *       │  └─────────────────────────────┼───────────────────────┼─┘
 *       │                     ┌──────────┴───────────────────────┤
 *       │ CLOSE               │ CLOSE                            │ PEER_RESET
 *       │                     ▼          PEER_RESET              ▼
 *       │               RESETTING_BOTH ─────────────────▶ RESETTING_OWN     (W3C: closing)
 *       │                     │ OWN_RESET                        │ OWN_RESET
 *       │                     ▼          PEER_RESET              ▼
 *       └───▶ CLOSED ◀─ AWAITING_PEER ──────────────────────▶ CLOSED        (W3C: closing; closed)
 *
 * GONE leads from everywhere to CLOSED.
 * </pre>
 */
enum ChannelPhase {
    /** Waits for the association and, when opened in-band, for its id. */
    CONNECTING(ChannelState.CONNECTING),
    /** Usable, but the peer may not know the channel yet: RFC 8832 §6 wants user data ordered until it has answered. */
    UNCONFIRMED(ChannelState.OPEN),
    /** The peer has acknowledged the channel, or sent any message on it, or opened it itself. */
    CONFIRMED(ChannelState.OPEN),
    /** Our reset is requested, and follows what is queued; the peer has not reset its direction. */
    RESETTING_BOTH(ChannelState.CLOSING),
    /** The peer has reset its direction; our reset is requested. Whatever arrives now belongs to the stream's next channel. */
    RESETTING_OWN(ChannelState.CLOSING),
    /** Our direction is reset; the peer's is not. */
    AWAITING_PEER(ChannelState.CLOSING),
    CLOSED(ChannelState.CLOSED);

    /** What can happen to a channel. */
    enum Event {
        /** The association is up and the OPEN is on its way. */
        OPEN_SENT,
        /** The association is up and both ends know the channel: it is negotiated, or the peer has opened it. */
        AGREED,
        /** The peer showed that it knows the channel. */
        CONFIRMED,
        /** This end closes the channel. */
        CLOSE,
        /** The peer has reset its outgoing stream. */
        PEER_RESET,
        /** The peer has performed the reset of our outgoing stream. */
        OWN_RESET,
        /** The association has ended, or the stream can never be reset. */
        GONE
    }

    private final ChannelState state;

    ChannelPhase(ChannelState state) {
        this.state = state;
    }

    ChannelState state() {
        return state;
    }

    /** The phase after {@code event}; the same one where the event means nothing. */
    ChannelPhase after(Event event) {
        if (event == Event.GONE) {
            return CLOSED;
        }
        return switch (this) {
            case CONNECTING -> afterWhileConnecting(event);
            case UNCONFIRMED, CONFIRMED -> afterWhileOpen(event);
            case RESETTING_BOTH -> afterWhileResettingBoth(event);
            case RESETTING_OWN -> event == Event.OWN_RESET ? CLOSED : this;
            case AWAITING_PEER -> event == Event.PEER_RESET ? CLOSED : this;
            case CLOSED -> this;
        };
    }

    private ChannelPhase afterWhileConnecting(Event event) {
        return switch (event) {
            case OPEN_SENT -> UNCONFIRMED;
            case AGREED -> CONFIRMED;
            case CLOSE -> CLOSED;
            case CONFIRMED, PEER_RESET, OWN_RESET, GONE -> this;
        };
    }

    private ChannelPhase afterWhileOpen(Event event) {
        return switch (event) {
            case CONFIRMED -> CONFIRMED;
            case CLOSE -> RESETTING_BOTH;
            case PEER_RESET -> RESETTING_OWN;
            case OPEN_SENT, AGREED, OWN_RESET, GONE -> this;
        };
    }

    private ChannelPhase afterWhileResettingBoth(Event event) {
        return switch (event) {
            case PEER_RESET -> RESETTING_OWN;
            case OWN_RESET -> AWAITING_PEER;
            case OPEN_SENT, AGREED, CONFIRMED, CLOSE, GONE -> this;
        };
    }
}

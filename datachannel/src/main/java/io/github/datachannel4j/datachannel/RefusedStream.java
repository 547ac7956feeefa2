package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.datachannel.ChannelPhase.Event;

/**
 * A stream on which the peer believes to have a channel and we do not: its OPEN was refused, or it closes a channel that was
 * never created here. The closing runs its course as RFC 8831 §6.7 wants it, and nobody above hears of it. Without this the
 * peer's answer to our reset would look like a new reset, and two such ends would reset each other for ever.
 */
final class RefusedStream {
    private ChannelPhase phase;

    /** Our direction is being reset; {@code phase} says whether the peer's is reset already. */
    RefusedStream(ChannelPhase phase) {
        this.phase = phase;
    }

    ChannelPhase phase() {
        return phase;
    }

    void closingProceeds(Event event) {
        phase = phase.after(event);
    }
}

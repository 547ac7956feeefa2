package io.github.datachannel4j.sctp.tx;

/** The highest priority first; equals in turn (RFC 8260 §3.4). */
final class StrictPriority implements StreamScheduler {
    @Override
    public long rankOnArrival(OutgoingStream stream) {
        return -stream.priority();
    }

    @Override
    public long rankAfterTurn(OutgoingStream stream, long bytes) {
        return -stream.priority();
    }
}

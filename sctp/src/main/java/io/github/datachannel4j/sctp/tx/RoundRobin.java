package io.github.datachannel4j.sctp.tx;

/** All streams rank alike, so each goes to the end of the row after its turn (RFC 8260 §3.2). */
final class RoundRobin implements StreamScheduler {
    @Override
    public long rankOnArrival(OutgoingStream stream) {
        return 0;
    }

    @Override
    public long rankAfterTurn(OutgoingStream stream, long bytes) {
        return 0;
    }
}

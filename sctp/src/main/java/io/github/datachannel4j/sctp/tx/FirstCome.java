package io.github.datachannel4j.sctp.tx;

/** Messages in the order of {@code send} (RFC 8260 §3.1). */
final class FirstCome implements StreamScheduler {
    @Override
    public long rankOnArrival(OutgoingStream stream) {
        return arrivalOfHead(stream);
    }

    @Override
    public long rankAfterTurn(OutgoingStream stream, long bytes) {
        return arrivalOfHead(stream);
    }

    private static long arrivalOfHead(OutgoingStream stream) {
        QueuedMessage head = stream.head();
        return head == null ? 0 : head.arrival();
    }
}

package io.github.datachannel4j.ice;

/** The requests to one STUN or TURN server and its answers, counted on the agent's loop. */
final class ServerTally {
    private static final long NOT_MEASURED = -1;

    private final IceServerUrl url;
    private long requestsSent;
    private long responsesReceived;
    private long shortestRoundTripNanos = NOT_MEASURED;

    ServerTally(IceServerUrl url) {
        this.url = url;
    }

    /** Counts a request once, however often it is sent again. */
    void sent() {
        requestsSent++;
    }

    void answered(StunTransaction transaction, long roundTripNanos) {
        responsesReceived++;
        // Karn's rule: nobody knows which of several transmissions the answer is to.
        if (!transaction.wasRetransmitted()) {
            shortestRoundTripNanos = shortestRoundTripNanos == NOT_MEASURED
                    ? roundTripNanos
                    : Math.min(shortestRoundTripNanos, roundTripNanos);
        }
    }

    IceStats.Server stats() {
        return new IceStats.Server(
                url.url(),
                url.port(),
                url.relayTransport().orElse(null),
                requestsSent,
                responsesReceived,
                shortestRoundTripNanos);
    }
}

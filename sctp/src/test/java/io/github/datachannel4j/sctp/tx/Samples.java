package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;

/** Acknowledgements for tests of controllers. */
final class Samples {
    private Samples() {}

    /** A SACK that moves the cumulative TSN. */
    static AcknowledgementSample acked(long ackedBytes, long flightBeforeBytes, Recovery recovery) {
        return new AcknowledgementSample()
                .at(0, flightBeforeBytes, recovery)
                .cumulativeAdvanced(true)
                .flight(ackedBytes, 0, flightBeforeBytes);
    }
}

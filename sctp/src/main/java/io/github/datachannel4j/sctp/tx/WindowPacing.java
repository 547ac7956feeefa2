package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.Nanos;

/** The pacing of a controller that has only a window: a window for each round trip, and a little faster, so that the window is what limits. */
final class WindowPacing {
    /** In slow start the window doubles within the round trip. */
    private static final double SLOW_START_GAIN = 2;

    private static final double GAIN = 1.25;

    private long srttNanos;

    void observe(AcknowledgementSample sample) {
        srttNanos = sample.srttNanos();
    }

    long bytesPerSecond(long cwndBytes, boolean isSlowStart) {
        if (srttNanos == 0) {
            return CongestionControl.UNPACED;
        }
        double windows = (isSlowStart ? SLOW_START_GAIN : GAIN) * Nanos.PER_SECOND / srttNanos;
        return Math.max(1, (long) (windows * cwndBytes));
    }
}

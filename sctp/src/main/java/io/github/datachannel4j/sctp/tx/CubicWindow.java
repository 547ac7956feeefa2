package io.github.datachannel4j.sctp.tx;

/**
 * The window of CUBIC in congestion avoidance (RFC 9438 §4), in packets: a cubic curve through the window at which loss came, flat
 * where it was reached and steep away from it; and never less than NewReno would have.
 */
final class CubicWindow {
    /** RFC 9438 §5: the curve's steepness, in packets by cubed seconds. */
    private static final double C = 0.4;

    static final double BETA = 0.7;
    private static final double NEVER = -1;
    /** §4.3: with this, a flow that shrinks to 0.7 takes as much as one that shrinks to a half. */
    private static final double RENO_ALPHA = 3 * (1 - BETA) / (1 + BETA);
    /** §4.2: one round trip may not grow the window more than this. */
    private static final double GROWTH_MAX = 1.5;

    private double windowMax;
    private double windowBefore;
    private double renoWindow;
    private double secondsToMax;
    private double epochSeconds = NEVER;

    /** Loss came when the window had this size (§4.6, §4.7). Returns the new one. */
    double shrink(double window) {
        // §4.7: below the last maximum, somebody else has come: let go of more.
        windowMax = window < windowMax ? window * (1 + BETA) / 2 : window;
        windowBefore = window;
        epochSeconds = NEVER;
        return window * BETA;
    }

    /** The curve begins anew from the next acknowledgement. */
    void beginEpoch() {
        epochSeconds = NEVER;
    }

    /** The next epoch begins on the flat of its curve, as after a time-out (§4.8). */
    void forgetMax() {
        windowMax = 0;
        epochSeconds = NEVER;
    }

    /** For a while the application had nothing to send: time does not count (§4.2, §5.8). */
    void shift(double seconds) {
        if (epochSeconds != NEVER) {
            epochSeconds += seconds;
        }
    }

    /** The window after so many packets are acknowledged, and the round trip takes this long. */
    double grow(double nowSeconds, double window, double ackedPackets, double rttSeconds) {
        if (epochSeconds == NEVER) {
            epochSeconds = nowSeconds;
            renoWindow = window;
            if (windowMax < window) {
                windowMax = window;
            }
            secondsToMax = Math.cbrt((windowMax - window) / C);
        }
        // Once the window is back where it was, NewReno's step is a full packet (§4.3).
        double alpha = renoWindow >= windowBefore ? 1 : RENO_ALPHA;
        renoWindow += alpha * ackedPackets / window;
        double elapsed = nowSeconds - epochSeconds;
        if (curve(elapsed) < renoWindow) {
            return Math.max(window, renoWindow);
        }
        double target = Math.clamp(curve(elapsed + rttSeconds), window, GROWTH_MAX * window);
        return window + (target - window) / window * ackedPackets;
    }

    private double curve(double seconds) {
        double fromMax = seconds - secondsToMax;
        return C * fromMax * fromMax * fromMax + windowMax;
    }

    /** What undoing a {@link #shrink} needs. */
    CubicWindow copy() {
        CubicWindow copy = new CubicWindow();
        copy.windowMax = windowMax;
        copy.windowBefore = windowBefore;
        copy.renoWindow = renoWindow;
        copy.secondsToMax = secondsToMax;
        copy.epochSeconds = epochSeconds;
        return copy;
    }
}

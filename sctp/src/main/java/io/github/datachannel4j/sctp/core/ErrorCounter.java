package io.github.datachannel4j.sctp.core;

/** Time-outs in a row without a sign of life from the peer (RFC 9260 §8.1). */
public final class ErrorCounter {
    private final int max;
    private int errors;

    /** A counter at zero that is exhausted by more than {@code max} errors. */
    public ErrorCounter(int max) {
        this.max = max;
    }

    public void increment() {
        // Without the test a limit of "never" would be reached by overflow.
        if (errors <= max && errors < Integer.MAX_VALUE) {
            errors++;
        }
    }

    public void clear() {
        errors = 0;
    }

    /** Errors since the last sign of life. */
    public int count() {
        return errors;
    }

    public boolean isExhausted() {
        return errors > max;
    }
}

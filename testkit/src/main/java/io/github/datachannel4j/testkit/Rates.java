package io.github.datachannel4j.testkit;

/** Checks for chances. */
final class Rates {
    private Rates() {}

    static void check(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a chance is between 0 and 1, not " + rate);
        }
    }
}

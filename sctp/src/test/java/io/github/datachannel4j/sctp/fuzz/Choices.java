package io.github.datachannel4j.sctp.fuzz;

import java.util.SplittableRandom;

/** Where a fuzzer's decisions come from: a seed, or the bytes that a coverage-guided fuzzer has thought of. */
interface Choices {
    /** A number from 0 to {@code bound - 1}. */
    int below(int bound);

    /** Whether there is anything left to decide. */
    boolean hasMore();

    static Choices ofSeed(long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Choices() {
            private int left = count;

            @Override
            public int below(int bound) {
                left--;
                return random.nextInt(bound);
            }

            @Override
            public boolean hasMore() {
                return left > 0;
            }
        };
    }

    static Choices ofBytes(byte[] bytes) {
        return new Choices() {
            private int at;

            @Override
            public int below(int bound) {
                int value = next();
                if (bound > 256) {
                    value = value << 8 | next();
                }
                return value % bound;
            }

            private int next() {
                return at < bytes.length ? bytes[at++] & 0xFF : 0;
            }

            @Override
            public boolean hasMore() {
                return at < bytes.length;
            }
        };
    }
}

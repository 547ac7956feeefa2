package io.github.datachannel4j.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damaged copies of real bytes, for readers that must bear anything. What they take should be looked at, what they refuse as well. */
public final class Mutants {
    private static final int CHANGES_MAX = 4;
    private static final int GROWTH_MAX = 64;
    /** Where lengths, counts and signs end. */
    private static final byte[] EDGES = {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF};

    private Mutants() {}

    /** One with up to four changes. */
    public static byte[] of(List<byte[]> originals, RandomGenerator random) {
        byte[] bytes = any(originals, random).clone();
        for (int changes = 1 + random.nextInt(CHANGES_MAX); changes > 0 && bytes.length > 0; changes--) {
            bytes = changed(bytes, originals, random);
        }
        return bytes;
    }

    private static byte[] changed(byte[] bytes, List<byte[]> originals, RandomGenerator random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> set(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(Byte.SIZE)));
            case 1 -> set(bytes, at, (byte) random.nextInt());
            case 2 -> set(bytes, at, EDGES[random.nextInt(EDGES.length)]);
            case 3 -> set(bytes, at, (byte) (bytes[at] + random.nextInt(3) - 1));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(GROWTH_MAX));
            default -> spliced(bytes, at, any(originals, random), random);
        };
    }

    private static byte[] set(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    /** The beginning of one and the end of another. */
    private static byte[] spliced(byte[] first, int at, byte[] second, RandomGenerator random) {
        int from = random.nextInt(second.length + 1);
        byte[] both = Arrays.copyOf(first, at + second.length - from);
        System.arraycopy(second, from, both, at, second.length - from);
        return both;
    }

    private static byte[] any(List<byte[]> originals, RandomGenerator random) {
        return originals.get(random.nextInt(originals.size()));
    }
}

package io.github.datachannel4j.ice;

import java.net.BindException;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * UDP ports that a firewall lets through, both ends included; 0 to 0 for any free one.
 *
 * @param first the least port
 * @param last the greatest port
 */
public record PortRange(int first, int last) {
    /** Whatever the system gives. */
    public static final PortRange ANY = new PortRange(0, 0);

    private static final int PORT_MAX = 65535;

    public PortRange {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last > PORT_MAX || first > last)) {
            throw new IllegalArgumentException("not a range of UDP ports: " + first + " to " + last);
        }
    }

    /**
     * Opens something at the first port that is free, beginning at a random place of the range.
     *
     * @throws PortUnavailableException if none is
     */
    <T> T open(RandomGenerator random, IntFunction<T> opener) {
        int size = last - first + 1;
        int start = random.nextInt(size);
        int tried = 0;
        while (true) {
            try {
                return opener.apply(first + (start + tried) % size);
            } catch (PortUnavailableException e) {
                // Without file descriptors, for example, another port does no better.
                if (size == 1 || !(e.getCause() instanceof BindException inUse)) {
                    throw e;
                }
                if (++tried == size) {
                    throw new PortUnavailableException(
                            "none of the UDP ports " + first + " to " + last
                                    + " is free: each connection takes one, and one more for each relay that it"
                                    + " asks for over UDP; the last one tried: " + e.getMessage(),
                            inUse);
                }
            }
        }
    }
}

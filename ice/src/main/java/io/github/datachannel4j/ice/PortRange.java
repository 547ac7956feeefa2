package io.github.datachannel4j.ice;

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

    /** How many ports there are to try. */
    int size() {
        return last - first + 1;
    }

    /** The port at a distance from the first, beginning anew after the last. */
    int at(int index) {
        return first + Math.floorMod(index, size());
    }
}

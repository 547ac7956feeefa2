package io.github.datachannel4j.sctp.association.mtu;

import java.util.Arrays;

/**
 * Which packet sizes are worth a probe. Path MTUs cluster around a few values, so a table finds the right one with fewer lost probes than
 * halving an interval would. Below a packet are DTLS 1.2 with 37 bytes, UDP with 8, and IPv4 with 20 or IPv6 with 40.
 */
final class ProbeSizes {
    /** The most likely one, and therefore the first: 1500 bytes by IPv4. */
    private static final int ETHERNET = 1435;

    /**
     * In ascending order: LTE at 1358 bytes, WireGuard at 1420 by IPv6 and IPv4, clouds at 1460 by IPv4, PPPoE at 1492 and Ethernet at
     * 1500 by IPv6, PPPoE and Ethernet by IPv4.
     */
    private static final int[] LIKELY = {1293, 1335, 1355, 1395, 1407, 1415, 1427, ETHERNET};

    private final int maxBytes;

    ProbeSizes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * What to try when one size works and another does not; 0 when the table knows nothing between.
     *
     * @param worksBytes the largest size that works
     * @param tooLargeBytes the least that does not; {@link Integer#MAX_VALUE} when none is known
     */
    int next(int worksBytes, int tooLargeBytes) {
        int[] left = Arrays.stream(LIKELY)
                .filter(size -> size < maxBytes && size > worksBytes && size < tooLargeBytes)
                .toArray();
        if (left.length > 0 && left[left.length - 1] == ETHERNET) {
            return ETHERNET;
        }
        if (left.length > 0 && tooLargeBytes <= ETHERNET) {
            return left[left.length / 2];
        }
        // Only what is larger than Ethernet is left, or the table begins above our maximum.
        return worksBytes < maxBytes && maxBytes < tooLargeBytes ? maxBytes : 0;
    }
}

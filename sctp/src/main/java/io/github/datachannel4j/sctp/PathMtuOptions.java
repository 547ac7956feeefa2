package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.core.Nanos;

/**
 * How large packets are, and how path MTU discovery (RFC 8899) looks for more. Sizes are SCTP packets with their common header; what
 * lies below takes {@code lowerLayerBytes} more.
 *
 * @param baseBytes where it starts and what it falls back to (BASE_PLPMTU), 512 to 65535. 1191 = 1280 (the least IPv6 MTU, which tunnels
 *     really have) - 40 (IPv6) - 8 (UDP) - 24 (TURN with an IPv6 peer and its padding) - 13 - 4 (DTLS). Every chunk is cut for it, so
 *     that what was sent in larger packets can be sent again after a fall-back
 * @param maxBytes the largest that is tried (MAX_PLPMTU), at least {@code baseBytes}; equal to it turns discovery off. 1500 by default,
 *     which is of use on loopback and with jumbo frames only: aiortc reads 1500 bytes of a record at a time, and takes the rest of a larger
 *     one for the next. Chromium and we have room for 2048 with DTLS, pion for 1460
 * @param lowerLayerBytes what IP, UDP and DTLS add, for the figures; 65 = 20 (IPv4) + 8 (UDP) + 37 (DTLS 1.2 with AES-GCM)
 * @param probeTimeoutNanos a probe that is not answered by then is lost (PROBE_TIMER), at least 1 s (§5.1.1), which is the
 *     default; longer where two round trips take more
 * @param raiseIntervalNanos after so long a larger size is tried again (PMTU_RAISE_TIMER); 600 s (§5.1.1)
 */
public record PathMtuOptions(
        int baseBytes, int maxBytes, int lowerLayerBytes, long probeTimeoutNanos, long raiseIntervalNanos) {
    /** Room for the common header, a SACK and a DATA chunk worth sending; with what lies below, what every IPv4 path carries. */
    public static final int MIN_BYTES = 512;

    private static final int PACKET_BYTES_MAX = 65535;

    public PathMtuOptions {
        if (baseBytes < MIN_BYTES || maxBytes < baseBytes || maxBytes > PACKET_BYTES_MAX) {
            throw new IllegalArgumentException("packets must be " + MIN_BYTES + " to " + PACKET_BYTES_MAX
                    + " bytes long, not " + baseBytes + " to " + maxBytes);
        }
        if (lowerLayerBytes < 0 || raiseIntervalNanos <= 0) {
            throw new IllegalArgumentException("headers and times of path MTU discovery must be positive");
        }
        if (probeTimeoutNanos < Nanos.PER_SECOND) {
            throw new IllegalArgumentException("a probe must be waited for at least a second (RFC 8899 §5.1.1)");
        }
    }

    /** What suits SCTP over DTLS over UDP. */
    public static PathMtuOptions defaults() {
        return new PathMtuOptions(1191, 1500, 65, Nanos.PER_SECOND, 600 * Nanos.PER_SECOND);
    }

    /** Packets of up to this size, and no discovery. */
    public static PathMtuOptions fixed(int packetBytes) {
        return defaults().withRange(packetBytes, packetBytes);
    }

    /** Between these sizes. */
    public PathMtuOptions withRange(int base, int max) {
        return new PathMtuOptions(base, max, lowerLayerBytes, probeTimeoutNanos, raiseIntervalNanos);
    }

    /** With another time until a larger size is tried again. */
    public PathMtuOptions withRaiseIntervalNanos(long nanos) {
        return new PathMtuOptions(baseBytes, maxBytes, lowerLayerBytes, probeTimeoutNanos, nanos);
    }

    /** Whether larger sizes than the base are looked for. */
    public boolean isDiscovering() {
        return maxBytes > baseBytes;
    }
}

package io.github.datachannel4j.dtls;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DtlsTransport} behaves. The defaults fit data channels over the internet.
 *
 * @param mtuBytes how long a datagram of the handshake may be, in bytes of UDP payload, 256 to 16384. 1200 passes
 *     everywhere and is what Chromium uses. Application data is not cut: its sender knows its own limit
 * @param handshakeTimeout how long the handshake may take, from {@link DtlsTransport#start} on, so including the wait
 *     at the gate. 30 s is the time after which ICE consent has expired as well, so that nobody can still be there
 * @param retransmitInterval after which silence a flight of the handshake is sent again the first time; it doubles with
 *     each repetition. RFC 6347 §4.2.4.1 suggests 1 s for a path it knows nothing about, but here ICE has just shown
 *     that the path works, and a lost flight must not cost the user a second
 * @param gate how many handshakes may run at a time; share one between the transports of a process
 * @param keyLog where the session's secrets go; null, as it should be, when nobody debugs
 */
public record DtlsOptions(
        int mtuBytes,
        Duration handshakeTimeout,
        Duration retransmitInterval,
        HandshakeGate gate,
        @Nullable KeyLog keyLog) {

    /** The smallest MTU that leaves room for a fragment of a handshake message beside its headers. */
    private static final int MTU_MIN_BYTES = 256;

    /** A record cannot be longer, so a datagram of one need not be. */
    private static final int MTU_MAX_BYTES = 1 << 14;

    private static final int DEFAULT_MTU_BYTES = 1200;

    private static final Duration DEFAULT_HANDSHAKE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration DEFAULT_RETRANSMIT_INTERVAL = Duration.ofMillis(200);

    public DtlsOptions {
        if (mtuBytes < MTU_MIN_BYTES || mtuBytes > MTU_MAX_BYTES) {
            throw new IllegalArgumentException(
                    "mtuBytes is " + mtuBytes + " and has to be between " + MTU_MIN_BYTES + " and " + MTU_MAX_BYTES);
        }
        requirePositive(handshakeTimeout, "handshakeTimeout");
        requirePositive(retransmitInterval, "retransmitInterval");
    }

    /** The defaults, with a gate of its own: replace that by a shared one where many transports are made. */
    public static DtlsOptions defaults() {
        return new DtlsOptions(
                DEFAULT_MTU_BYTES,
                DEFAULT_HANDSHAKE_TIMEOUT,
                DEFAULT_RETRANSMIT_INTERVAL,
                HandshakeGate.ofDefaultLimit(),
                null);
    }

    public DtlsOptions withMtuBytes(int bytes) {
        return new DtlsOptions(bytes, handshakeTimeout, retransmitInterval, gate, keyLog);
    }

    public DtlsOptions withHandshakeTimeout(Duration timeout) {
        return new DtlsOptions(mtuBytes, timeout, retransmitInterval, gate, keyLog);
    }

    public DtlsOptions withRetransmitInterval(Duration interval) {
        return new DtlsOptions(mtuBytes, handshakeTimeout, interval, gate, keyLog);
    }

    public DtlsOptions withGate(HandshakeGate shared) {
        return new DtlsOptions(mtuBytes, handshakeTimeout, retransmitInterval, shared, keyLog);
    }

    /** @param log where the session's secrets go; null turns it off */
    public DtlsOptions withKeyLog(@Nullable KeyLog log) {
        return new DtlsOptions(mtuBytes, handshakeTimeout, retransmitInterval, gate, log);
    }

    private static void requirePositive(Duration duration, String name) {
        // A millisecond is what the timers below can tell apart, and more than this many would not fit into an int.
        if (duration.toMillis() < 1 || duration.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(name + " is " + duration + " and has to be between 1 ms and 24 days");
        }
    }
}

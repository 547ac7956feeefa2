package io.github.datachannel4j.dtls;

import java.util.Collection;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS 1.2 connection over datagrams that somebody else carries. It lives on its owner's loop: every method is to be
 * called there, and every call of the {@link DtlsListener} comes there. Only while the handshake runs there is a thread
 * of its own, a virtual one.
 */
public final class DtlsTransport {

    /** The longest application data that fits into one record (RFC 6347 §4.1). */
    public static final int APPLICATION_DATA_MAX_BYTES = 1 << 14;

    /** A transport in {@link DtlsState#NEW}. */
    public DtlsTransport(
            ScheduledExecutorService loop, DtlsCertificate certificate, DtlsOptions options, DtlsListener listener) {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins the handshake. Datagrams that came before are not lost.
     *
     * @param remoteFingerprints those of the peer's session description; the peer's certificate must have one of them
     * @throws IllegalArgumentException when no fingerprint has a hash function that we know
     * @throws IllegalStateException when it has been started or closed
     */
    public void start(DtlsRole role, Collection<Fingerprint> remoteFingerprints) {
        throw new UnsupportedOperationException();
    }

    /**
     * A datagram of the peer; the array may be reused when this returns. Never throws for what the datagram holds, and
     * keeps a bounded number of them before {@link #start}.
     */
    public void receive(byte[] datagram, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends application data as one record, in a datagram that is at most 37 bytes longer.
     *
     * @return false when the transport is not {@link DtlsState#CONNECTED}; the data is dropped then
     * @throws IllegalArgumentException when it is longer than {@link #APPLICATION_DATA_MAX_BYTES} or empty
     */
    public boolean send(byte[] data, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    /** Tells the peer (close_notify) and ends in {@link DtlsState#CLOSED}; does nothing after CLOSED or FAILED. */
    public void close() {
        throw new UnsupportedOperationException();
    }

    /** The state. */
    public DtlsState state() {
        throw new UnsupportedOperationException();
    }

    /** Why the transport failed; null unless it is {@link DtlsState#FAILED}. */
    public @Nullable DtlsFailure failure() {
        throw new UnsupportedOperationException();
    }

    /** The figures as they are now. */
    public DtlsStats stats() {
        throw new UnsupportedOperationException();
    }
}

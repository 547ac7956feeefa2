package io.github.datachannel4j.dtls;

/**
 * What a {@link DtlsTransport} tells its owner. All calls come on the transport's loop, and may call back into the
 * transport.
 */
public interface DtlsListener {

    /**
     * The transport has entered {@code state}; see {@link DtlsTransport#failure()} for why it is
     * {@link DtlsState#FAILED}. {@link DtlsState#CLOSED} comes after {@link DtlsTransport#close()} as well as after the
     * peer's close_notify. Nothing is called after CLOSED or FAILED.
     */
    void stateChanged(DtlsState state);

    /**
     * One record of application data, decrypted. The array belongs to the receiver from now on: it is never written
     * again, so it may be wrapped without a copy.
     */
    void applicationData(byte[] data, int offset, int length);

    /**
     * A datagram for the peer. The array is only lent: the loop's next record overwrites it, so write it to the socket
     * or copy it before this returns.
     */
    void datagram(byte[] datagram, int offset, int length);
}

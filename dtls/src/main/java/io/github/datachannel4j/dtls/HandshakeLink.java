package io.github.datachannel4j.dtls;

import java.io.InterruptedIOException;
import org.bouncycastle.tls.DatagramTransport;

/** What BouncyCastle sees of the network during the handshake, on the handshake's thread: it may wait for a datagram. */
final class HandshakeLink implements DatagramTransport {

    /**
     * BouncyCastle makes a buffer of this size for each wait. Flights come in datagrams of an Ethernet frame at most,
     * and longer ones are dropped.
     */
    static final int RECEIVE_LIMIT_BYTES = 2048;

    private final Inbox inbox;
    private final int mtuBytes;
    private final FlightBuffer flight;
    private final Runnable waitedInVain;
    private boolean closed;

    /** @param waitedInVain called when nothing has come in the time that BouncyCastle gives it */
    HandshakeLink(Inbox inbox, int mtuBytes, DatagramSink sink, Runnable waitedInVain) {
        this.inbox = inbox;
        this.mtuBytes = mtuBytes;
        this.flight = new FlightBuffer(mtuBytes, sink);
        this.waitedInVain = waitedInVain;
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT_BYTES;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws InterruptedIOException {
        // Whoever waits has said what it had to say.
        flush();
        if (closed) {
            // The peer's close_notify has come; BouncyCastle would notice only after the next repetition.
            throw new InterruptedIOException("the connection has been closed");
        }
        try {
            byte[] datagram = inbox.take(waitMillis);
            if (datagram == null) {
                waitedInVain.run();
            }
            if (datagram == null || datagram.length > length) {
                return -1;
            }
            System.arraycopy(datagram, 0, buffer, offset, datagram.length);
            return datagram.length;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the handshake has been cancelled");
        }
    }

    @Override
    public int getSendLimit() {
        return mtuBytes;
    }

    @Override
    public void send(byte[] record, int offset, int length) {
        flight.add(record, offset, length);
    }

    /** Called after the alert that ends the handshake, be it the peer's or ours. */
    @Override
    public void close() {
        closed = true;
        flush();
    }

    void flush() {
        flight.flush();
    }
}

package io.github.datachannel4j.dtls;

import java.io.InterruptedIOException;
import org.bouncycastle.tls.DatagramTransport;

/**
 * What BouncyCastle sees of the network after the handshake, on the loop: the one datagram that has just come, and never
 * a wait.
 */
final class LoopLink implements DatagramTransport {

    private static final byte[] NOTHING = new byte[0];

    private final int mtuBytes;
    private final DatagramSink sink;
    private final FlightBuffer answers;
    private byte[] datagram = NOTHING;
    private int offset;
    private int length;
    private boolean answering;

    LoopLink(int mtuBytes, DatagramSink sink) {
        this.mtuBytes = mtuBytes;
        this.sink = sink;
        this.answers = new FlightBuffer(mtuBytes, sink);
    }

    /** Lays a datagram ready for BouncyCastle; what that sends until {@link #withdraw} is collected into datagrams. */
    void offer(byte[] bytes, int from, int sizeBytes) {
        datagram = bytes;
        offset = from;
        length = sizeBytes;
        answering = true;
    }

    /** As {@link #offer} while BouncyCastle still has records of an earlier datagram. */
    void offerNothing() {
        answering = true;
    }

    void withdraw() {
        datagram = NOTHING;
        length = 0;
        answering = false;
        answers.flush();
    }

    @Override
    public int getReceiveLimit() {
        return length;
    }

    @Override
    public int receive(byte[] buffer, int to, int room, int waitMillis) throws InterruptedIOException {
        if (datagram == NOTHING) {
            // To return "nothing yet" would make BouncyCastle ask again until its time is up.
            throw NothingToReceive.INSTANCE;
        }
        byte[] bytes = datagram;
        datagram = NOTHING;
        System.arraycopy(bytes, offset, buffer, to, length);
        return length;
    }

    @Override
    public int getSendLimit() {
        return mtuBytes;
    }

    @Override
    public void send(byte[] record, int from, int sizeBytes) {
        if (answering) {
            answers.add(record, from, sizeBytes);
        } else {
            sink.datagram(record, from, sizeBytes);
        }
    }

    @Override
    public void close() {
        answers.flush();
    }

    /** Thrown for each datagram, so it is made once and has no stack trace. */
    private static final class NothingToReceive extends InterruptedIOException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("StaticAssignmentOfThrowable")
        static final NothingToReceive INSTANCE = new NothingToReceive();

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}

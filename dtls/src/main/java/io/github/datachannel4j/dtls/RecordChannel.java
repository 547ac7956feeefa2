package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import org.bouncycastle.tls.DTLSRecordCallback;
import org.bouncycastle.tls.DTLSTransport;

/** The connection after its handshake: datagrams in, application data out, and the other way round; on the loop only. */
final class RecordChannel {

    private final DTLSTransport records;
    private final LoopLink link;
    private final DtlsSession session;
    private final DTLSRecordCallback acceptance = flags -> markAccepted();
    private boolean accepted;

    RecordChannel(DTLSTransport records, LoopLink link, DtlsSession session) {
        this.records = records;
        this.link = link;
        this.session = session;
    }

    /**
     * Opens the first record of a datagram, or what the handshake left behind.
     *
     * @return the size of its application data, or -1 when there is none in the whole datagram
     * @throws IOException when the connection is broken for good
     */
    int readDatagram(byte[] datagram, int offset, int length, byte[] target) throws IOException {
        accepted = false;
        link.offer(datagram, offset, length);
        try {
            // The wait of 1 ms never happens; 0 would mean for ever.
            return records.receive(target, 0, target.length, 1, acceptance);
        } catch (InterruptedIOException e) {
            return -1;
        } finally {
            link.withdraw();
        }
    }

    /** Opens the next record of the datagram read last; else as {@link #readDatagram}. */
    int readNext(byte[] target) throws IOException {
        link.offerNothing();
        try {
            return records.receivePending(target, 0, target.length, acceptance);
        } finally {
            link.withdraw();
        }
    }

    /** Whether a record of the datagram read last was new and genuine. */
    boolean hasAccepted() {
        return accepted;
    }

    private void markAccepted() {
        accepted = true;
    }

    void send(byte[] data, int offset, int length) throws IOException {
        records.send(data, offset, length);
    }

    /** Sends close_notify. */
    void close() {
        try {
            records.close();
        } catch (IOException e) {
            // It is over either way, and the peer finds out by itself.
            link.withdraw();
        }
    }

    boolean isClosedByPeer() {
        return session.isClosedByPeer();
    }

    DtlsFailure failure(IOException thrown) {
        return session.failure(thrown);
    }
}

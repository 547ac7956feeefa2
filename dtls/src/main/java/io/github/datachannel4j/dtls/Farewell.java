package io.github.datachannel4j.dtls;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.AlertLevel;
import org.jspecify.annotations.Nullable;

/**
 * Makes the close_notify of a handshake that is given up. BouncyCastle would send it from the handshake's thread, too
 * late for an owner who closes the socket next, and without it the peer would wait for its time-out.
 */
final class Farewell {

    /**
     * Past the records that the handshake's thread may be sending at this moment; the peer drops a number that it has
     * seen.
     */
    private static final int SEQUENCE_NUMBER_STEP = 1 << 8;

    private static final int SIZE_BYTES = RecordLayout.HEADER_SIZE_BYTES + 2;

    private byte @Nullable [] lastPlainHeader;

    /** Looks at a datagram that we send: an alert has to follow its unencrypted records. */
    void sending(byte[] datagram, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (RecordLayout.isRecord(datagram, at, end) && RecordLayout.epoch(datagram, at) == 0) {
            byte[] header = new byte[RecordLayout.HEADER_SIZE_BYTES];
            System.arraycopy(datagram, at, header, 0, header.length);
            lastPlainHeader = header;
            at += RecordLayout.recordSizeBytes(datagram, at);
        }
    }

    /** Null when we have said nothing yet, so that the peer has nothing to give up. */
    byte @Nullable [] closeNotify() {
        if (lastPlainHeader == null) {
            return null;
        }
        long sequenceNumber = RecordLayout.sequenceNumber(lastPlainHeader, 0) + SEQUENCE_NUMBER_STEP;
        byte[] alert = new byte[SIZE_BYTES];
        RecordLayout.writeHeader(alert, RecordLayout.ALERT, sequenceNumber, 2);
        alert[RecordLayout.HEADER_SIZE_BYTES] = (byte) AlertLevel.warning;
        alert[RecordLayout.HEADER_SIZE_BYTES + 1] = (byte) AlertDescription.close_notify;
        return alert;
    }
}

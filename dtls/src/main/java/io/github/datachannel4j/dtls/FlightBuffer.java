package io.github.datachannel4j.dtls;

/**
 * Puts the records of one flight into as few datagrams as the MTU allows (RFC 6347 §4.1.1 permits several in one).
 * BouncyCastle hands over each record alone, which would be up to 13 datagrams for a handshake.
 */
final class FlightBuffer {

    private final int mtuBytes;
    private final DatagramSink sink;
    private byte[] datagram = new byte[0];
    private int sizeBytes;

    FlightBuffer(int mtuBytes, DatagramSink sink) {
        this.mtuBytes = mtuBytes;
        this.sink = sink;
    }

    void add(byte[] record, int offset, int length) {
        if (sizeBytes + length > mtuBytes) {
            flush();
        }
        if (length > mtuBytes) {
            sink.datagram(record, offset, length);
            return;
        }
        if (sizeBytes == 0) {
            // A fresh array for each datagram, so that a sink which hands it to another thread need not copy it.
            datagram = new byte[mtuBytes];
        }
        System.arraycopy(record, offset, datagram, sizeBytes, length);
        sizeBytes += length;
    }

    void flush() {
        if (sizeBytes > 0) {
            int length = sizeBytes;
            sizeBytes = 0;
            sink.datagram(datagram, 0, length);
        }
    }
}

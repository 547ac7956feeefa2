package io.github.datachannel4j.dtls;

/** Where finished datagrams go; the array is lent for the call. */
@FunctionalInterface
interface DatagramSink {
    void datagram(byte[] datagram, int offset, int length);
}

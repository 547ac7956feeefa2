package io.github.datachannel4j.dtls;

/** Counts the datagrams of one transport. */
final class Traffic {

    private long datagramsSent;
    private long bytesSent;
    private long datagramsReceived;
    private long bytesReceived;
    private long datagramsDropped;

    void sent(int sizeBytes) {
        datagramsSent++;
        bytesSent += sizeBytes;
    }

    void received(int sizeBytes) {
        datagramsReceived++;
        bytesReceived += sizeBytes;
    }

    void dropped() {
        datagramsDropped++;
    }

    long datagramsSent() {
        return datagramsSent;
    }

    long bytesSent() {
        return bytesSent;
    }

    long datagramsReceived() {
        return datagramsReceived;
    }

    long bytesReceived() {
        return bytesReceived;
    }

    long datagramsDropped() {
        return datagramsDropped;
    }
}

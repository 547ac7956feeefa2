package io.github.datachannel4j.benchmarks.core;

/** What is sent. */
public enum Workload {
    /** Each message fills one chunk, the largest that is cut, so that messages are delivered without a copy. */
    PACKET(1156),
    /** Messages of 16 KiB, as libraries for files cut them: each packet has a fragment that fills the base, and a smaller one. */
    LARGE(16 << 10),
    /** Messages of 64 bytes: some 17 of them share a packet. */
    SMALL(64);

    private final int messageBytes;

    Workload(int messageBytes) {
        this.messageBytes = messageBytes;
    }

    /** Whether a message needs several chunks, which the receiver puts together in an array of its own. */
    boolean isFragmented() {
        return this == LARGE;
    }

    int messageBytes() {
        return messageBytes;
    }
}

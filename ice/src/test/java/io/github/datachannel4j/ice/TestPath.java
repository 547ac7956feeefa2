package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;

/** A path that leads nowhere. */
record TestPath(InetSocketAddress address) implements LocalPath {
    @Override
    public CandidateType type() {
        return CandidateType.HOST;
    }

    @Override
    public void send(byte[] bytes, int offset, int length, InetSocketAddress remote) {
        // Lost.
    }

    @Override
    public DatagramReceiver receiver(InetSocketAddress remote) {
        return null;
    }

    @Override
    public void claimIfFree(InetSocketAddress remote, DatagramReceiver receiver) {
        // Nobody's.
    }

    @Override
    public void claim(InetSocketAddress remote, DatagramReceiver receiver) {
        // Nobody's.
    }

    @Override
    public void release(InetSocketAddress remote, DatagramReceiver receiver) {
        // Nobody's.
    }
}

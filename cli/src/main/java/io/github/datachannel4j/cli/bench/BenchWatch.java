package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.peerconnection.PeerConnection;

/** Is shown the connection that throughput is measured on. */
public interface BenchWatch {
    /** Looks away. */
    BenchWatch NONE = new BenchWatch() {
        @Override
        public void begins(PeerConnection sender) {}

        @Override
        public void ends() {}
    };

    /** The sender is connected, and begins. */
    void begins(PeerConnection sender);

    /** The measurement is over, and the connection still lives. */
    void ends();
}

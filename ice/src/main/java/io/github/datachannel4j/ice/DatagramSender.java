package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;

/** A way out for single messages: a path of ours, or a connection to a TURN server. */
interface DatagramSender {
    /** Sends a copy of the bytes; failures are counted and otherwise like a loss on the way. */
    void send(byte[] bytes, int offset, int length, InetSocketAddress remote);
}

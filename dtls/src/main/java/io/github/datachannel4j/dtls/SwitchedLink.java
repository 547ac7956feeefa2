package io.github.datachannel4j.dtls;

import java.io.IOException;
import org.bouncycastle.tls.DatagramTransport;

/**
 * BouncyCastle keeps one transport for the whole life of a connection; ours is a {@link HandshakeLink} first and a
 * {@link LoopLink} after it. The switch happens on the loop, after the handshake's thread has let go.
 */
final class SwitchedLink implements DatagramTransport {

    private volatile DatagramTransport current;

    SwitchedLink(DatagramTransport first) {
        this.current = first;
    }

    void switchTo(DatagramTransport next) {
        current = next;
    }

    @Override
    public int getReceiveLimit() throws IOException {
        return current.getReceiveLimit();
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        return current.receive(buffer, offset, length, waitMillis);
    }

    @Override
    public int getSendLimit() throws IOException {
        return current.getSendLimit();
    }

    @Override
    public void send(byte[] record, int offset, int length) throws IOException {
        current.send(record, offset, length);
    }

    @Override
    public void close() throws IOException {
        current.close();
    }
}

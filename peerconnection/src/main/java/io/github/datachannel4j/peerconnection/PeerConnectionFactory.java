package io.github.datachannel4j.peerconnection;

/**
 * One UDP port, its event loops and a certificate, shared by many peer connections. {@link #close()} closes them all and leaves no thread and no
 * descriptor behind.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class PeerConnectionFactory implements AutoCloseable {
    private PeerConnectionFactory() {}

    /** Opens the port. OperationError, with the system's reason, when it cannot be had. */
    public static PeerConnectionFactory create(PeerConnectionConfig config) {
        throw new UnsupportedOperationException("not wired yet");
    }

    /** A connection with the factory's configuration. */
    public PeerConnection newPeerConnection() {
        throw new UnsupportedOperationException("not wired yet");
    }

    /** A connection with a configuration of its own, of which the network part is not used. */
    public PeerConnection newPeerConnection(PeerConnectionConfig config) {
        throw new UnsupportedOperationException("not wired yet");
    }

    /** The bound UDP port. */
    public int udpPort() {
        throw new UnsupportedOperationException("not wired yet");
    }

    /** Closes all connections, then the port and the loops. Waits for that, unless called from a loop. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("not wired yet");
    }

    static PeerConnection createSingle(PeerConnectionConfig config) {
        throw new UnsupportedOperationException("not wired yet");
    }
}

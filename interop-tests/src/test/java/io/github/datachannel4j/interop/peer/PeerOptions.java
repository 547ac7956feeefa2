package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.peerconnection.IceServer;
import org.jspecify.annotations.Nullable;

/**
 * How a peer connection is made.
 *
 * @param mode what happens to messages
 * @param media whether an audio and a video section come before the data section
 * @param iceServer a STUN or TURN server, null for none
 * @param relayOnly whether all but relayed candidates are kept back
 */
public record PeerOptions(
        Mode mode, boolean media, @Nullable IceServer iceServer, boolean relayOnly) {
    /** Messages are handed to the test. */
    public static final PeerOptions REPORT = new PeerOptions(Mode.REPORT, false, null, false);
    /** Messages are checked and counted. */
    public static final PeerOptions COUNT = new PeerOptions(Mode.COUNT, false, null, false);
    /** Messages are sent back. */
    public static final PeerOptions ECHO = new PeerOptions(Mode.ECHO, false, null, false);

    /** With audio and video beside the data. */
    public PeerOptions withMedia() {
        return new PeerOptions(mode, true, iceServer, relayOnly);
    }

    /** With a STUN or TURN server. */
    public PeerOptions withIceServer(IceServer server) {
        return new PeerOptions(mode, media, server, relayOnly);
    }

    /** With relayed candidates only. */
    public PeerOptions onlyRelayedBy(IceServer server) {
        return new PeerOptions(mode, media, server, true);
    }
}

package io.github.datachannel4j.peerconnection;

/** Why a data channel is closed. */
public sealed interface CloseReason {
    /** This side called {@link DataChannel#close()}. */
    record ClosedLocally() implements CloseReason {}

    /** The peer closed the channel. */
    record ClosedByPeer() implements CloseReason {}

    /** This side closed the whole peer connection. */
    record ConnectionClosedLocally() implements CloseReason {}

    /** The peer closed the whole peer connection (SCTP ABORT, SHUTDOWN or DTLS close_notify). */
    record ConnectionClosedByPeer() implements CloseReason {}

    /**
     * Something broke.
     *
     * @param error what
     */
    record Failed(RtcError error) implements CloseReason {}
}

package io.github.datachannel4j.peerconnection;

import org.jspecify.annotations.Nullable;

/** Everything that a peer connection and its channels report, except messages: the type of the wildcard listener. */
public sealed interface PeerConnectionEvent permits PeerConnectionEvent.OfConnection, DataChannelEvent {
    /** The name of the event in the W3C's API, such as {@code icecandidate}. */
    String type();

    /** An event of the connection itself. */
    sealed interface OfConnection extends PeerConnectionEvent {}

    /** An offer should be made. */
    record NegotiationNeeded() implements OfConnection {
        @Override
        public String type() {
            return "negotiationneeded";
        }
    }

    /**
     * A local candidate is there for the peer.
     *
     * @param candidate the candidate; with an empty string at the end of a generation; {@code null} at the end of all gathering
     */
    record IceCandidate(@Nullable IceCandidateInit candidate) implements OfConnection {
        @Override
        public String type() {
            return "icecandidate";
        }
    }

    /**
     * A STUN or TURN server did not help.
     *
     * @param address the local address; {@code null} when unknown
     * @param port the local port; {@code null} when unknown
     * @param url the server
     * @param errorCode the STUN error code, or 701 when the server cannot be reached
     * @param errorText why, for people
     * @param failure why, for programs; it is not the W3C's
     */
    record IceCandidateError(
            @Nullable String address,
            @Nullable Integer port,
            String url,
            int errorCode,
            String errorText,
            IceServerFailure failure)
            implements OfConnection {
        @Override
        public String type() {
            return "icecandidateerror";
        }
    }

    /**
     * The exchange of offer and answer has moved on.
     *
     * @param state the new state
     */
    record SignalingStateChange(SignalingState state) implements OfConnection {
        @Override
        public String type() {
            return "signalingstatechange";
        }
    }

    /**
     * Gathering has moved on.
     *
     * @param state the new state
     */
    record IceGatheringStateChange(IceGatheringState state) implements OfConnection {
        @Override
        public String type() {
            return "icegatheringstatechange";
        }
    }

    /**
     * ICE has moved on.
     *
     * @param state the new state
     */
    record IceConnectionStateChange(IceConnectionState state) implements OfConnection {
        @Override
        public String type() {
            return "iceconnectionstatechange";
        }
    }

    /**
     * The connection as a whole has moved on.
     *
     * @param state the new state
     */
    record ConnectionStateChange(PeerConnectionState state) implements OfConnection {
        @Override
        public String type() {
            return "connectionstatechange";
        }
    }

    /**
     * The peer has opened a channel.
     *
     * @param channel the channel, already open
     */
    record ChannelAnnounced(DataChannel channel) implements OfConnection {
        @Override
        public String type() {
            return "datachannel";
        }
    }
}

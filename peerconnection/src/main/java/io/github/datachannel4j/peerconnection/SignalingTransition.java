package io.github.datachannel4j.peerconnection;

import java.util.EnumMap;
import java.util.Map;

/**
 * The signaling state machine (RFC 9429 §3.2) as a table: what a description of a side and type does in a state. Pure.
 *
 * <pre>
 *            local offer                    remote answer
 *   stable --------------> have-local-offer --------------> stable
 *      ^                        |  remote pranswer
 *      |                        +---------------> have-remote-pranswer --- remote answer --> stable
 *      | rollback, from both offers; and the same with local and remote exchanged
 * </pre>
 */
final class SignalingTransition {
    /** Who wrote a description. */
    enum Side {
        LOCAL,
        REMOTE
    }

    private record Cause(Side side, SdpType type) {}

    private static final Map<SignalingState, Map<Cause, SignalingState>> TABLE = table();

    private SignalingTransition() {}

    /** The state after the description; InvalidStateError when it may not come now. */
    static SignalingState after(SignalingState state, Side side, SdpType type) {
        SignalingState next = TABLE.getOrDefault(state, Map.of()).get(new Cause(side, type));
        if (next == null) {
            String set = side == Side.LOCAL ? "setLocalDescription" : "setRemoteDescription";
            throw WebRtcException.invalidState(set + "(" + type + ") is not possible in the signaling state " + state);
        }
        return next;
    }

    /** The type of the description that setLocalDescription() without argument makes. */
    static SdpType implicitLocalType(SignalingState state) {
        return switch (state) {
            case HAVE_REMOTE_OFFER, HAVE_LOCAL_PRANSWER -> SdpType.ANSWER;
            case STABLE, HAVE_LOCAL_OFFER, HAVE_REMOTE_PRANSWER, CLOSED -> SdpType.OFFER;
        };
    }

    private static Map<SignalingState, Map<Cause, SignalingState>> table() {
        Map<SignalingState, Map<Cause, SignalingState>> table = new EnumMap<>(SignalingState.class);
        table.put(
                SignalingState.STABLE,
                Map.of(
                        new Cause(Side.LOCAL, SdpType.OFFER), SignalingState.HAVE_LOCAL_OFFER,
                        new Cause(Side.REMOTE, SdpType.OFFER), SignalingState.HAVE_REMOTE_OFFER));
        table.put(
                SignalingState.HAVE_LOCAL_OFFER,
                Map.of(
                        new Cause(Side.LOCAL, SdpType.OFFER), SignalingState.HAVE_LOCAL_OFFER,
                        new Cause(Side.LOCAL, SdpType.ROLLBACK), SignalingState.STABLE,
                        new Cause(Side.REMOTE, SdpType.PRANSWER), SignalingState.HAVE_REMOTE_PRANSWER,
                        new Cause(Side.REMOTE, SdpType.ANSWER), SignalingState.STABLE));
        table.put(
                SignalingState.HAVE_REMOTE_OFFER,
                Map.of(
                        new Cause(Side.REMOTE, SdpType.OFFER), SignalingState.HAVE_REMOTE_OFFER,
                        new Cause(Side.REMOTE, SdpType.ROLLBACK), SignalingState.STABLE,
                        new Cause(Side.LOCAL, SdpType.PRANSWER), SignalingState.HAVE_LOCAL_PRANSWER,
                        new Cause(Side.LOCAL, SdpType.ANSWER), SignalingState.STABLE));
        table.put(
                SignalingState.HAVE_LOCAL_PRANSWER,
                Map.of(
                        new Cause(Side.LOCAL, SdpType.PRANSWER), SignalingState.HAVE_LOCAL_PRANSWER,
                        new Cause(Side.LOCAL, SdpType.ANSWER), SignalingState.STABLE));
        table.put(
                SignalingState.HAVE_REMOTE_PRANSWER,
                Map.of(
                        new Cause(Side.REMOTE, SdpType.PRANSWER), SignalingState.HAVE_REMOTE_PRANSWER,
                        new Cause(Side.REMOTE, SdpType.ANSWER), SignalingState.STABLE));
        return table;
    }
}

package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.peerconnection.SignalingTransition.Side;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of RFC 9429 §3.2, all of it. */
class SignalingTransitionTest {
    @ParameterizedTest
    @CsvSource({
        "STABLE, LOCAL, OFFER, HAVE_LOCAL_OFFER",
        "STABLE, REMOTE, OFFER, HAVE_REMOTE_OFFER",
        "HAVE_LOCAL_OFFER, LOCAL, OFFER, HAVE_LOCAL_OFFER",
        "HAVE_LOCAL_OFFER, LOCAL, ROLLBACK, STABLE",
        "HAVE_LOCAL_OFFER, REMOTE, PRANSWER, HAVE_REMOTE_PRANSWER",
        "HAVE_LOCAL_OFFER, REMOTE, ANSWER, STABLE",
        "HAVE_REMOTE_OFFER, REMOTE, OFFER, HAVE_REMOTE_OFFER",
        "HAVE_REMOTE_OFFER, REMOTE, ROLLBACK, STABLE",
        "HAVE_REMOTE_OFFER, LOCAL, PRANSWER, HAVE_LOCAL_PRANSWER",
        "HAVE_REMOTE_OFFER, LOCAL, ANSWER, STABLE",
        "HAVE_LOCAL_PRANSWER, LOCAL, PRANSWER, HAVE_LOCAL_PRANSWER",
        "HAVE_LOCAL_PRANSWER, LOCAL, ANSWER, STABLE",
        "HAVE_REMOTE_PRANSWER, REMOTE, PRANSWER, HAVE_REMOTE_PRANSWER",
        "HAVE_REMOTE_PRANSWER, REMOTE, ANSWER, STABLE",
    })
    void goesFromStateToState(SignalingState from, Side side, SdpType type, SignalingState to) {
        assertThat(SignalingTransition.after(from, side, type)).isEqualTo(to);
    }

    @Test
    void refusesEverythingElseWithInvalidStateError() {
        List<String> allowed = new ArrayList<>();
        for (SignalingState from : SignalingState.values()) {
            for (Side side : Side.values()) {
                for (SdpType type : SdpType.values()) {
                    try {
                        SignalingTransition.after(from, side, type);
                        allowed.add(from + " " + side + " " + type);
                    } catch (WebRtcException e) {
                        assertThat(e.errorName()).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
                    }
                }
            }
        }
        assertThat(allowed).hasSize(14);
    }

    @Test
    void saysWhatWasTriedInWhichState() {
        assertThatThrownBy(() -> SignalingTransition.after(SignalingState.STABLE, Side.REMOTE, SdpType.ANSWER))
                .hasMessage("setRemoteDescription(answer) is not possible in the signaling state stable");
    }

    @ParameterizedTest
    @CsvSource({
        "STABLE, OFFER",
        "HAVE_LOCAL_OFFER, OFFER",
        "HAVE_REMOTE_PRANSWER, OFFER",
        "HAVE_REMOTE_OFFER, ANSWER",
        "HAVE_LOCAL_PRANSWER, ANSWER",
    })
    void knowsWhatFitsTheState(SignalingState state, SdpType type) {
        assertThat(SignalingTransition.implicitLocalType(state)).isEqualTo(type);
    }
}

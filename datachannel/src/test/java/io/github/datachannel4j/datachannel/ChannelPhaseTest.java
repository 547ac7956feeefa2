package io.github.datachannel4j.datachannel;

import static io.github.datachannel4j.datachannel.ChannelPhase.AWAITING_PEER;
import static io.github.datachannel4j.datachannel.ChannelPhase.CLOSED;
import static io.github.datachannel4j.datachannel.ChannelPhase.CONFIRMED;
import static io.github.datachannel4j.datachannel.ChannelPhase.CONNECTING;
import static io.github.datachannel4j.datachannel.ChannelPhase.RESETTING_BOTH;
import static io.github.datachannel4j.datachannel.ChannelPhase.RESETTING_OWN;
import static io.github.datachannel4j.datachannel.ChannelPhase.UNCONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.datachannel.ChannelPhase.Event;
import org.junit.jupiter.api.Test;

class ChannelPhaseTest {
    private static ChannelPhase walk(ChannelPhase from, Event... events) {
        ChannelPhase phase = from;
        for (Event event : events) {
            phase = phase.after(event);
        }
        return phase;
    }

    @Test
    void opensInBandAndIsConfirmedLater() {
        assertThat(walk(CONNECTING, Event.OPEN_SENT)).isEqualTo(UNCONFIRMED);
        assertThat(walk(CONNECTING, Event.OPEN_SENT, Event.CONFIRMED)).isEqualTo(CONFIRMED);
        assertThat(walk(CONNECTING, Event.AGREED)).isEqualTo(CONFIRMED);
    }

    @Test
    void closesInEitherOrderOfTheTwoResets() {
        assertThat(walk(CONFIRMED, Event.CLOSE, Event.OWN_RESET)).isEqualTo(AWAITING_PEER);
        assertThat(walk(CONFIRMED, Event.CLOSE, Event.OWN_RESET, Event.PEER_RESET))
                .isEqualTo(CLOSED);
        assertThat(walk(CONFIRMED, Event.CLOSE, Event.PEER_RESET)).isEqualTo(RESETTING_OWN);
        assertThat(walk(CONFIRMED, Event.CLOSE, Event.PEER_RESET, Event.OWN_RESET))
                .isEqualTo(CLOSED);
        assertThat(walk(UNCONFIRMED, Event.PEER_RESET, Event.OWN_RESET)).isEqualTo(CLOSED);
    }

    @Test
    void aSecondCloseChangesNothing() {
        assertThat(walk(RESETTING_BOTH, Event.CLOSE)).isEqualTo(RESETTING_BOTH);
        assertThat(walk(RESETTING_OWN, Event.CLOSE, Event.PEER_RESET)).isEqualTo(RESETTING_OWN);
        assertThat(walk(AWAITING_PEER, Event.CLOSE, Event.OWN_RESET)).isEqualTo(AWAITING_PEER);
    }

    @Test
    void nothingLeadsOutOfClosedAndGoneLeadsThereFromEverywhere() {
        for (Event event : Event.values()) {
            assertThat(CLOSED.after(event)).isEqualTo(CLOSED);
        }
        for (ChannelPhase phase : ChannelPhase.values()) {
            assertThat(phase.after(Event.GONE)).isEqualTo(CLOSED);
        }
    }

    @Test
    void theW3cStateNeverGoesBack() {
        for (ChannelPhase phase : ChannelPhase.values()) {
            for (Event event : Event.values()) {
                assertThat(phase.after(event).state()).isGreaterThanOrEqualTo(phase.state());
            }
        }
    }
}

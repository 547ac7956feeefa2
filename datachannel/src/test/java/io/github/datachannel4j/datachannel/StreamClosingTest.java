package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.StreamId;
import org.junit.jupiter.api.Test;

class StreamClosingTest {
    private static final StreamId STREAM = new StreamId(6);

    private final ChannelWire wire = new ChannelWire(DataChannelLimits.defaults());
    private final ChannelTable table = new ChannelTable();
    private final StreamClosing closing = new StreamClosing(wire, table);

    @Test
    void aRefusedStreamIsFreeWhenBothDirectionsAreReset() {
        closing.refuse(0, STREAM);
        assertThat(table.isTaken(STREAM)).isTrue();
        closing.ownReset(0, STREAM);
        assertThat(table.isTaken(STREAM)).isTrue();
        closing.peerReset(0, STREAM);
        assertThat(table.isTaken(STREAM)).isFalse();
    }

    @Test
    void aStreamThatThePeerClosesIsClosedInReturn() {
        closing.peerReset(0, STREAM);
        assertThat(closing.isNextChannels(STREAM)).isTrue();
        closing.ownReset(0, STREAM);
        assertThat(table.isTaken(STREAM)).isFalse();
    }

    @Test
    void aStreamThatCannotBeResetIsNeverUsedAgain() {
        Channel channel = Channel.createdHere(wire, table, ChannelParameters.of("x"));
        table.add(channel, STREAM);
        closing.ownResetFailed(0, STREAM);
        assertThat(channel.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(table.channel(STREAM)).isNull();
        assertThat(table.isTaken(STREAM)).isTrue();
    }
}

package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.datachannel.DataChannelsOutput.SendQueueHasRoom;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.SendQueueOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A mark over all channels, for owners who set one on the association. */
class SendQueueMarkTest {
    private static final int MARK = 100_000;

    private final CoreEnd a = new CoreEnd(
            StreamIdParity.EVEN,
            DataChannelLimits.defaults(),
            AssociationOptions.defaults().withSendQueue(new SendQueueOptions(MARK)),
            1);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(a, z);
    private final Channel first = a.channels.create(0, ChannelParameters.of("first"));
    private final Channel second = a.channels.create(0, ChannelParameters.of("second"));

    @BeforeEach
    void start() {
        a.start(0);
        z.start(0);
        wire.runMillis(100);
    }

    private void send(Channel channel, int bytes) {
        channel.send(wire.now(), DataMessage.binary(Bytes.wrap(new byte[bytes])), 0);
    }

    @Test
    void whatWaitsOnOneChannelRefusesTheOther() {
        z.channels.setRemoteMaxMessageSize(MARK);
        a.channels.setRemoteMaxMessageSize(MARK);
        send(first, MARK);

        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(() -> send(second, 1))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(DataChannelError.SEND_QUEUE_FULL));
        assertThat(second.stats().messagesSent()).isZero();
        assertThat(second.bufferedAmount()).isZero();

        wire.runMillis(2000);
        assertThat(a.outputs(SendQueueHasRoom.class)).hasSize(1);
        send(second, 1);
    }

    @Test
    void channelsOpenThoughTheQueueIsFull() {
        a.channels.setRemoteMaxMessageSize(MARK);
        send(first, MARK);
        Channel third = a.channels.create(wire.now(), ChannelParameters.of("third"));
        wire.runMillis(2000);

        assertThat(third.state()).isEqualTo(ChannelState.OPEN);
        assertThat(z.hasChannel(4)).isTrue();
    }
}

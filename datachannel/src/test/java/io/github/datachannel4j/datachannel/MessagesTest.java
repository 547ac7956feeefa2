package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.datachannel.DataChannelsOutput.BufferedAmountFell;
import io.github.datachannel4j.datachannel.DataChannelsOutput.BufferedAmountLow;
import io.github.datachannel4j.datachannel.DataChannelsOutput.MessageLeft;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageFate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final int MIB = 1024 * 1024;

    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(a, z);
    private Channel atA = a.channels.create(0, ChannelParameters.of("x"));
    private Channel atZ = atA;

    @BeforeEach
    void start() {
        a.start(0);
        z.start(0);
        wire.runMillis(100);
        atZ = z.channel(0);
    }

    private void send(Channel from, DataMessage message) {
        from.send(wire.now(), message, 0);
    }

    private static DataMessage zeros(int bytes) {
        return DataMessage.binary(Bytes.wrap(new byte[bytes]));
    }

    private static void assertRefused(DataChannelError error, Runnable call) {
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(call::run)
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(error));
    }

    @Test
    void bothKindsArriveInBothDirectionsEmptyOnesToo() {
        DataMessage[] messages = {
            DataMessage.string("grüße"),
            DataMessage.string(""),
            DataMessage.binary(Bytes.EMPTY),
            DataMessage.binary(Bytes.wrap(new byte[] {0})),
            zeros(65536)
        };
        for (DataMessage message : messages) {
            send(atA, message);
            send(atZ, message);
        }
        wire.runMillis(2000);
        for (CoreEnd end : new CoreEnd[] {a, z}) {
            assertThat(end.outputs(DataChannelsOutput.MessageReceived.class))
                    .extracting(DataChannelsOutput.MessageReceived::message)
                    .containsExactly(messages);
            assertThat(end.association().metrics().receive().heldBytes()).isZero();
        }
        assertThat(atA.stats()).isEqualTo(new ChannelStats(5, 65544, 5, 65544));
    }

    @Test
    void refusesWhatThePeerDoesNotTakeBeforeQueueingIt() {
        a.channels.setRemoteMaxMessageSize(1200);
        send(atA, zeros(1200));
        assertRefused(DataChannelError.MESSAGE_TOO_LARGE, () -> send(atA, zeros(1201)));
        assertThat(DataChannelError.MESSAGE_TOO_LARGE.w3cName()).isEqualTo("TypeError");
        assertThat(atA.stats().messagesSent()).isEqualTo(1);
        assertThat(atA.bufferedAmount()).isEqualTo(1200);
    }

    @Test
    void zeroMeansAnySizeUpToOurOwnLimit() {
        a.channels.setRemoteMaxMessageSize(0);
        assertRefused(DataChannelError.MESSAGE_TOO_LARGE, () -> send(atA, zeros(16 * MIB + 1)));
        send(atA, zeros(16 * MIB));
    }

    @Test
    void aMessageLargerThanAnnouncedClosesTheChannelOnly() {
        a.channels.setRemoteMaxMessageSize(0);
        Channel other = a.channels.create(wire.now(), ChannelParameters.of("other"));
        send(atA, zeros(256 * 1024));
        send(atA, zeros(256 * 1024 + 1));
        wire.runMillis(5000);
        assertThat(z.outputs(DataChannelsOutput.MessageReceived.class)).hasSize(1);
        assertThat(((ChannelCloseReason.Failed) z.closeReason(atZ)).cause())
                .isEqualTo(ChannelCloseReason.Cause.MESSAGE_TOO_LARGE);
        assertThat(a.closeReason(atA)).isEqualTo(new ChannelCloseReason.ClosedByPeer());
        assertThat(other.state()).isEqualTo(ChannelState.OPEN);
        assertThat(z.association().metrics().receive().heldBytes()).isZero();
    }

    @Test
    void theBufferedAmountRisesWithSendAndFallsWithTheNetwork() {
        send(atA, zeros(65536));
        send(atA, DataMessage.string(""));
        send(atA, zeros(1000));
        assertThat(atA.bufferedAmount()).isEqualTo(66536);
        wire.runMillis(2000);
        assertThat(atA.bufferedAmount()).isZero();
        assertThat(a.outputs(BufferedAmountFell.class))
                .extracting(BufferedAmountFell::bufferedAmount)
                .isSortedAccordingTo((left, right) -> Long.compare(right, left))
                .endsWith(0L);
        assertThat(a.outputs(BufferedAmountLow.class)).hasSize(1);
    }

    @Test
    void theLowThresholdIsToldOnceForEachFall() {
        atA.setBufferedAmountLowThreshold(30_000);
        send(atA, zeros(20_000));
        wire.runMillis(1000);
        assertThat(a.outputs(BufferedAmountLow.class)).as("never was above").isEmpty();
        send(atA, zeros(60_000));
        wire.runMillis(1000);
        assertThat(a.outputs(BufferedAmountLow.class)).containsExactly(new BufferedAmountLow(atA));
    }

    @Test
    void everyTokenHasOneFate() {
        for (int token = 1; token <= 20; token++) {
            atA.send(wire.now(), zeros(10_000), token);
        }
        wire.runMillis(2000);
        assertThat(a.outputs(MessageLeft.class))
                .hasSize(20)
                .allSatisfy(left -> assertThat(left.fate()).isEqualTo(MessageFate.SENT));
        assertThat(a.outputs(MessageLeft.class)).extracting(MessageLeft::token).doesNotHaveDuplicates();
    }

    @Test
    void aFullQueueRefusesAndAPoliteSenderStopsBefore() {
        a.channels.setRemoteMaxMessageSize(0);
        assertThat(atA.hasRoom()).isTrue();
        send(atA, zeros(MIB));
        assertThat(atA.hasRoom()).isFalse();
        send(atA, zeros(15 * MIB));
        assertRefused(DataChannelError.SEND_QUEUE_FULL, () -> send(atA, zeros(1)));
        assertThat(DataChannelError.SEND_QUEUE_FULL.w3cName()).isEqualTo("OperationError");
        assertThat(atA.bufferedAmount()).isEqualTo(16L * MIB);
        assertThat(atA.state()).isEqualTo(ChannelState.OPEN);
    }

    @Test
    void whoDoesNotConsumeStopsTheSender() {
        CoreEnd slow = new CoreEnd(
                StreamIdParity.ODD,
                DataChannelLimits.defaults(),
                AssociationOptions.defaults().withReceiveBufferBytes(100_000),
                7);
        slow.consumes = false;
        CoreEnd fast = new CoreEnd(StreamIdParity.EVEN);
        TestWire toSlow = new TestWire(fast, slow);
        Channel channel = fast.channels.create(0, ChannelParameters.of("x"));
        fast.start(0);
        slow.start(0);
        toSlow.runMillis(100);
        for (int i = 0; i < 100; i++) {
            channel.send(toSlow.now(), zeros(10_000), 0);
        }
        toSlow.runMillis(10_000);
        Channel received = slow.channel(0);
        assertThat(received.unconsumedBytes()).isBetween(50_000L, 100_000L);
        assertThat(channel.bufferedAmount()).isGreaterThan(800_000);
        for (int turn = 0; turn < 1000 && received.stats().messagesReceived() < 100; turn++) {
            received.consumed(toSlow.now(), received.unconsumedBytes());
            toSlow.runMillis(100);
        }
        assertThat(received.stats().bytesReceived()).isEqualTo(1_000_000);
        assertThat(channel.bufferedAmount()).isZero();
    }

    @Test
    void consumedIsDueAfterTheCloseToo() {
        z.consumes = false;
        send(atA, zeros(5000));
        atA.close(wire.now());
        wire.runMillis(1000);
        assertThat(atZ.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(z.association().metrics().receive().heldBytes()).isEqualTo(5000);
        atZ.consumed(wire.now(), 5000);
        wire.runMillis(100);
        assertThat(z.association().metrics().receive().heldBytes()).isZero();
    }
}

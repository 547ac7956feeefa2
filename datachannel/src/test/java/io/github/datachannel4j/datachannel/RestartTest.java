package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.datachannel.ChannelCloseReason.Cause;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The peer loses its state and begins the association anew under the same DTLS connection (RFC 9260 §5.2.4). */
class RestartTest {
    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final Replaceable z = new Replaceable(new CoreEnd(StreamIdParity.ODD));
    private final TestWire wire = new TestWire(a, z);

    /** An end that can be replaced by one that knows nothing. */
    private static final class Replaceable implements TestEnd {
        private CoreEnd end;

        Replaceable(CoreEnd end) {
            this.end = end;
        }

        @Override
        public void receive(long nowNanos, Bytes packet) {
            end.receive(nowNanos, packet);
        }

        @Override
        public void advanceTo(long nowNanos) {
            end.advanceTo(nowNanos);
        }

        @Override
        public void drain(long nowNanos, Consumer<Bytes> transmit) {
            end.drain(nowNanos, transmit);
        }

        @Override
        public long nextTimeout() {
            return end.nextTimeout();
        }
    }

    private Channel openedChannel() {
        a.start(wire.now());
        z.end.start(wire.now());
        wire.runMillis(200);
        Channel channel = a.channels.create(wire.now(), ChannelParameters.of("old"));
        wire.runMillis(200);
        return channel;
    }

    private void restartPeer() {
        z.end = new CoreEnd(StreamIdParity.ODD, DataChannelLimits.defaults(), AssociationOptions.defaults(), 77);
        z.end.start(wire.now());
        wire.runMillis(500);
    }

    @Test
    void channelsAreClosedWithTheReason() {
        Channel channel = openedChannel();
        restartPeer();

        assertThat(a.outputs(DataChannelsOutput.Restarted.class)).hasSize(1);
        assertThat(channel.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(a.closeReason(channel))
                .isInstanceOfSatisfying(
                        ChannelCloseReason.Failed.class,
                        failed -> assertThat(failed.cause()).isEqualTo(Cause.ASSOCIATION_RESTARTED));
        assertThat(a.channels.channels()).isEmpty();
    }

    @Test
    void newChannelsOpenInBothDirections() {
        openedChannel();
        restartPeer();
        Channel mine = a.channels.create(wire.now(), ChannelParameters.of("mine"));
        Channel theirs = z.end.channels.create(wire.now(), ChannelParameters.of("theirs"));
        wire.runMillis(200);
        mine.send(wire.now(), DataMessage.string("to the new peer"), OutgoingMessage.NO_TOKEN);
        theirs.send(wire.now(), DataMessage.string("from the new peer"), OutgoingMessage.NO_TOKEN);
        wire.runMillis(200);

        assertThat(z.end.texts(z.end.channel(0))).containsExactly("to the new peer");
        assertThat(a.texts(a.channel(1))).containsExactly("from the new peer");
        assertThat(a.outputs(DataChannelsOutput.Established.class)).hasSize(2);
    }

    @Test
    void aChannelThatIsCreatedInTheListenerOpensWithTheNewAssociation() {
        openedChannel();
        a.listener = (nowNanos, output) -> {
            if (output instanceof DataChannelsOutput.ChannelClosed) {
                a.channels.create(nowNanos, ChannelParameters.of("again"));
            }
        };
        restartPeer();

        assertThat(a.channel(0).state()).isEqualTo(ChannelState.OPEN);
        assertThat(z.end.channel(0).parameters().label()).isEqualTo("again");
    }

    @Test
    void whatWasReceivedBeforeIsStillOwed() {
        Channel channel = openedChannel();
        a.consumes = false;
        Channel atPeer = z.end.channel(0);
        atPeer.send(wire.now(), DataMessage.string("held"), OutgoingMessage.NO_TOKEN);
        wire.runMillis(200);
        restartPeer();
        channel.consumed(wire.now(), 4);

        assertThat(channel.unconsumedBytes()).isZero();
        assertThat(a.association().metrics().state().name()).isEqualTo("ESTABLISHED");
    }
}

package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.datachannel.DataChannelsOutput.MessageLeft;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.testkit.LinkConditions;
import org.junit.jupiter.api.Test;

/** What is told of a message whose sender waits for the peer; one way takes 10 ms. */
class FateTest {
    private static final LinkConditions LOSES_ALL = LinkConditions.perfect().withLossRate(1);

    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(a, z);

    private Channel open(Reliability reliability) {
        Channel channel = a.channels.create(
                0, ChannelParameters.of("x").withDelivery(SendOptions.ordered().withReliability(reliability)));
        a.start(0);
        z.start(0);
        wire.runMillis(1000);
        assertThat(channel.phase()).isEqualTo(ChannelPhase.CONFIRMED);
        return channel;
    }

    private void send(Channel channel, long token) {
        channel.send(wire.now(), DataMessage.string("x"), token, FateReport.WHEN_ACKNOWLEDGED);
    }

    @Test
    void isToldARoundTripLater() {
        Channel channel = open(Reliability.RELIABLE);

        send(channel, 1);
        wire.runMillis(19);
        assertThat(a.outputs(MessageLeft.class)).isEmpty();
        wire.runMillis(2);

        assertThat(a.outputs(MessageLeft.class)).containsExactly(new MessageLeft(1, MessageFate.ACKNOWLEDGED));
    }

    @Test
    void isAbandonedWhenItIsLostAndMayNotBeSentAgain() {
        Channel channel = open(new Reliability.LimitedRetransmissions(0));

        wire.network.setConditions(LOSES_ALL);
        send(channel, 1);
        wire.runMillis(2000);

        assertThat(a.outputs(MessageLeft.class)).containsExactly(new MessageLeft(1, MessageFate.ABANDONED));
    }

    @Test
    void isExpiredWhenItsTimeIsOver() {
        Channel channel = open(new Reliability.LimitedLifetime(100_000_000));

        wire.network.setConditions(LOSES_ALL);
        send(channel, 1);
        wire.runMillis(2000);

        assertThat(a.outputs(MessageLeft.class)).containsExactly(new MessageLeft(1, MessageFate.EXPIRED));
    }

    @Test
    void isDiscardedWithTheAssociation() {
        Channel channel = open(Reliability.RELIABLE);

        wire.network.setConditions(LOSES_ALL);
        send(channel, 1);
        wire.runMillis(100);
        a.channels.abort(wire.now(), "enough");
        wire.runMillis(100);

        assertThat(a.outputs(MessageLeft.class)).containsExactly(new MessageLeft(1, MessageFate.DISCARDED));
    }
}

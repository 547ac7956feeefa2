package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelAnnounced;
import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelOpened;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Reliability.LimitedLifetime;
import io.github.datachannel4j.sctp.Reliability.LimitedRetransmissions;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(a, z);

    private void start() {
        a.start(wire.now());
        z.start(wire.now());
        wire.runMillis(100);
    }

    private Channel create(CoreEnd end, ChannelParameters parameters) {
        return end.channels.create(wire.now(), parameters);
    }

    @Test
    void thePeerLearnsEverythingAboutAChannel() {
        List<ChannelParameters> wanted = List.of(
                ChannelParameters.of("reliable").withProtocol("chat").withPriority(1024),
                ChannelParameters.of("rexmit")
                        .withDelivery(SendOptions.ordered().withReliability(new LimitedRetransmissions(3))),
                ChannelParameters.of("timed, unordered")
                        .withDelivery(SendOptions.unordered().withReliability(new LimitedLifetime(250_000_000))),
                ChannelParameters.of("ünordered \uD83D\uDE00").withDelivery(SendOptions.unordered()));
        wanted.forEach(parameters -> create(a, parameters));
        start();
        assertThat(z.outputs(ChannelAnnounced.class))
                .extracting(announced -> announced.channel().parameters())
                .containsExactlyElementsOf(wanted);
        assertThat(z.channels.channels()).allSatisfy(channel -> {
            assertThat(channel.state()).isEqualTo(ChannelState.OPEN);
            assertThat(channel.isOpenedByPeer()).isTrue();
        });
        assertThat(z.channels.channels())
                .extracting(Channel::id)
                .containsExactly(new StreamId(0), new StreamId(2), new StreamId(4), new StreamId(6));
    }

    @Test
    void aRemoteChannelIsAnnouncedAndThenOpens() {
        create(a, ChannelParameters.of("x"));
        start();
        Channel channel = z.channel(0);
        assertThat(z.outputs)
                .containsExactly(
                        new DataChannelsOutput.Established(65535),
                        new ChannelAnnounced(channel),
                        new ChannelOpened(channel));
    }

    @Test
    void bothEndsOpenAtOnceWithoutACollision() {
        Channel fromA = create(a, ChannelParameters.of("from a"));
        Channel fromZ = create(z, ChannelParameters.of("from z"));
        start();
        assertThat(fromA.id()).isEqualTo(new StreamId(0));
        assertThat(fromZ.id()).isEqualTo(new StreamId(1));
        assertThat(z.channel(0).parameters().label()).isEqualTo("from a");
        assertThat(a.channel(1).parameters().label()).isEqualTo("from z");
        assertThat(fromA.phase()).isEqualTo(ChannelPhase.CONFIRMED);
    }

    @Test
    void channelsMadeLaterOpenAtOnce() {
        start();
        Channel late = create(a, ChannelParameters.of("late"));
        assertThat(late.state()).isEqualTo(ChannelState.OPEN);
        late.send(wire.now(), DataMessage.string("right behind the OPEN"), 0);
        wire.runMillis(100);
        assertThat(a.outputs).contains(new ChannelOpened(late));
        assertThat(z.texts(z.channel(0))).containsExactly("right behind the OPEN");
    }

    @Test
    void negotiatedChannelsNeedNoOpen() {
        ChannelParameters agreed = ChannelParameters.of("agreed").withNegotiatedId(7);
        Channel atA = create(a, agreed);
        Channel atZ = create(z, agreed);
        start();
        atA.send(wire.now(), DataMessage.string("there"), 0);
        atZ.send(wire.now(), DataMessage.string("back"), 0);
        wire.runMillis(100);
        assertThat(z.texts(atZ)).containsExactly("there");
        assertThat(a.texts(atA)).containsExactly("back");
        assertThat(z.outputs(ChannelAnnounced.class)).isEmpty();
    }

    @Test
    void aNegotiatedChannelThatComesLateGetsWhatWasSentBefore() {
        ChannelParameters agreed = ChannelParameters.of("agreed").withNegotiatedId(7);
        Channel atA = create(a, agreed);
        start();
        atA.send(wire.now(), DataMessage.string("early"), 0);
        wire.runMillis(100);
        Channel atZ = create(z, agreed);
        wire.runMillis(100);
        assertThat(z.texts(atZ)).containsExactly("early");
        assertThat(z.association().metrics().receive().heldBytes()).isZero();
    }

    /** As aiortc and werift do when they are the DTLS server. */
    @Test
    void aPeerThatNeverSendsAnInitIsEnough() {
        RawEnd passive = new RawEnd();
        TestWire toPassive = new TestWire(a, passive);
        Channel channel = create(a, ChannelParameters.of("x"));
        a.start(0);
        toPassive.runMillis(1000);
        assertThat(channel.state()).isEqualTo(ChannelState.OPEN);
        assertThat(passive.messages(0)).hasSize(1);
    }

    @Test
    void carriesTheLongestTexts() {
        String label = "é".repeat(32767) + "e";
        String protocol = "p".repeat(65535);
        a.channels.setRemoteMaxMessageSize(262144);
        Channel channel = create(a, ChannelParameters.of(label).withProtocol(protocol));
        start();
        channel.send(wire.now(), DataMessage.string("after it"), 0);
        assertThat(channel.bufferedAmount()).isEqualTo(8);
        wire.runMillis(2000);
        Channel announced = z.channel(0);
        assertThat(announced.parameters().label()).isEqualTo(label);
        assertThat(announced.parameters().protocol()).isEqualTo(protocol);
        assertThat(z.texts(announced)).containsExactly("after it");
    }

    @Test
    void anOpenLargerThanThePeersMessagesFailsTheChannel() {
        a.channels.setRemoteMaxMessageSize(20);
        Channel channel = create(a, ChannelParameters.of("more than eight"));
        Channel small = create(a, ChannelParameters.of("eight..."));
        start();
        assertThat(channel.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(((ChannelCloseReason.Failed) a.closeReason(channel)).cause())
                .isEqualTo(ChannelCloseReason.Cause.OPEN_TOO_LARGE);
        assertThat(small.state()).isEqualTo(ChannelState.OPEN);
    }

    @Test
    void opensFiveHundredChannelsAtOnceFromEachEnd() {
        List<Channel> created = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            created.add(create(a, ChannelParameters.of("a" + i)));
            created.add(create(z, ChannelParameters.of("z" + i)));
        }
        start();
        wire.runMillis(2000);
        for (Channel channel : created) {
            assertThat(channel.phase()).isEqualTo(ChannelPhase.CONFIRMED);
            channel.send(
                    wire.now(), DataMessage.string("on " + channel.parameters().label()), 0);
        }
        wire.runMillis(2000);
        assertThat(a.outputs(DataChannelsOutput.MessageReceived.class))
                .hasSize(500)
                .allSatisfy(received -> assertThat(received.message().payload().toUtf8())
                        .isEqualTo("on " + received.channel().parameters().label()));
        assertThat(z.outputs(DataChannelsOutput.MessageReceived.class)).hasSize(500);
        created.forEach(channel -> channel.close(wire.now()));
        wire.runMillis(5000);
        assertThat(a.channels.channels()).isEmpty();
        assertThat(z.channels.channels()).isEmpty();
        assertThat(a.channels.stats().channelsClosed()).isEqualTo(1000);
    }

    @Test
    void theNegotiatedStreamsLimitTheIds() {
        CoreEnd few = new CoreEnd(
                StreamIdParity.ODD,
                DataChannelLimits.defaults(),
                AssociationOptions.defaults().withStreams(4, 4),
                5);
        TestWire toFew = new TestWire(a, few);
        Channel inside = create(a, ChannelParameters.of("n").withNegotiatedId(3));
        Channel outside = create(a, ChannelParameters.of("n").withNegotiatedId(4));
        a.start(0);
        few.start(0);
        toFew.runMillis(100);
        assertThat(a.channels.maxChannels()).isEqualTo(4);
        assertThat(inside.state()).isEqualTo(ChannelState.OPEN);
        assertThat(((ChannelCloseReason.Failed) a.closeReason(outside)).cause())
                .isEqualTo(ChannelCloseReason.Cause.NO_STREAM);
        create(a, ChannelParameters.of("0"));
        create(a, ChannelParameters.of("2"));
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(() -> create(a, ChannelParameters.of("4")))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(DataChannelError.IDS_EXHAUSTED));
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(() -> create(a, ChannelParameters.of("").withNegotiatedId(5)))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(DataChannelError.IDS_EXHAUSTED));
    }

    @Test
    void userDataStaysOrderedUntilThePeerHasAnswered() {
        RawEnd peer = new RawEnd();
        TestWire toPeer = new TestWire(a, peer);
        Channel channel = create(a, ChannelParameters.of("x").withDelivery(SendOptions.unordered()));
        a.start(0);
        peer.association.connect(0);
        toPeer.runMillis(100);
        channel.send(toPeer.now(), DataMessage.string("before the ACK"), 0);
        toPeer.runMillis(100);
        peer.send(toPeer.now(), 0, 50, "02");
        toPeer.runMillis(100);
        channel.send(toPeer.now(), DataMessage.string("after the ACK"), 0);
        toPeer.runMillis(100);
        assertThat(peer.messages(0))
                .extracting(message -> message.order())
                .containsExactly(MessageOrder.ORDERED, MessageOrder.ORDERED, MessageOrder.UNORDERED);
    }

    @Test
    void anyMessageOfThePeerConfirmsTheChannel() {
        RawEnd peer = new RawEnd();
        TestWire toPeer = new TestWire(a, peer);
        Channel channel = create(a, ChannelParameters.of("x").withDelivery(SendOptions.unordered()));
        a.start(0);
        peer.association.connect(0);
        toPeer.runMillis(100);
        peer.send(toPeer.now(), 0, 51, "61");
        toPeer.runMillis(100);
        channel.send(toPeer.now(), DataMessage.string("x"), 0);
        toPeer.runMillis(100);
        assertThat(peer.messages(0).getLast().order()).isEqualTo(MessageOrder.UNORDERED);
    }

    @Test
    void userDataOfAnOrderedChannelIsAlwaysOrdered() {
        RawEnd peer = new RawEnd();
        TestWire toPeer = new TestWire(a, peer);
        Channel channel = create(a, ChannelParameters.of("x"));
        a.start(0);
        peer.association.connect(0);
        toPeer.runMillis(100);
        channel.send(toPeer.now(), DataMessage.string("before the ACK"), 0);
        peer.send(toPeer.now(), 0, 50, "02");
        toPeer.runMillis(100);
        channel.send(toPeer.now(), DataMessage.string("after the ACK"), 0);
        toPeer.runMillis(100);
        assertThat(peer.messages(0)).hasSize(3).allMatch(message -> message.order() == MessageOrder.ORDERED);
    }

    /** Whatever the channel promises for user data. */
    @Test
    void openAndAckAreReliable() {
        ChannelParameters once = ChannelParameters.of("x")
                .withDelivery(SendOptions.unordered().withReliability(new LimitedRetransmissions(0)));
        start();
        wire.network.aToZ().dropNext();
        wire.network.zToA().dropNext();
        Channel channel = create(a, once);
        assertThat(channel.phase()).isEqualTo(ChannelPhase.UNCONFIRMED);
        wire.runMillis(5000);
        assertThat(channel.phase()).isEqualTo(ChannelPhase.CONFIRMED);
        assertThat(z.channel(0).parameters()).isEqualTo(once);
    }

    @Test
    void opensThroughLoss() {
        Channel channel = create(a, ChannelParameters.of("x"));
        start();
        wire.network.aToZ().dropNext();
        Channel second = create(a, ChannelParameters.of("y"));
        second.send(wire.now(), DataMessage.string("m"), 0);
        wire.runMillis(5000);
        assertThat(channel.phase()).isEqualTo(ChannelPhase.CONFIRMED);
        assertThat(second.phase()).isEqualTo(ChannelPhase.CONFIRMED);
        assertThat(z.texts(z.channel(2))).containsExactly("m");
    }
}

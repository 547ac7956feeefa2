package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.datachannel.ChannelCloseReason.ClosedByPeer;
import io.github.datachannel4j.datachannel.ChannelCloseReason.ClosedLocally;
import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelClosed;
import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelClosing;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.MessageFate;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClosingTest {
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

    private void send(Channel from, String text) {
        from.send(wire.now(), DataMessage.string(text), 0);
    }

    @Test
    void theCloserClosesAndThePeerIsToldClosingThenClosed() {
        atA.close(wire.now());
        assertThat(atA.state()).isEqualTo(ChannelState.CLOSING);
        wire.runMillis(200);
        assertThat(a.closeReason(atA)).isEqualTo(new ClosedLocally());
        assertThat(a.outputs(ChannelClosing.class)).isEmpty();
        assertThat(z.outputs.subList(z.outputs.size() - 2, z.outputs.size()))
                .containsExactly(new ChannelClosing(atZ), new ChannelClosed(atZ, new ClosedByPeer()));
        assertThat(a.channels.channels()).isEmpty();
        assertThat(z.channels.channels()).isEmpty();
    }

    @Test
    void theOtherEndMayCloseAsWell() {
        atZ.close(wire.now());
        wire.runMillis(200);
        assertThat(z.closeReason(atZ)).isEqualTo(new ClosedLocally());
        assertThat(a.closeReason(atA)).isEqualTo(new ClosedByPeer());
    }

    @Test
    void bothEndsMayCloseAtOnce() {
        atA.close(wire.now());
        atZ.close(wire.now());
        wire.runMillis(200);
        assertThat(a.closeReason(atA)).isEqualTo(new ClosedLocally());
        assertThat(z.closeReason(atZ)).isEqualTo(new ClosedLocally());
        assertThat(a.outputs(ChannelClosed.class)).hasSize(1);
        assertThat(z.outputs(ChannelClosed.class)).hasSize(1);
    }

    @Test
    void whatWasQueuedBeforeTheCloseArrives() {
        for (int i = 0; i < 200; i++) {
            send(atA, "message " + i + " ".repeat(2000));
        }
        atA.close(wire.now());
        wire.runMillis(5000);
        assertThat(z.texts(atZ)).hasSize(200);
        assertThat(atZ.state()).isEqualTo(ChannelState.CLOSED);
    }

    @Test
    void whatWasQueuedArrivesThroughLossToo() {
        for (int i = 0; i < 50; i++) {
            send(atA, "message " + i + " ".repeat(2000));
        }
        atA.close(wire.now());
        for (int i = 0; i < 8; i++) {
            wire.network.aToZ().dropNext();
        }
        wire.runMillis(20_000);
        assertThat(z.texts(atZ)).hasSize(50);
        assertThat(a.closeReason(atA)).isEqualTo(new ClosedLocally());
    }

    @Test
    void nothingIsSentOrDeliveredAfterTheClose() {
        atA.close(wire.now());
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(() -> send(atA, "late"))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(DataChannelError.NOT_OPEN));
        send(atZ, "crosses the close");
        wire.runMillis(1000);
        assertThat(a.texts(atA)).isEmpty();
        assertThat(a.channels.stats().droppedMessages()).isEqualTo(1);
        assertThat(a.association().metrics().receive().heldBytes()).isZero();
    }

    @Test
    void theIdIsUsedAgainByAFreshChannel() {
        for (int round = 0; round < 5; round++) {
            send(atA, "round " + round);
            atA.close(wire.now());
            wire.runMillis(1000);
            assertThat(z.texts(atZ)).containsExactly("round " + round);
            atA = a.channels.create(wire.now(), ChannelParameters.of("again " + round));
            assertThat(atA.id()).isEqualTo(new StreamId(0));
            wire.runMillis(1000);
            atZ = z.channel(0);
            assertThat(atZ.parameters().label()).isEqualTo("again " + round);
        }
    }

    @Test
    void anIdThatIsStillClosingIsNotUsed() {
        atA.close(wire.now());
        assertThat(a.channels.create(wire.now(), ChannelParameters.of("y")).id())
                .isEqualTo(new StreamId(2));
        assertThatExceptionOfType(DataChannelException.class)
                .isThrownBy(() ->
                        a.channels.create(wire.now(), ChannelParameters.of("").withNegotiatedId(0)))
                .satisfies(refusal -> assertThat(refusal.error()).isEqualTo(DataChannelError.ID_IN_USE));
    }

    /** The closer has both resets and reuses the id, while its last answer to the other end is lost. */
    @Test
    void anIdReusedBeforeTheOtherEndIsDoneClosingWaitsForIt() {
        a.listener = (nowNanos, output) -> {
            if (output instanceof ChannelClosed) {
                atA = a.channels.create(wire.now(), ChannelParameters.of("second"));
                send(atA, "into the second");
            }
        };
        atA.close(wire.now());
        wire.runMillis(15);
        // The answer to the other end's reset; the OPEN behind it arrives first.
        wire.network.aToZ().dropNext();
        wire.runMillis(10_000);
        assertThat(atZ.state()).isEqualTo(ChannelState.CLOSED);
        Channel second = z.channel(0);
        assertThat(second.parameters().label()).isEqualTo("second");
        assertThat(z.texts(second)).containsExactly("into the second");
        assertThat(atA.phase()).isEqualTo(ChannelPhase.CONFIRMED);
    }

    @Test
    void aNegotiatedChannelOfOneEndOnlyCanBeClosed() {
        Channel alone = a.channels.create(wire.now(), ChannelParameters.of("").withNegotiatedId(9));
        send(alone, "to nobody");
        wire.runMillis(100);
        alone.close(wire.now());
        wire.runMillis(1000);
        assertThat(alone.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(z.association().metrics().receive().heldBytes()).isZero();
        assertThat(z.channels.channels()).containsExactly(atZ);
        Channel again = z.channels.create(wire.now(), ChannelParameters.of("").withNegotiatedId(9));
        wire.runMillis(100);
        assertThat(z.texts(again)).as("what the peer withdrew").isEmpty();
    }

    @Test
    void abortEndsAllChannelsOfBothEndsAndNamesCause12() {
        Channel second = a.channels.create(wire.now(), ChannelParameters.of("second"));
        a.channels.abort(wire.now(), "Close called");
        wire.runMillis(100);
        ChannelCloseReason here =
                new ChannelCloseReason.AssociationEnded(new CloseReason.AbortedLocally("Close called"));
        assertThat(a.closeReason(atA)).isEqualTo(here);
        assertThat(a.closeReason(second)).isEqualTo(here);
        CloseReason there = new CloseReason.AbortedByPeer(12, "Close called");
        assertThat(z.closeReason(atZ)).isEqualTo(new ChannelCloseReason.AssociationEnded(there));
        assertThat(z.outputs.getLast()).isEqualTo(new DataChannelsOutput.Ended(there));
        a.channels.abort(wire.now(), "again");
        atA.close(wire.now());
        wire.runMillis(100);
        assertThat(a.outputs(DataChannelsOutput.Ended.class)).hasSize(1);
    }

    @Test
    void abortDiscardsWhatIsQueuedAndEveryTokenHasItsFate() {
        for (int token = 1; token <= 100; token++) {
            atA.send(wire.now(), DataMessage.binary(Bytes.wrap(new byte[60_000])), token);
        }
        wire.runMillis(1);
        a.channels.abort(wire.now(), "enough");
        wire.runMillis(100);
        List<DataChannelsOutput.MessageLeft> fates = a.outputs(DataChannelsOutput.MessageLeft.class);
        assertThat(fates)
                .hasSize(100)
                .extracting(DataChannelsOutput.MessageLeft::token)
                .doesNotHaveDuplicates();
        assertThat(fates.getLast().fate()).isEqualTo(MessageFate.DISCARDED);
        assertThat(a.outputs.getLast()).isInstanceOf(DataChannelsOutput.Ended.class);
    }

    @Test
    void shutdownDeliversWhatIsQueuedAndClosesBothEnds() {
        send(atA, "last words");
        a.channels.shutdown(wire.now());
        wire.runMillis(5000);
        assertThat(z.texts(atZ)).containsExactly("last words");
        ChannelCloseReason reason = new ChannelCloseReason.AssociationEnded(new CloseReason.ShutdownComplete());
        assertThat(a.closeReason(atA)).isEqualTo(reason);
        assertThat(z.closeReason(atZ)).isEqualTo(reason);
    }

    /** A driver may hand in several packets before it drains. */
    @Test
    void anAssociationThatEndsInTheTurnOfItsBeginning() {
        CoreEnd late = new CoreEnd(StreamIdParity.ODD);
        RawEnd peer = new RawEnd();
        Channel inBand = late.channels.create(0, ChannelParameters.of("x"));
        Channel negotiated = late.channels.create(0, ChannelParameters.of("y").withNegotiatedId(8));
        late.start(0);
        List<Bytes> toPeer = new ArrayList<>();
        List<Bytes> toLate = new ArrayList<>();
        // Its own INIT is lost, so that it comes from nothing to the COOKIE ECHO of the peer, and to its ABORT.
        late.drain(0, lost -> {});
        peer.association.connect(0);
        for (int turn = 0; turn < 2; turn++) {
            peer.drain(0, toLate::add);
            if (turn == 1) {
                peer.association.abort(0, "changed my mind");
                peer.drain(0, toLate::add);
            }
            toLate.forEach(packet -> late.receive(0, packet));
            toLate.clear();
            late.drain(0, toPeer::add);
            toPeer.forEach(packet -> peer.receive(0, packet));
            toPeer.clear();
        }
        assertThat(inBand.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(negotiated.state()).isEqualTo(ChannelState.CLOSED);
        assertThat(late.outputs(DataChannelsOutput.Established.class)).hasSize(1);
        assertThat(late.outputs(DataChannelsOutput.ChannelOpened.class)).isEmpty();
        late.channels.shutdown(0);
    }

    @Test
    void aChannelMadeDuringShutdownNeverOpens() {
        send(atA, "last words");
        a.channels.shutdown(wire.now());
        Channel late = a.channels.create(wire.now(), ChannelParameters.of("late"));
        wire.runMillis(5000);
        assertThat(a.closeReason(late))
                .isEqualTo(new ChannelCloseReason.AssociationEnded(new CloseReason.ShutdownComplete()));
        assertThat(z.texts(atZ)).containsExactly("last words");
    }

    @Test
    void aChannelMayCloseDuringShutdown() {
        send(atA, "last words");
        a.channels.shutdown(wire.now());
        atA.close(wire.now());
        wire.runMillis(5000);
        assertThat(a.closeReason(atA)).isEqualTo(new ClosedLocally());
        assertThat(a.outputs.getLast()).isInstanceOf(DataChannelsOutput.Ended.class);
    }

    @Test
    void anUnorderedChannelClosesAfterItsData() {
        Channel unordered =
                a.channels.create(wire.now(), ChannelParameters.of("u").withDelivery(SendOptions.unordered()));
        wire.runMillis(100);
        Channel remote = z.channel(2);
        for (int i = 0; i < 30; i++) {
            send(unordered, "m" + i);
        }
        wire.network.aToZ().dropNext();
        unordered.close(wire.now());
        wire.runMillis(10_000);
        assertThat(z.texts(remote)).hasSize(30);
        assertThat(remote.state()).isEqualTo(ChannelState.CLOSED);
    }
}

package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelAnnounced;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.Seeds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that breaks DCEP, by mistake or on purpose: one stream suffers, the association lives. */
class HostilePeerTest {
    private final CoreEnd core = new CoreEnd(StreamIdParity.ODD);
    private final RawEnd peer = new RawEnd();
    private final TestWire wire = new TestWire(core, peer);

    @BeforeEach
    void start() {
        core.start(0);
        peer.association.connect(0);
        wire.runMillis(100);
    }

    private void peerOpens(int stream, String label) {
        peer.open(wire.now(), stream, ChannelParameters.of(label));
        wire.runMillis(100);
    }

    /** The association works and nothing is held for the peer. */
    private void assertAlive() {
        peerOpens(1000, "proof of life");
        peer.send(wire.now(), 1000, 51, "6f6b");
        wire.runMillis(1000);
        assertThat(core.texts(core.channel(1000))).containsExactly("ok");
        assertThat(core.association().metrics().receive().heldBytes()).isZero();
    }

    private void assertFailed(Channel channel) {
        assertThat(((ChannelCloseReason.Failed) core.closeReason(channel)).cause())
                .isEqualTo(ChannelCloseReason.Cause.PROTOCOL_VIOLATION);
    }

    @Test
    void answersAnOpenWithAnAck() {
        peerOpens(0, "x");
        assertThat(peer.messages(0)).singleElement().satisfies(ack -> {
            assertThat(ack.ppid().value()).isEqualTo(50);
            assertThat(ack.payload().toArray()).containsExactly(2);
        });
    }

    @Test
    void aMalformedOpenResetsItsStream() {
        peer.send(wire.now(), 0, 50, "0309010000000000000000ff");
        wire.runMillis(100);
        assertThat(peer.sawResetOf(0)).isTrue();
        assertThat(core.outputs(ChannelAnnounced.class)).isEmpty();
        assertThat(core.channels.stats().malformedDcep()).isEqualTo(1);
        assertThat(peer.messages(0)).isEmpty();
        peer.reset(wire.now(), 0);
        wire.runMillis(1000);
        peerOpens(0, "in order");
        assertThat(core.channel(0).parameters().label()).isEqualTo("in order");
        assertAlive();
    }

    @Test
    void anOpenOnAnOpenStreamClosesItsChannel() {
        peerOpens(0, "x");
        Channel channel = core.channel(0);
        peerOpens(0, "x");
        assertThat(channel.state()).isEqualTo(ChannelState.CLOSING);
        assertThat(peer.messages(0)).hasSize(1);
        peer.reset(wire.now(), 0);
        wire.runMillis(1000);
        assertFailed(channel);
        assertThat(core.channels.stats().refusedOpens()).isEqualTo(1);
        assertAlive();
    }

    @Test
    void anOpenOnANegotiatedChannelClosesIt() {
        Channel negotiated =
                core.channels.create(wire.now(), ChannelParameters.of("").withNegotiatedId(4));
        peerOpens(4, "x");
        peer.reset(wire.now(), 4);
        wire.runMillis(1000);
        assertFailed(negotiated);
        assertAlive();
    }

    @Test
    void anOpenOfTheWrongParityIsRefused() {
        peerOpens(1, "ours");
        assertThat(core.outputs(ChannelAnnounced.class)).isEmpty();
        assertThat(peer.sawResetOf(1)).isTrue();
        assertThat(peer.messages(1)).isEmpty();
        peer.reset(wire.now(), 1);
        wire.runMillis(1000);
        Channel ours = core.channels.create(wire.now(), ChannelParameters.of("y"));
        assertThat(ours.id()).hasToString("stream 1");
        assertAlive();
    }

    @Test
    void aResetInsteadOfAnAckClosesTheChannelAndFreesItsStream() {
        Channel refused = core.channels.create(wire.now(), ChannelParameters.of("x"));
        wire.runMillis(100);
        peer.reset(wire.now(), 1);
        wire.runMillis(1000);
        assertThat(core.closeReason(refused)).isEqualTo(new ChannelCloseReason.ClosedByPeer());
        assertThat(peer.sawResetOf(1)).isTrue();

        Channel again = core.channels.create(wire.now(), ChannelParameters.of("y"));
        wire.runMillis(100);
        assertThat(again.id()).hasToString("stream 1");
        assertThat(peer.messages(1)).hasSize(2);
        assertAlive();
    }

    @Test
    void dataThatOvertakesTheOpenIsKept() {
        peer.send(wire.now(), 0, 51, Bytes.utf8("first"), SendOptions.unordered());
        peer.send(wire.now(), 0, 53, Bytes.utf8("second"), SendOptions.unordered());
        wire.runMillis(100);
        peer.open(wire.now(), 0, ChannelParameters.of("u").withDelivery(SendOptions.unordered()));
        wire.runMillis(100);
        assertThat(core.texts(core.channel(0))).containsExactly("first", "second");
        assertAlive();
    }

    @Test
    void onlySoMuchIsKept() {
        for (int i = 0; i < 10; i++) {
            peer.send(wire.now(), i, 53, Bytes.wrap(new byte[60_000]), SendOptions.ordered());
        }
        wire.runMillis(5000);
        assertThat(core.association().metrics().receive().heldBytes()).isEqualTo(240_000);
        assertThat(core.channels.stats().droppedMessages()).isEqualTo(6);
        for (int i = 0; i < 2 * EarlyMessages.MESSAGES_MAX; i++) {
            peer.send(wire.now(), 20, 51, "61");
        }
        wire.runMillis(5000);
        assertThat(core.channels.stats().droppedMessages())
                .isEqualTo(6 + 2 * EarlyMessages.MESSAGES_MAX - (EarlyMessages.MESSAGES_MAX - 4));
        for (int i = 0; i < 10; i++) {
            peer.reset(wire.now(), i);
        }
        peer.reset(wire.now(), 20);
        wire.runMillis(5000);
        assertAlive();
    }

    @Test
    void unknownPpidsAreDroppedAndCounted() {
        peerOpens(0, "x");
        peer.send(wire.now(), 0, 49, "00");
        peer.send(wire.now(), 0, 0xFFFF_FFFFL, "00");
        peer.send(wire.now(), 2, 0, "00");
        wire.runMillis(100);
        assertThat(core.channels.stats().unknownPpid()).isEqualTo(3);
        assertThat(core.channel(0).state()).isEqualTo(ChannelState.OPEN);
        assertAlive();
    }

    @Test
    void partialPpidsOfOldPeersAreAccepted() {
        peerOpens(0, "x");
        peer.send(wire.now(), 0, 54, "61");
        peer.send(wire.now(), 0, 52, "62");
        wire.runMillis(100);
        assertThat(core.outputs(DataChannelsOutput.MessageReceived.class))
                .extracting(received -> received.message().kind())
                .containsExactly(MessageKind.STRING, MessageKind.BINARY);
    }

    @Test
    void acksThatNothingWaitsForAreCounted() {
        peerOpens(0, "x");
        peer.send(wire.now(), 0, 50, "02");
        peer.send(wire.now(), 6, 50, "02");
        wire.runMillis(100);
        assertThat(core.channels.stats().unexpectedDcep()).isEqualTo(2);
        assertThat(core.channel(0).state()).isEqualTo(ChannelState.OPEN);
        assertAlive();
    }

    @Test
    void anOpenBeyondOurStreamsIsIgnored() {
        RawEnd wide = new RawEnd();
        CoreEnd narrow = new CoreEnd(
                StreamIdParity.ODD,
                DataChannelLimits.defaults(),
                AssociationOptions.defaults().withStreams(3, 65535),
                4);
        TestWire toNarrow = new TestWire(narrow, wide);
        narrow.start(0);
        wide.association.connect(0);
        toNarrow.runMillis(100);
        wide.open(toNarrow.now(), 4, ChannelParameters.of("x"));
        wide.send(toNarrow.now(), 4, 50, "03ff");
        wide.open(toNarrow.now(), 2, ChannelParameters.of("y"));
        toNarrow.runMillis(1000);
        assertThat(narrow.hasChannel(4)).isFalse();
        assertThat(narrow.channel(2).state()).isEqualTo(ChannelState.OPEN);
    }

    @Test
    void moreChannelsThanTheLimitAreRefused() {
        CoreEnd strict = new CoreEnd(
                StreamIdParity.ODD,
                DataChannelLimits.defaults().withRemoteChannelsMax(3),
                AssociationOptions.defaults(),
                4);
        RawEnd eager = new RawEnd();
        TestWire toStrict = new TestWire(strict, eager);
        strict.start(0);
        eager.association.connect(0);
        toStrict.runMillis(100);
        for (int i = 0; i < 5; i++) {
            eager.open(toStrict.now(), 2 * i, ChannelParameters.of("x"));
        }
        toStrict.runMillis(1000);
        assertThat(strict.channels.channels()).hasSize(3);
        assertThat(eager.sawResetOf(8)).isTrue();
        eager.reset(toStrict.now(), 0);
        eager.reset(toStrict.now(), 8);
        toStrict.runMillis(1000);
        eager.open(toStrict.now(), 0, ChannelParameters.of("x"));
        toStrict.runMillis(1000);
        assertThat(strict.channels.channels()).hasSize(3);
    }

    @Test
    void theTextOfAllChannelsTogetherIsLimited() {
        ChannelParameters longest = ChannelParameters.of("l".repeat(65535)).withProtocol("p".repeat(65535));
        for (int i = 0; i < 140; i++) {
            peer.open(wire.now(), 2 * i, longest);
        }
        wire.runMillis(30_000);
        assertThat(core.channels.channels()).hasSize(128);
        assertThat(core.channels.stats().refusedOpens()).isEqualTo(12);
    }

    @Test
    void resettingAStreamThatNobodyUsesIsAnswered() {
        peer.send(wire.now(), 12, 53, "00");
        wire.runMillis(100);
        peer.reset(wire.now(), 12);
        wire.runMillis(1000);
        assertThat(peer.sawResetOf(12)).isTrue();
        assertAlive();
    }

    @Test
    void noDcepWhateverItIsThrowsOrKills() {
        Seeds.forEach(20, seed -> {
            CoreEnd victim = new CoreEnd(StreamIdParity.ODD);
            RawEnd fuzzer = new RawEnd();
            TestWire fuzzed = new TestWire(victim, fuzzer, NetworkProfile.LOOPBACK, seed);
            SplittableRandom random = new SplittableRandom(seed);
            victim.start(0);
            fuzzer.association.connect(0);
            fuzzed.runMillis(100);
            victim.channels.create(fuzzed.now(), ChannelParameters.of("ours"));
            victim.channels.create(fuzzed.now(), ChannelParameters.of("agreed").withNegotiatedId(6));
            for (int i = 0; i < 300; i++) {
                misbehave(fuzzer, fuzzed.now(), random);
                fuzzed.runMillis(random.nextInt(3));
            }
            fuzzed.runMillis(20_000);
            assertThat(victim.association().state()).isEqualTo(AssociationState.ESTABLISHED);
            assertThat(victim.association().metrics().receive().heldBytes())
                    .isLessThanOrEqualTo(EarlyMessages.BYTES_MAX);
        });
    }

    private static void misbehave(RawEnd fuzzer, long now, SplittableRandom random) {
        int stream = random.nextInt(10);
        int choice = random.nextInt(10);
        if (choice == 0) {
            fuzzer.reset(now, stream);
        } else if (choice < 3) {
            fuzzer.open(now, stream, ChannelParameters.of("label " + random.nextInt()));
        } else {
            byte[] payload = new byte[1 + random.nextInt(30)];
            random.nextBytes(payload);
            payload[0] = random.nextBoolean() ? DataChannelOpen.MESSAGE_TYPE : payload[0];
            SendOptions order = random.nextBoolean() ? SendOptions.ordered() : SendOptions.unordered();
            fuzzer.send(now, stream, 50 + random.nextInt(9), Bytes.wrap(payload), order);
        }
    }
}

package io.github.datachannel4j.datachannel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.datachannel4j.datachannel.DataChannelsOutput.ChannelOpened;
import io.github.datachannel4j.datachannel.DataChannelsOutput.Ended;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.CloseReason;
import io.github.datachannel4j.sctp.HandoverObstacle;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.testkit.Mutants;
import io.github.datachannel4j.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data channels that go on in another process while their peer notices nothing. */
class HandoverTest {
    private static final ChannelParameters CHAT =
            ChannelParameters.of("chat").withProtocol("grüße").withPriority(ChannelParameters.PRIORITY_HIGH);
    private static final ChannelParameters GAME = ChannelParameters.of("game")
            .withDelivery(SendOptions.unordered().withReliability(new Reliability.LimitedRetransmissions(3)));
    private static final ChannelParameters AGREED = ChannelParameters.of("agreed")
            .withNegotiatedId(100)
            .withDelivery(SendOptions.ordered().withReliability(new Reliability.LimitedLifetime(5_000_000_000L)));

    private final CoreEnd a = new CoreEnd(StreamIdParity.EVEN);
    private final CoreEnd z = new CoreEnd(StreamIdParity.ODD);
    private final TestWire wire = new TestWire(a, z);

    @BeforeEach
    void start() {
        a.channels.create(0, CHAT);
        z.channels.create(0, GAME);
        a.channels.create(0, AGREED);
        z.channels.create(0, AGREED);
        a.start(0);
        z.start(0);
        wire.runMillis(1000);
    }

    private void exchange(String text) {
        for (int id : new int[] {0, 1, 100}) {
            for (CoreEnd end : List.of(a, z)) {
                end.channel(id).send(wire.now(), DataMessage.string(text + " " + id), 0);
            }
        }
        wire.runMillis(1000);
    }

    private static long received(CoreEnd end, String text) {
        return end.outputs(DataChannelsOutput.MessageReceived.class).stream()
                .filter(output -> output.message().payload().toUtf8().startsWith(text))
                .count();
    }

    // ---- what goes on

    @Test
    void channelsAndMessagesGoOn() {
        exchange("before");
        a.move(wire.now());
        exchange("between");
        z.move(wire.now());
        a.move(wire.now());
        exchange("after");

        for (CoreEnd end : List.of(a, z)) {
            for (String text : List.of("before", "between", "after")) {
                assertThat(received(end, text)).as(text).isEqualTo(3);
            }
        }
        assertThat(a.channels.channels()).extracting(Channel::parameters).containsExactlyInAnyOrder(CHAT, GAME, AGREED);
        assertThat(a.channel(1).isOpenedByPeer()).isTrue();
        assertThat(a.channel(0).stats()).isEqualTo(new ChannelStats(3, 24, 3, 24));
    }

    @Test
    void whatTheOwnerHasSetStays() {
        a.consumes = false;
        a.channel(0).setPriority(wire.now(), 7);
        a.channel(0).setBufferedAmountLowThreshold(1234);
        a.channels.setRemoteMaxMessageSize(5000);
        exchange("before");
        a.move(wire.now());

        assertThat(a.channel(0).priority()).isEqualTo(7);
        assertThat(a.channel(0).bufferedAmountLowThreshold()).isEqualTo(1234);
        assertThat(a.channels.maxMessageSize()).isEqualTo(5000);
        assertThat(a.channel(0).unconsumedBytes()).isEqualTo(8);
        a.channel(0).consumed(wire.now(), 8);
        assertThat(a.association().metrics().receive().heldBytes()).isEqualTo(8 + 10);
    }

    @Test
    void theOwnerIsToldOfEachOpenChannel() {
        a.outputs.clear();
        a.move(wire.now());
        wire.flush();

        assertThat(a.outputs(ChannelOpened.class)).hasSize(3);
        assertThat(a.channels.maxChannels()).isEqualTo(65535);
    }

    @Test
    void channelsOpenAndCloseAfterwards() {
        a.move(wire.now());
        z.move(wire.now());
        Channel next = a.channels.create(wire.now(), ChannelParameters.of("next"));
        wire.runMillis(500);
        assertThat(next.id()).isEqualTo(new StreamId(2));
        assertThat(z.hasChannel(2)).isTrue();

        a.channel(0).close(wire.now());
        z.channel(2).close(wire.now());
        wire.runMillis(500);
        a.move(wire.now());
        assertThat(a.channels.channels())
                .extracting(Channel::id)
                .containsExactlyInAnyOrder(new StreamId(1), new StreamId(100));
        assertThat(a.channels.create(wire.now(), ChannelParameters.of("again")).id())
                .isEqualTo(new StreamId(0));
        wire.runMillis(500);
        assertThat(z.channel(0).parameters().label()).isEqualTo("again");
    }

    @Test
    void whatNobodyCanConsumeAnyMoreIsConsumed() {
        a.consumes = false;
        exchange("before");
        a.channel(0).close(wire.now());
        wire.runMillis(1000);
        a.move(wire.now());

        assertThat(a.association().metrics().receive().heldBytes()).isEqualTo(8 + 10);
    }

    @Test
    void theOldProcessHearsThatItIsOver() {
        DataChannels old = a.channels;
        a.move(wire.now());
        wire.runMillis(100);

        List<DataChannelsOutput> outputs = drain(old);
        assertThat(outputs).noneMatch(DataChannelsOutput.Transmit.class::isInstance);
        assertThat(outputs.getLast()).isEqualTo(new Ended(new CloseReason.HandedOver()));
        assertThat(old.channels()).isEmpty();
        assertThat(old.nextTimeout()).isEqualTo(DataChannels.NEVER);
    }

    private static List<DataChannelsOutput> drain(DataChannels channels) {
        List<DataChannelsOutput> outputs = new ArrayList<>();
        for (DataChannelsOutput output = channels.poll(); output != null; output = channels.poll()) {
            outputs.add(output);
        }
        return outputs;
    }

    // ---- what is in the way

    private static void assertObstacle(DataChannels channels, ChannelObstacle obstacle) {
        assertThat(channels.handoverReadiness().channels()).contains(obstacle);
        assertThat(channels.handoverReadiness().isReady()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> channels.handOver(1)).withMessageContaining(obstacle.name());
    }

    @Test
    void theAssociationMustBeUp() {
        assertObstacle(new CoreEnd(StreamIdParity.EVEN).channels, ChannelObstacle.NOT_ESTABLISHED);
    }

    @Test
    void outputsMustBeFetchedFirst() {
        a.move(wire.now());

        assertObstacle(a.channels, ChannelObstacle.OUTPUTS_WAITING);
    }

    @Test
    void closingMustComeToItsEndFirst() {
        a.channel(0).close(wire.now());
        wire.flush();
        assertObstacle(a.channels, ChannelObstacle.CHANNEL_CLOSING);

        wire.runMillis(500);
        assertThat(a.channels.handoverReadiness().isReady()).isTrue();
    }

    @Test
    void messagesOfChannelsToComeMustFindThemFirst() {
        Channel early =
                z.channels.create(wire.now(), ChannelParameters.of("early").withNegotiatedId(200));
        early.send(wire.now(), DataMessage.string("hello"), 0);
        wire.runMillis(500);
        assertObstacle(a.channels, ChannelObstacle.MESSAGES_WITHOUT_CHANNEL);

        a.channels.create(wire.now(), ChannelParameters.of("early").withNegotiatedId(200));
        wire.runMillis(500);
        assertThat(a.channels.handoverReadiness().isReady()).isTrue();
    }

    @Test
    void theAssociationsObstaclesCount() {
        a.channel(0).send(wire.now(), DataMessage.string("x"), 0);

        assertThat(a.channels.handoverReadiness().association()).containsExactly(HandoverObstacle.MESSAGES_QUEUED);
        assertThat(a.channels.handoverReadiness().isReady()).isFalse();
    }

    @Test
    void onlyAFreshObjectTakesOver() {
        DataChannelsHandover left = a.channels.handOver(wire.now());
        Association fresh = new Association(AssociationOptions.defaults(), new SplittableRandom(1));

        assertThatIllegalStateException().isThrownBy(() -> z.channels.takeOver(wire.now(), fresh, left));
    }

    // ---- as bytes

    @Test
    void everythingComesBack() throws MalformedHandoverException {
        exchange("before");
        DataChannelsHandover left = a.channels.handOver(wire.now());

        assertThat(left.channels()).hasSize(3);
        assertThat(DataChannelsHandover.decode(left.encode())).isEqualTo(left);
    }

    @Test
    void otherVersionsAndDamagedOnesAreRefused() {
        byte[] bytes = a.channels.handOver(wire.now()).encode().toArray();
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 0x10;
            assertRefused(bytes, at == 5 ? "version 17" : "");
            bytes[at] ^= 0x10;
        }
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), "handover");
            assertRefused(DataChannelsHandoverFuzz.sealed(Arrays.copyOf(bytes, length)), "handover");
        }
        assertRefused(DataChannelsHandoverFuzz.sealed(Arrays.copyOf(bytes, bytes.length + 8)), "8 bytes too many");
    }

    /** With right checksums, so that the readers themselves are put to the test. */
    @Test
    void whateverIsReadCanBeTakenOver() {
        List<byte[]> originals = List.of(sample());
        int[] taken = {0};
        Seeds.forEach(50, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < 100; i++) {
                byte[] bytes = DataChannelsHandoverFuzz.sealed(Mutants.of(originals, random));
                taken[0] += DataChannelsHandoverFuzz.takesOver(bytes) ? 1 : 0;
            }
        });
        assertThat(taken[0]).as("mutants that make sense").isPositive();
    }

    /** One with channels of all kinds that have carried something. */
    static byte[] sample() {
        HandoverTest test = new HandoverTest();
        test.start();
        test.exchange("before");
        return test.a.channels.handOver(test.wire.now()).encode().toArray();
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatExceptionOfType(MalformedHandoverException.class)
                .isThrownBy(() -> DataChannelsHandover.decode(Bytes.wrap(bytes)))
                .withMessageContaining(why);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RFC 9260 §3.3.4, §6.2 and §6.7, the receiver's side: what is acknowledged, when, and in which words. */
class AcknowledgementLadderTest {
    private static final int WHOLE_UNORDERED = ScriptedPeer.WHOLE | DataChunk.UNORDERED;

    private ScriptedPeer peer = ScriptedPeer.established();

    private static DataChunk data(int offset) {
        return ScriptedPeer.data(offset, WHOLE_UNORDERED, 0, "data");
    }

    private SackChunk sack() {
        return peer.all(SackChunk.class).getLast();
    }

    private int sacks() {
        return peer.all(SackChunk.class).size();
    }

    /** The first DATA chunk of an association is special. */
    private void pastTheFirst() {
        peer.say(data(0));
        peer.forget();
    }

    // ---- in which words

    @Test
    void theExampleOfTheRfc() {
        for (int tsn : List.of(10, 11, 12, 14, 15, 17)) {
            peer.say(data(tsn - 10));
        }

        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(2));
        assertThat(sack().gapAckBlocks()).containsExactly(new GapAckBlock(2, 3), new GapAckBlock(5, 5));
        assertThat(sack().duplicateTsns()).isEmpty();
    }

    @Test
    void beforeTheFirstTsnHasComeTheOneBeforeItIsAcknowledged() {
        peer.say(data(3));

        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.previous());
        assertThat(sack().gapAckBlocks()).containsExactly(new GapAckBlock(4, 4));
    }

    @Test
    void aDuplicateIsListedAsOftenAsItCameAgainAndThenForgotten() {
        peer.say(data(0));
        peer.say(data(0), data(0));
        assertThat(sack().duplicateTsns()).containsExactly(ScriptedPeer.FIRST, ScriptedPeer.FIRST);

        peer.say(data(0));
        assertThat(sack().duplicateTsns()).containsExactly(ScriptedPeer.FIRST);
    }

    @Test
    void aDuplicateAboveAGapIsOneToo() {
        peer.say(data(5));
        peer.say(data(5));

        assertThat(sack().duplicateTsns()).containsExactly(ScriptedPeer.FIRST.plus(5));
        assertThat(sack().gapAckBlocks()).containsExactly(new GapAckBlock(6, 6));
    }

    @Test
    void gapsAreToldFromTheLowestUpInOneSack() {
        for (int i = 1; i <= 600; i += 2) {
            peer.endpoint.association.receive(peer.now, packetOf(data(i)));
        }
        peer.listen();

        assertThat(sacks()).isEqualTo(1);
        assertThat(sack().gapAckBlocks()).hasSize(128).startsWith(new GapAckBlock(2, 2), new GapAckBlock(4, 4));
    }

    private Bytes packetOf(Chunk chunk) {
        return PacketWriter.packetOf(new CommonHeader(5000, 5000, peer.tagOfEndpoint), chunk);
    }

    @Test
    void whatIsAcknowledgedOnceStaysAcknowledged() {
        for (int i = 10; i > 0; i--) {
            peer.say(data(i));
            assertThat(sack().gapAckBlocks()).containsExactly(new GapAckBlock(i + 1, 11));
        }
        peer.say(data(0));

        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(10));
        assertThat(sack().gapAckBlocks()).isEmpty();
    }

    // ---- when

    @Test
    void aGapIsToldAtOnceAndEachPacketUntilItIsFilled() {
        pastTheFirst();
        for (int i = 2; i < 10; i++) {
            peer.say(data(i));
        }

        assertThat(sacks()).isEqualTo(8);
    }

    @Test
    void aPacketOfDuplicatesAloneIsAcknowledgedAtOnce() {
        pastTheFirst();
        peer.say(data(0));

        assertThat(sacks()).isEqualTo(1);
    }

    @Test
    void theIBitAsksForASackAtOnce() {
        pastTheFirst();
        peer.say(data(1));
        assertThat(sacks()).isZero();

        pastTheFirst();
        peer.say(ScriptedPeer.data(2, WHOLE_UNORDERED | DataChunk.IMMEDIATE, 0, "at once"));
        assertThat(sacks()).isEqualTo(1);
    }

    @Test
    void aPacketGetsOneSackHoweverManyChunksItHas() {
        pastTheFirst();
        peer.say(IntStream.range(1, 50).mapToObj(i -> data(2 * i)).toArray(Chunk[]::new));

        assertThat(sacks()).isEqualTo(1);
    }

    @Test
    void everyDataChunkIsAcknowledgedWithin200Milliseconds() {
        pastTheFirst();
        peer.say(data(1));
        peer.pass(199 * Ladder.MILLIS);
        assertThat(sacks()).isZero();

        peer.pass(Ladder.MILLIS);
        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(1));
    }

    @Test
    void theDelayCanBeSet() {
        peer = ScriptedPeer.established(AssociationOptions.defaults().withSackDelayNanos(50 * Ladder.MILLIS), 100_000);
        pastTheFirst();
        peer.say(data(1));
        peer.pass(49 * Ladder.MILLIS);
        assertThat(sacks()).isZero();

        peer.pass(Ladder.MILLIS);
        assertThat(sacks()).isEqualTo(1);
    }

    @Test
    void theDelayIsNeverMoreThan500Milliseconds() {
        AssociationOptions options = AssociationOptions.defaults();

        assertThat(options.withSackDelayNanos(500 * Ladder.MILLIS).sackDelayNanos())
                .isEqualTo(500 * Ladder.MILLIS);
        assertThatThrownBy(() -> options.withSackDelayNanos(500 * Ladder.MILLIS + 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sackDelayNanos");
        assertThatThrownBy(() -> options.withSackDelayNanos(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSackGoesWithDataThatLeavesAnyway() {
        pastTheFirst();
        peer.say(data(1));
        peer.letSend("answer", SendOptions.ordered());

        assertThat(peer.names()).containsExactly("Sack+Data");
        peer.pass(Ladder.SECONDS);
        assertThat(sacks()).isEqualTo(1);
    }

    // ---- a window that is closed

    @Test
    void aClosedWindowDropsWhatIsNewAndSaysSoAtOnce() {
        closedWindow();
        peer.say(data(40));

        assertThat(sacks()).isEqualTo(1);
        assertThat(sack().advertisedReceiverWindow()).isZero();
        assertThat(sack().gapAckBlocks()).isEmpty();
        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(9));
    }

    @Test
    void whatWasDroppedIsTakenWhenItComesAgain() {
        closedWindow();
        peer.say(data(10));
        peer.endpoint.association.consumed(peer.now, 10_000);
        peer.listen();
        peer.say(data(10));
        peer.pass(200 * Ladder.MILLIS);

        assertThat(sack().cumulativeTsnAck()).isEqualTo(ScriptedPeer.FIRST.plus(10));
        assertThat(sack().duplicateTsns()).isEmpty();
        assertThat(peer.endpoint.messages()).hasSize(11);
    }

    @Test
    void aWindowThatOpensBitByBitIsToldInFewSteps() {
        closedWindow();
        for (int i = 0; i < 100; i++) {
            peer.endpoint.association.consumed(peer.now, 100);
            peer.listen();
        }

        assertThat(sacks()).isBetween(1, 4);
    }

    /** Ten messages fill the buffer, and their owner does not read. */
    private void closedWindow() {
        peer = ScriptedPeer.established(AssociationOptions.defaults().withReceiveBufferBytes(10_000), 100_000);
        peer.endpoint.consumes = false;
        for (int i = 0; i < 10; i++) {
            peer.say(ScriptedPeer.data(i, WHOLE_UNORDERED, 0, "x".repeat(1_000)));
        }
        peer.forget();
    }
}

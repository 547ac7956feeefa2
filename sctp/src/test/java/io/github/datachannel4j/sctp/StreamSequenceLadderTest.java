package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 9260 §6.5 and §6.6: stream sequence numbers as they are given, and the order of delivery that follows from them. */
class StreamSequenceLadderTest {
    private static final int NUMBERS = 1 << 16;
    private static final int WHOLE_UNORDERED = ScriptedPeer.WHOLE | DataChunk.UNORDERED;

    private final AssociationOptions plain = AssociationOptions.defaults()
            .withStreamOptions(StreamOptions.defaults().withInterleaving(MessageInterleaving.OFF));
    private final ScriptedPeer peer = ScriptedPeer.established(plain, 1 << 20);

    private List<Integer> ssnsOf(StreamId stream) {
        return peer.all(DataChunk.class).stream()
                .filter(data -> data.streamId().equals(stream))
                .map(data -> data.ssn().value())
                .toList();
    }

    private void letSend(StreamId stream, SendOptions options) {
        peer.letSend(Ladder.message(stream, "x", options, OutgoingMessage.NO_TOKEN));
    }

    // ---- the sender's side

    @Test
    void everyStreamBeginsAtZeroAndCountsByOne() {
        StreamId other = new StreamId(7);
        for (int i = 0; i < 3; i++) {
            letSend(Ladder.STREAM, SendOptions.ordered());
            letSend(other, SendOptions.ordered());
        }

        assertThat(ssnsOf(Ladder.STREAM)).containsExactly(0, 1, 2);
        assertThat(ssnsOf(other)).containsExactly(0, 1, 2);
    }

    @Test
    void unorderedMessagesDoNotCount() {
        letSend(Ladder.STREAM, SendOptions.ordered());
        letSend(Ladder.STREAM, SendOptions.unordered());
        letSend(Ladder.STREAM, SendOptions.unordered());
        letSend(Ladder.STREAM, SendOptions.ordered());

        List<DataChunk> ordered = peer.all(DataChunk.class).stream()
                .filter(data -> !data.isUnordered())
                .toList();
        assertThat(ordered).extracting(data -> data.ssn().value()).containsExactly(0, 1);
    }

    @Test
    void after65535ComesZeroOnBothSides() {
        Ladder ladder = Ladder.established();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i <= NUMBERS + 1; i++) {
            sent.add(Integer.toString(i));
            ladder.send(ladder.a, sent.getLast());
            if (i % 2_000 == 0) {
                ladder.runFor(50 * Ladder.MILLIS);
            }
        }
        ladder.runUntilQuiet();

        assertThat(ladder.z.texts().equals(sent)).isTrue();
        assertThat(ladder.chunks(ladder.a, DataChunk.class).get(NUMBERS).ssn()).isEqualTo(Ssn.ZERO);
    }

    @Test
    void neverSoManyMessagesAreUnderWayThatTheirNumbersCouldMeet() {
        ScriptedPeer generous = ScriptedPeer.established(plain, 1L << 31);
        for (int i = 0; i < 70_000; i++) {
            generous.endpoint.association.send(
                    generous.now, Ladder.message(Ladder.STREAM, "x", SendOptions.ordered(), OutgoingMessage.NO_TOKEN));
        }
        generous.listen();
        // Each SACK leaves the first message out, so that the window moves on and nothing is ever done with.
        for (int round = 0; round < 200; round++) {
            int highest = generous.endpoint.association.metrics().send().outstandingChunks();
            generous.say(new SackChunk(
                    generous.firstOfEndpoint.previous(),
                    1L << 31,
                    List.of(new GapAckBlock(2, Math.min(highest, 0xFFFF))),
                    List.of()));
            generous.pass(10 * Ladder.MILLIS);
        }

        assertThat(generous.endpoint.association.metrics().send().outstandingChunks())
                .isGreaterThan(10_000)
                .isLessThan(NUMBERS);
    }

    // ---- the receiver's side

    @Test
    void orderedMessagesAreHeldUntilTheirTurn() {
        peer.say(ScriptedPeer.data(2, 2, "two"));
        peer.say(ScriptedPeer.data(1, 1, "one"));
        assertThat(peer.endpoint.texts()).isEmpty();

        peer.say(ScriptedPeer.data(0, 0, "zero"));
        assertThat(peer.endpoint.texts()).containsExactly("zero", "one", "two");
    }

    @Test
    void aGapOnOneStreamHoldsUpNoOther() {
        peer.say(new DataChunk(
                ScriptedPeer.WHOLE,
                ScriptedPeer.FIRST.plus(1),
                new StreamId(2),
                Ssn.ZERO,
                Ppid.STRING,
                Bytes.utf8("other stream")));

        assertThat(peer.endpoint.texts()).containsExactly("other stream");
    }

    @Test
    void theSsnOfAnUnorderedMessageMeansNothing() {
        peer.say(ScriptedPeer.data(1, WHOLE_UNORDERED, 4711, "at once"));
        peer.say(ScriptedPeer.data(0, 0, "in order"));
        peer.say(ScriptedPeer.data(2, WHOLE_UNORDERED, 0, "at once, too"));
        peer.say(ScriptedPeer.data(3, 1, "next in order"));

        assertThat(peer.endpoint.texts()).containsExactly("at once", "in order", "at once, too", "next in order");
    }
}

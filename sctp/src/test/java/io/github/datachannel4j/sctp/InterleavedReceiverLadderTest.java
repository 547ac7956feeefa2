package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.packet.Mid;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 8260 §2 from the receiver's side: {@code z} gets fragments as no sender of ours would mix them. */
class InterleavedReceiverLadderTest {
    private static final int BEGINNING = UserDataChunk.BEGINNING;
    private static final int ENDING = UserDataChunk.ENDING;
    private static final int UNORDERED = UserDataChunk.UNORDERED;

    private final Ladder ladder = Ladder.interleaving(AssociationOptions.defaults(), AssociationOptions.defaults());
    private Endpoint z = ladder.z;
    private CommonHeader header = new CommonHeader(5000, 5000, 0);
    /** The next TSN that {@code z} expects. */
    private Tsn next = new Tsn(0);

    InterleavedReceiverLadderTest() {
        ladder.connect();
        learnTagAndTsn(ladder);
    }

    private void learnTagAndTsn(Ladder from) {
        z = from.z;
        from.a.association.send(
                from.now, Ladder.message(new StreamId(9), "x", SendOptions.ordered(), OutgoingMessage.NO_TOKEN));
        from.runFor(Ladder.SECONDS);
        Ladder.Sent first = from.sent.getFirst();
        header = first.packet().header();
        next = ((UserDataChunk) first.packet().chunks().getFirst()).tsn().next();
        z.events.clear();
        from.sent.clear();
    }

    private void inject(Chunk chunk) {
        ladder.inject(z, PacketWriter.packetOf(header, chunk));
    }

    private Tsn take() {
        Tsn taken = next;
        next = next.next();
        return taken;
    }

    /** A fragment with the next TSN. */
    private void fragment(int flags, int mid, long fsn, String text) {
        inject(chunk(take(), flags, mid, fsn, text));
    }

    private static IDataChunk chunk(Tsn tsn, int flags, int mid, long fsn, String text) {
        boolean isFirst = (flags & BEGINNING) != 0;
        int ppidOrFsn = isFirst ? (int) Ppid.STRING.value() : (int) fsn;
        return new IDataChunk(flags, tsn, Ladder.STREAM, new Mid(mid), ppidOrFsn, Bytes.utf8(text));
    }

    private long heldBytes() {
        return z.association.metrics().receive().heldBytes();
    }

    private void assertAborted(Endpoint endpoint, int causeCode, CloseReason.Failure failure) {
        assertThat(endpoint.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(failure));
        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.a.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.AbortedByPeer.class,
                        aborted -> assertThat(aborted.causeCode()).isEqualTo(causeCode));
    }

    // ---- the wrong kind of chunk

    @Test
    void plainDataIsAProtocolViolation() {
        inject(new DataChunk(
                BEGINNING | ENDING, take(), Ladder.STREAM, Ssn.ZERO, Ppid.STRING, Bytes.utf8("never agreed on")));

        assertAborted(z, 13, CloseReason.Failure.PROTOCOL_VIOLATION);
        assertThat(z.texts()).isEmpty();
    }

    @Test
    void plainForwardTsnIsAProtocolViolation() {
        inject(new ForwardTsnChunk(next, List.of()));

        assertAborted(z, 13, CloseReason.Failure.PROTOCOL_VIOLATION);
    }

    @Test
    void iDataThatWasNotAgreedOnIsAProtocolViolation() {
        Ladder plain = Ladder.established();
        learnTagAndTsn(plain);
        plain.inject(z, PacketWriter.packetOf(header, chunk(take(), BEGINNING | ENDING, 0, 0, "never agreed on")));

        assertThat(z.closeReason()).isInstanceOf(CloseReason.Failed.class);
        assertThat(z.texts()).isEmpty();
    }

    @Test
    void iForwardTsnThatWasNotAgreedOnIsAProtocolViolation() {
        Ladder plain = Ladder.established();
        learnTagAndTsn(plain);
        plain.inject(z, PacketWriter.packetOf(header, new IForwardTsnChunk(next, List.of())));

        assertThat(z.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    @Test
    void aChunkWithoutUserDataIsAnsweredByNoUserData() {
        inject(chunk(take(), BEGINNING | ENDING, 0, 0, ""));

        assertAborted(z, 9, CloseReason.Failure.PROTOCOL_VIOLATION);
    }

    // ---- reassembly

    @Test
    void manyMessagesOfOneStreamAreAssembledAtOnce() {
        for (int mid = 0; mid < 50; mid++) {
            fragment(BEGINNING | UNORDERED, mid, 0, "begin " + mid);
        }
        assertThat(z.texts()).isEmpty();
        for (int mid = 49; mid >= 0; mid--) {
            fragment(ENDING | UNORDERED, mid, 1, ", end " + mid);
        }

        assertThat(z.texts()).hasSize(50).startsWith("begin 49, end 49").endsWith("begin 0, end 0");
    }

    @Test
    void orderedMessagesAreDeliveredInOrderHoweverTheirFragmentsAreMixed() {
        fragment(BEGINNING, 1, 0, "1");
        fragment(BEGINNING, 0, 0, "0");
        fragment(BEGINNING | ENDING, 2, 0, "2");
        fragment(ENDING, 1, 1, ".1");
        assertThat(z.texts()).isEmpty();
        fragment(ENDING, 0, 1, ".0");

        assertThat(z.texts()).containsExactly("0.0", "1.1", "2");
    }

    @Test
    void fragmentsOfAMessageMayComeInAnyOrder() {
        fragment(ENDING, 0, 3, "d");
        fragment(0, 0, 1, "b");
        fragment(0, 0, 2, "c");
        fragment(BEGINNING, 0, 0, "a");

        assertThat(z.texts()).containsExactly("abcd");
        assertThat(z.messages().getFirst().ppid()).isEqualTo(Ppid.STRING);
    }

    @Test
    void reservedFlagsMeanNothing() {
        fragment(0xF0 | BEGINNING, 0, 0, "a");
        fragment(0x50 | ENDING, 0, 1, "b");

        assertThat(z.texts()).containsExactly("ab");
    }

    @Test
    void aMessageAndAnotherOfTheOtherOrderMayHaveTheSameNumber() {
        fragment(BEGINNING, 0, 0, "ordered ");
        fragment(BEGINNING | UNORDERED, 0, 0, "unordered ");
        fragment(ENDING, 0, 1, "zero");
        fragment(ENDING | UNORDERED, 0, 1, "zero");

        assertThat(z.texts()).containsExactly("ordered zero", "unordered zero");
    }

    @Test
    void numbersWrapAround() {
        inject(new IForwardTsnChunk(
                take(), List.of(new SkippedMessage(Ladder.STREAM, MessageOrder.ORDERED, new Mid(0x7FFF_FFFE)))));
        inject(new IForwardTsnChunk(
                take(), List.of(new SkippedMessage(Ladder.STREAM, MessageOrder.ORDERED, new Mid(-2)))));
        fragment(BEGINNING | ENDING, 0, 0, "after the wrap");
        fragment(BEGINNING | ENDING, -1, 0, "before the wrap");

        assertThat(z.texts()).containsExactly("before the wrap", "after the wrap");
    }

    // ---- nonsense

    @Test
    void contradictingFragmentsAreNotKept() {
        fragment(0, 5, 0, "a first fragment without the B bit");
        fragment(ENDING, 6, 2, "the end");
        fragment(0, 6, 3, "beyond the end");
        fragment(ENDING, 6, 1, "another end");
        fragment(0, 6, 2, "the end's number again");

        assertThat(heldBytes()).isEqualTo("the end".length());
        fragment(BEGINNING | UNORDERED, 7, 0, "once");
        fragment(BEGINNING | UNORDERED, 7, 0, "twice");
        fragment(ENDING | UNORDERED, 7, 1, " only");
        assertThat(z.texts()).containsExactly("once only");
    }

    @Test
    void fragmentsOfOneByteCannotFillTheMemory() {
        for (int i = 0; i < 300_000 && z.state() == AssociationState.ESTABLISHED; i++) {
            z.association.receive(ladder.now, PacketWriter.packetOf(header, chunk(take(), 0, i, 1 + i % 7, "f")));
        }
        ladder.drain();

        assertThat(z.closeReason())
                .isInstanceOfSatisfying(
                        CloseReason.Failed.class,
                        failed -> assertThat(failed.failure()).isEqualTo(CloseReason.Failure.OUT_OF_RESOURCE));
    }

    // ---- what the sender gives up

    @Test
    void aSkippedMessageIsDroppedAndWhatWaitedForItDelivered() {
        fragment(BEGINNING, 0, 0, "half of 0");
        fragment(BEGINNING | ENDING, 1, 0, "1");
        inject(new IForwardTsnChunk(
                take(), List.of(new SkippedMessage(Ladder.STREAM, MessageOrder.ORDERED, Mid.ZERO))));

        assertThat(z.texts()).containsExactly("1");
        assertThat(heldBytes()).isZero();
    }

    @Test
    void skippingUnorderedMessagesLeavesTheOrderedOnesAlone() {
        fragment(BEGINNING, 0, 0, "ordered ");
        fragment(BEGINNING | UNORDERED, 0, 0, "half of an unordered one");
        inject(new IForwardTsnChunk(
                take(), List.of(new SkippedMessage(Ladder.STREAM, MessageOrder.UNORDERED, Mid.ZERO))));
        fragment(ENDING, 0, 1, "zero");

        assertThat(z.texts()).containsExactly("ordered zero");
        assertThat(heldBytes()).isZero();
    }

    @Test
    void lateFragmentsOfSkippedMessagesAreNotKept() {
        Tsn late = take();
        inject(new IForwardTsnChunk(
                take(),
                List.of(
                        new SkippedMessage(Ladder.STREAM, MessageOrder.ORDERED, Mid.ZERO),
                        new SkippedMessage(Ladder.STREAM, MessageOrder.UNORDERED, Mid.ZERO))));
        inject(chunk(late, 0, 0, 1, "of the past"));
        fragment(0, 0, 2, "ordered");
        fragment(UNORDERED, 0, 2, "unordered");

        assertThat(heldBytes()).isZero();
        fragment(BEGINNING | ENDING, 1, 0, "next");
        assertThat(z.texts()).containsExactly("next");
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Mid;
import io.github.datachannel4j.sctp.packet.SupportedExtensionsParameter;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** RFC 8260 §2, from the sender's side and on the wire. */
class InterleavingLadderTest {
    private static final AssociationOptions ON = AssociationOptions.defaults();
    private static final AssociationOptions OFF =
            ON.withStreamOptions(ON.streams().withInterleaving(MessageInterleaving.OFF));
    private static final StreamId BULK = new StreamId(2);
    private static final SendOptions ONCE_UNORDERED =
            SendOptions.unordered().withReliability(new Reliability.LimitedRetransmissions(0));

    private static final SendOptions ONCE_ORDERED =
            SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(0));

    private final Ladder ladder = established(ON, ON);
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private static Ladder established(AssociationOptions optionsA, AssociationOptions optionsZ) {
        Ladder ladder = Ladder.interleaving(optionsA, optionsZ);
        ladder.connect();
        return ladder;
    }

    private void sendBulk(Endpoint from, int bytes) {
        from.association.send(
                ladder.now, new OutgoingMessage(BULK, Ppid.BINARY, Ladder.pattern(bytes), SendOptions.ordered()));
    }

    // ---- negotiation

    @Test
    void initAndInitAckAnnounceBothChunkTypes() {
        for (var handshake : Ladder.interleaving(ON, ON).handshakes()) {
            var extensions = Objects.requireNonNull(handshake.parameter(SupportedExtensionsParameter.class));
            assertThat(extensions.supports(IDataChunk.TYPE)).isTrue();
            assertThat(extensions.supports(IForwardTsnChunk.TYPE)).isTrue();
        }
    }

    @Test
    void whoIsToldNotToUseItDoesNotAnnounceIt() {
        Ladder fresh = Ladder.interleaving(OFF, ON);
        fresh.a.association.connect(fresh.now);
        fresh.drain();

        var init = fresh.chunks(fresh.a, InitChunk.class).getFirst().handshake();
        var extensions = Objects.requireNonNull(init.parameter(SupportedExtensionsParameter.class));
        assertThat(extensions.supports(IDataChunk.TYPE)).isFalse();
    }

    @Test
    void allUserDataIsIDataOnceBothEndsHaveAnnouncedIt() {
        ladder.send(a, 5_000);
        ladder.send(z, "back");
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(a.texts()).containsExactly("back");
        assertThat(ladder.chunks(a, UserDataChunk.class)).allMatch(IDataChunk.class::isInstance);
        assertThat(ladder.chunks(z, UserDataChunk.class)).allMatch(IDataChunk.class::isInstance);
        assertThat(a.association.metrics().features().interleaving()).isTrue();
    }

    @Test
    void allUserDataIsDataWhenOneEndHasNotAnnouncedIt() {
        for (Ladder mixed : List.of(established(ON, OFF), established(OFF, ON))) {
            mixed.send(mixed.a, 5_000);
            mixed.send(mixed.z, "back");
            mixed.runFor(Ladder.SECONDS);

            assertThat(mixed.z.messages()).hasSize(1);
            assertThat(mixed.a.texts()).containsExactly("back");
            assertThat(mixed.chunks(mixed.a, UserDataChunk.class)).allMatch(DataChunk.class::isInstance);
            assertThat(mixed.chunks(mixed.z, UserDataChunk.class)).allMatch(DataChunk.class::isInstance);
            assertThat(mixed.a.association.metrics().features().interleaving()).isFalse();
        }
    }

    // ---- numbers

    @Test
    void orderedAndUnorderedMessagesCountApart() {
        ladder.send(a, "ordered 0");
        ladder.send(a, "unordered 0", SendOptions.unordered());
        ladder.send(a, "ordered 1");
        ladder.send(a, "unordered 1", SendOptions.unordered());
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, IDataChunk.class).stream().map(IDataChunk::mid))
                .containsExactly(Mid.ZERO, Mid.ZERO, new Mid(1), new Mid(1));
        assertThat(z.texts()).containsExactly("ordered 0", "unordered 0", "ordered 1", "unordered 1");
    }

    @Test
    void theFirstFragmentSaysWhatItIsAndTheOthersTheirNumber() {
        ladder.send(a, 3_000);
        ladder.runFor(Ladder.SECONDS);

        List<IDataChunk> chunks = ladder.chunks(a, IDataChunk.class);
        assertThat(chunks).hasSize(3);
        assertThat(chunks.getFirst().ppidOrFsn()).isEqualTo((int) Ppid.BINARY.value());
        assertThat(chunks.stream().map(IDataChunk::fsn)).containsExactly(0L, 1L, 2L);
        assertThat(chunks.stream().map(IDataChunk::mid)).containsOnly(Mid.ZERO);
        assertThat(chunks.stream().map(chunk -> chunk.flags() & ~UserDataChunk.IMMEDIATE))
                .containsExactly(UserDataChunk.BEGINNING, 0, UserDataChunk.ENDING);
        assertThat(z.messages().getFirst().ppid()).isEqualTo(Ppid.BINARY);
    }

    @Test
    void numbersOfBothOrdersBeginAnewAfterAStreamReset() {
        ladder.send(a, "ordered");
        ladder.send(a, "unordered", SendOptions.unordered());
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(Ladder.SECONDS);
        ladder.send(a, "ordered again");
        ladder.send(a, "unordered again", SendOptions.unordered());
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, IDataChunk.class).stream().map(IDataChunk::mid))
                .containsOnly(Mid.ZERO);
        assertThat(z.texts()).containsExactly("ordered", "unordered", "ordered again", "unordered again");
    }

    // ---- taking turns

    @Test
    void aSmallMessageWaitsForAtMostOnePacketOfALargeOne() {
        sendBulk(a, 2_000_000);
        ladder.drain();
        ladder.runFor(2 * Ladder.LATENCY_NANOS);
        int before = ladder.sent.size();
        ladder.send(a, "small");
        ladder.drain();
        ladder.runFor(4 * Ladder.LATENCY_NANOS);

        List<Ladder.Sent> after = ladder.sent.subList(before, ladder.sent.size()).stream()
                .filter(packet -> packet.from() == a)
                .toList();
        assertThat(after.stream().limit(2))
                .anyMatch(packet -> packet.packet().chunks().stream()
                        .anyMatch(chunk -> chunk instanceof IDataChunk data
                                && data.streamId().equals(Ladder.STREAM)));
        assertThat(z.texts()).contains("small");
        assertThat(a.association.bufferedBytes(BULK)).isPositive();
    }

    @Test
    void withoutInterleavingItWaitsForTheWholeOfIt() {
        Ladder plain = established(OFF, ON);
        plain.a.association.send(
                plain.now, new OutgoingMessage(BULK, Ppid.BINARY, Ladder.pattern(100_000), SendOptions.ordered()));
        plain.drain();
        plain.send(plain.a, "small");
        plain.runFor(5 * Ladder.SECONDS);

        assertThat(plain.chunks(plain.a, DataChunk.class).getLast().streamId()).isEqualTo(Ladder.STREAM);
        assertThat(plain.z.messages()).hasSize(2);
    }

    @Test
    void halvesOfManyLargeMessagesNeverFillThePeersWindow() {
        AssociationOptions small = ON.withReceiveBufferBytes(50_000);
        Ladder tight = established(ON, small);
        for (int stream = 0; stream < 30; stream++) {
            tight.a.association.send(
                    tight.now,
                    new OutgoingMessage(
                            new StreamId(stream), Ppid.BINARY, Ladder.pattern(30_000), SendOptions.ordered()));
        }
        tight.runFor(60 * Ladder.SECONDS);

        assertThat(tight.z.messages()).hasSize(30);
        assertThat(tight.a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void everyMessageArrivesWholeThoughFragmentsTakeTurnsAndPacketsAreLost() {
        ladder.loseEvery(7);
        for (int stream = 0; stream < 20; stream++) {
            ladder.a.association.send(
                    ladder.now,
                    new OutgoingMessage(
                            new StreamId(stream), Ppid.BINARY, Ladder.pattern(20_000), SendOptions.unordered()));
        }
        ladder.runFor(60 * Ladder.SECONDS);

        assertThat(z.messages())
                .hasSize(20)
                .allSatisfy(m -> assertThat(m.payload()).isEqualTo(Ladder.pattern(20_000)));
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
    }

    // ---- giving up

    @Test
    void unorderedMessagesAreNamedWhenTheyAreGivenUp() {
        ladder.loseNext(IDataChunk.class);
        ladder.send(a, "lost", ONCE_UNORDERED);
        ladder.drain();
        ladder.send(a, "kept", ONCE_UNORDERED);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, ForwardTsnChunk.class)).isEmpty();
        assertThat(ladder.chunks(a, IForwardTsnChunk.class).getFirst().skippedMessages())
                .containsExactly(new IForwardTsnChunk.SkippedMessage(Ladder.STREAM, MessageOrder.UNORDERED, Mid.ZERO));
        assertThat(z.texts()).containsExactly("kept");
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void aMessageIsGivenUpWholeThoughAnotherIsBetweenItsFragments() {
        ladder.loseNextThat(packet -> packet.has(IDataChunk.class));
        SendOptions once = SendOptions.ordered().withReliability(new Reliability.LimitedRetransmissions(0));
        a.association.send(ladder.now, new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(50_000), once));
        sendBulk(a, 50_000);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(z.messages()).hasSize(1);
        assertThat(z.messages().getFirst().stream()).isEqualTo(BULK);
        assertThat(z.association.metrics().receive().heldBytes()).isZero();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(a.association.bufferedBytes()).isZero();
    }

    /** RFC 8260 §2.3.1: FORWARD-TSN, which it may know, has no place beside I-DATA. */
    @Test
    void towardsAPeerThatDoesNotKnowIForwardTsnWhatWasSentStaysReliable() {
        ScriptedPeer peer = new ScriptedPeer(ON);
        peer.sayUnder(
                0,
                new InitChunk(ScriptedPeer.fields(
                        1 << 20,
                        ForwardTsnSupportedParameter.INSTANCE,
                        SupportedExtensionsParameter.of(IDataChunk.TYPE, ForwardTsnChunk.TYPE))));
        peer.say(new CookieEchoChunk(peer.cookie()));
        peer.letSend("sent", ONCE_UNORDERED);
        peer.pass(10 * Ladder.SECONDS);

        assertThat(peer.all(IDataChunk.class)).hasSizeGreaterThan(2);
        assertThat(peer.all(IForwardTsnChunk.class)).isEmpty();
        assertThat(peer.all(ForwardTsnChunk.class)).isEmpty();
    }

    @Test
    void theFigureOfPartialReliabilityGoesByTheChunkThatIsUsed() {
        assertThat(isPartialReliabilityInUse(IDataChunk.TYPE)).isFalse();
        assertThat(isPartialReliabilityInUse(IDataChunk.TYPE, IForwardTsnChunk.TYPE))
                .isTrue();
        assertThat(isPartialReliabilityInUse()).isTrue();
    }

    /** The peer knows FORWARD-TSN and these. */
    private static boolean isPartialReliabilityInUse(int... extensions) {
        ScriptedPeer peer = ScriptedPeer.established(
                ON,
                ScriptedPeer.fields(
                        1 << 20, ForwardTsnSupportedParameter.INSTANCE, SupportedExtensionsParameter.of(extensions)));
        return peer.endpoint.association.metrics().features().partialReliability();
    }

    @Test
    void eachStreamAndOrderIsNamedOnceByItsHighestNumber() {
        ladder.loseNext(4, IDataChunk.class);
        for (int i = 0; i < 2; i++) {
            ladder.send(a, "lost", ONCE_UNORDERED);
            ladder.send(a, "lost", ONCE_ORDERED);
        }
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, IForwardTsnChunk.class).getLast().skippedMessages())
                .containsExactlyInAnyOrder(
                        new IForwardTsnChunk.SkippedMessage(Ladder.STREAM, MessageOrder.UNORDERED, new Mid(1)),
                        new IForwardTsnChunk.SkippedMessage(Ladder.STREAM, MessageOrder.ORDERED, new Mid(1)));
    }

    @Test
    void iForwardTsnIsRepeatedUntilAcknowledged() {
        ladder.loseNext(IDataChunk.class);
        ladder.loseNext(3, IForwardTsnChunk.class);
        ladder.send(a, "lost", ONCE_UNORDERED);
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(ladder.chunks(a, IForwardTsnChunk.class)).hasSizeGreaterThanOrEqualTo(4);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    /** RFC 8260 §2.2.2: messages of one stream are never mixed, only those of different ones. */
    @Test
    void aStreamSendsOneMessageAfterTheOther() {
        Ladder mixed = Ladder.interleaving(AssociationOptions.defaults(), AssociationOptions.defaults());
        mixed.connect();
        for (int i = 0; i < 3; i++) {
            for (int stream = 0; stream < 3; stream++) {
                SendOptions options = i == 1 ? SendOptions.unordered() : SendOptions.ordered();
                mixed.a.association.send(
                        mixed.now,
                        new OutgoingMessage(new StreamId(stream), Ppid.BINARY, Ladder.pattern(8_000), options));
            }
        }
        mixed.runUntilQuiet();

        List<IDataChunk> chunks = mixed.chunks(mixed.a, IDataChunk.class);
        for (int stream = 0; stream < 3; stream++) {
            int number = stream;
            List<Integer> beginnings = chunks.stream()
                    .filter(data -> data.streamId().value() == number)
                    .map(data -> (data.isBeginning() ? 1 : 0) - (data.isEnding() ? 1 : 0))
                    .toList();
            int open = 0;
            for (int change : beginnings) {
                open += change;
                assertThat(open).isBetween(0, 1);
            }
        }
        assertThat(chunks.stream().map(IDataChunk::streamId).limit(3).distinct())
                .hasSize(3);
        assertThat(mixed.z.messages()).hasSize(9);
    }
}

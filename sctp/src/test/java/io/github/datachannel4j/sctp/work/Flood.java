package io.github.datachannel4j.sctp.work;

import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.GapAckBlock;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.Mid;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.UnknownChunk;
import io.github.datachannel4j.sctp.packet.UserInitiatedAbortCause;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a peer might send so that each packet costs its receiver more than the one before. The number of packets is the argument, and the result
 * whether the association has lived to see the end.
 */
enum Flood implements IntPredicate {
    DUPLICATES(plain((victim, i, n) -> victim.receive(Parts.data(victim, 0, Parts.WHOLE, 0)))),
    GAPS(plain((victim, i, n) -> victim.receive(Parts.data(victim, 2 * i + 1, Parts.UNORDERED, 0)))),
    GAPS_FROM_THE_END(plain((victim, i, n) -> victim.receive(Parts.data(victim, 2 * (n - i), Parts.UNORDERED, 0)))),
    MIDDLES(plain((victim, i, n) -> victim.receive(Parts.data(victim, i + 1, 0, 0)))),
    MIDDLES_FROM_THE_END(plain((victim, i, n) -> victim.receive(Parts.data(victim, n - i, 0, 0)))),
    BEGINNINGS(plain((victim, i, n) -> victim.receive(Parts.data(victim, 2 * i, Parts.BEGINNING, i)))),
    MESSAGES_THAT_WAIT(plain((victim, i, n) -> victim.receive(Parts.data(victim, i, Parts.WHOLE, 1 + i)))),
    MESSAGES_THAT_WAIT_FROM_THE_END(plain((victim, i, n) -> victim.receive(Parts.data(victim, i, Parts.WHOLE, n - i)))),
    STREAMS(plain((victim, i, n) -> victim.receive(
            new DataChunk(Parts.WHOLE, victim.first.plus(i), new StreamId(i), new Ssn(1), Ppid.BINARY, Parts.BYTE)))),
    INTERLEAVED_BEGINNINGS(
            interleaved((victim, i, n) -> victim.receive(Parts.iData(victim, i, Parts.BEGINNING, i, 0)))),
    INTERLEAVED_FROM_THE_END(
            interleaved((victim, i, n) -> victim.receive(Parts.iData(victim, i, Parts.BEGINNING, n - i, 0)))),
    INTERLEAVED_MIDDLES(interleaved((victim, i, n) -> victim.receive(Parts.iData(victim, i, 0, 0, 2 * i + 1)))),
    INTERLEAVED_MIDDLES_FROM_THE_END(
            interleaved((victim, i, n) -> victim.receive(Parts.iData(victim, i, 0, 0, 2 * (n - i))))),
    SKIPS(plain((victim, i, n) -> victim.receive(new ForwardTsnChunk(
            victim.first.plus(2 * i),
            Parts.streams(200)
                    .map(s -> new ForwardTsnChunk.SkippedStream(s, new Ssn(i)))
                    .toList())))),
    INTERLEAVED_SKIPS(interleaved((victim, i, n) -> victim.receive(new IForwardTsnChunk(
            victim.first.plus(2 * i),
            Parts.streams(200)
                    .map(s -> new IForwardTsnChunk.SkippedMessage(s, MessageOrder.UNORDERED, new Mid(i)))
                    .toList())))),
    HEARTBEATS(plain((victim, i, n) -> victim.receive(new HeartbeatChunk(Bytes.utf8("h" + i))))),
    UNKNOWN_CHUNKS(plain((victim, i, n) -> victim.receive(new UnknownChunk(0xC5, 0, Bytes.utf8("u" + i))))),
    ERRORS(plain((victim, i, n) -> victim.receive(new ErrorChunk(List.of(UserInitiatedAbortCause.of("e" + i)))))),
    COOKIES(plain((victim, i, n) -> victim.receive(new CookieEchoChunk(Bytes.utf8("cookie" + i))))),
    INITS(plain((victim, i, n) ->
            victim.receiveUnder(0, new InitChunk(new HandshakeFields(i + 1, 60_000, 9, 9, victim.first, List.of()))))),
    RESETS(plain((victim, i, n) -> victim.receive(new ReconfigChunk(List.of(new OutgoingSsnResetRequest(
            victim.first.plus(i),
            victim.firstOfVictim,
            victim.first.previous(),
            Parts.streams(400).toList())))))),
    CROWDS_OF_CHUNKS(plain((victim, i, n) -> {
        Chunk[] chunks = new Chunk[50];
        Arrays.setAll(chunks, k -> Parts.data(victim, 50 * i + k, Parts.UNORDERED, 0));
        victim.receive(chunks);
    })),
    /** The first chunk is never acknowledged, all others one by one: what is outstanding grows with every packet. */
    ACKNOWLEDGED_GAPS(plain((victim, i, n) -> {
        victim.letSend(3);
        victim.pass(Parts.MILLIS);
        victim.receive(Parts.gapSack(victim, victim.sent()));
    })),
    /** Most of it is acknowledged, and that is taken back, again and again. */
    ACKNOWLEDGEMENTS_TAKEN_BACK(plain((victim, i, n) -> {
        victim.letSend(i < 300 ? 3 : 0);
        victim.pass(Parts.MILLIS);
        victim.receive(Parts.gapSack(victim, i < 300 || i % 2 == 0 ? victim.sent() : 2));
    })),
    WINDOWS_THAT_OPEN_AND_CLOSE(plain((victim, i, n) -> {
        victim.letSend(1);
        victim.receive(new SackChunk(victim.firstOfVictim.previous(), i % 2 * 1_000_000L, List.of(), List.of()));
    })),
    TIME_OUTS(plain((victim, i, n) -> {
        victim.letSend(2);
        victim.pass(4_000_000_000L);
    }));

    @SuppressWarnings("ImmutableEnumChecker") // A step is a lambda that holds nothing.
    private final Kind kind;

    private record Kind(MessageInterleaving interleaving, Step step) {}

    /** One packet of a flood. */
    private interface Step {
        void run(Victim victim, int i, int n);
    }

    Flood(Kind kind) {
        this.kind = kind;
    }

    @Override
    public boolean test(int packets) {
        Victim victim = new Victim(kind.interleaving());
        for (int i = 0; i < packets; i++) {
            kind.step().run(victim, i, packets);
        }
        return victim.association.state() == AssociationState.ESTABLISHED;
    }

    private static Kind plain(Step step) {
        return new Kind(MessageInterleaving.OFF, step);
    }

    private static Kind interleaved(Step step) {
        return new Kind(MessageInterleaving.WHEN_SUPPORTED, step);
    }

    /** What the packets are made of. */
    private static final class Parts {
        static final long MILLIS = 1_000_000;
        static final int BEGINNING = DataChunk.BEGINNING;
        static final int WHOLE = DataChunk.BEGINNING | DataChunk.ENDING;
        static final int UNORDERED = WHOLE | DataChunk.UNORDERED;
        static final Bytes BYTE = Bytes.utf8("d");

        private static final StreamId STREAM = new StreamId(1);

        static DataChunk data(Victim victim, int offset, int flags, int ssn) {
            return new DataChunk(flags, victim.first.plus(offset), STREAM, new Ssn(ssn), Ppid.BINARY, BYTE);
        }

        /** Of the second fragment number on, {@code fsn} is one; of a first fragment it is the PPID. */
        static IDataChunk iData(Victim victim, int offset, int flags, int mid, int fsn) {
            return new IDataChunk(flags, victim.first.plus(offset), STREAM, new Mid(mid), fsn, BYTE);
        }

        /** Of everything up to so many chunks but the first. */
        static SackChunk gapSack(Victim victim, int end) {
            List<GapAckBlock> blocks = end < 2 ? List.of() : List.of(new GapAckBlock(2, end));
            return new SackChunk(victim.firstOfVictim.previous(), 100_000_000, blocks, List.of());
        }

        static Stream<StreamId> streams(int count) {
            return IntStream.range(0, count).mapToObj(StreamId::new);
        }
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.Ssn;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StreamResetLadderTest {
    private static final StreamId OTHER = new StreamId(3);

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void reset(StreamId... streams) {
        a.association.resetStreams(ladder.now, List.of(streams));
    }

    private List<OutgoingSsnResetRequest> requests() {
        return ladder.chunks(a, ReconfigChunk.class).stream()
                .flatMap(chunk -> chunk.parameters().stream())
                .filter(OutgoingSsnResetRequest.class::isInstance)
                .map(OutgoingSsnResetRequest.class::cast)
                .toList();
    }

    private List<Result> results() {
        return ladder.chunks(z, ReconfigChunk.class).stream()
                .flatMap(chunk -> chunk.parameters().stream())
                .filter(ReconfigurationResponse.class::isInstance)
                .map(parameter -> ((ReconfigurationResponse) parameter).result())
                .toList();
    }

    @Test
    void takesOneRoundTrip() {
        ladder.send(a, "before");
        reset(Ladder.STREAM);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(z.events)
                .filteredOn(event -> !(event instanceof AssociationOutput.Established))
                .extracting(Object::getClass)
                .containsExactly(AssociationOutput.MessageReceived.class, IncomingStreamsReset.class);
        assertThat(a.events(OutgoingStreamsReset.class))
                .containsExactly(new OutgoingStreamsReset(List.of(Ladder.STREAM)));
        assertThat(results()).containsExactly(Result.SUCCESS_PERFORMED);
    }

    @Test
    void queuedDataIsSentFirst() {
        ladder.send(a, 200_000);
        reset(Ladder.STREAM);
        ladder.runUntilQuiet();

        assertThat(z.messages()).hasSize(1);
        assertThat(requests().getFirst().lastAssignedTsn())
                .isEqualTo(ladder.chunks(a, DataChunk.class).getLast().tsn());
        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(1);
    }

    @Test
    void numberingBeginsAnew() {
        ladder.send(a, "0");
        ladder.send(a, "1");
        reset(Ladder.STREAM);
        ladder.runFor(Ladder.SECONDS);
        ladder.send(a, "again 0");
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class).getLast().ssn()).isEqualTo(Ssn.ZERO);
        assertThat(z.texts()).containsExactly("0", "1", "again 0");
    }

    @Test
    void messagesSentDuringTheResetWaitForItsEnd() {
        ladder.send(a, "before");
        reset(Ladder.STREAM);
        ladder.send(a, "after");
        ladder.runFor(15 * Ladder.MILLIS);
        assertThat(z.texts()).containsExactly("before");

        ladder.runFor(Ladder.SECONDS);
        assertThat(z.texts()).containsExactly("before", "after");
        assertThat(ladder.chunks(a, DataChunk.class).getLast().ssn()).isEqualTo(Ssn.ZERO);
    }

    @Test
    void onlyOneRequestIsUnansweredAtATime() {
        ladder.send(a, "x");
        reset(Ladder.STREAM);
        ladder.drain();
        reset(OTHER);
        ladder.drain();
        assertThat(requests()).hasSize(1);

        ladder.runFor(Ladder.SECONDS);
        assertThat(requests()).hasSize(2);
        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(2);
        assertThat(requests().get(1).requestSequenceNumber())
                .isEqualTo(requests().get(0).requestSequenceNumber().next());
    }

    @Test
    void aLostRequestIsRepeatedUnderItsNumber() {
        ladder.loseNext(ReconfigChunk.class);
        ladder.send(a, "x");
        reset(Ladder.STREAM);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(requests()).hasSize(2);
        assertThat(requests().get(1)).isEqualTo(requests().get(0));
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(1);
    }

    @Test
    void aLostResponseIsRepeatedAndTheResetNot() {
        ladder.loseNextThat(packet -> packet.from() == z && packet.has(ReconfigChunk.class));
        ladder.send(a, "x");
        reset(Ladder.STREAM);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(results()).containsExactly(Result.SUCCESS_PERFORMED, Result.SUCCESS_PERFORMED);
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(1);
        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(1);
    }

    @Test
    void theResetWaitsForDataThatIsStillMissing() {
        ladder.loseNextThat(packet -> packet.has(DataChunk.class) && !packet.has(ReconfigChunk.class));
        ladder.send(a, "missing");
        ladder.drain();
        reset(Ladder.STREAM);
        ladder.runFor(15 * Ladder.MILLIS);
        assertThat(results()).containsExactly(Result.IN_PROGRESS);
        assertThat(z.events(IncomingStreamsReset.class)).isEmpty();

        ladder.runFor(5 * Ladder.SECONDS);
        assertThat(z.texts()).containsExactly("missing");
        assertThat(results()).endsWith(Result.SUCCESS_PERFORMED);
        assertThat(z.events(IncomingStreamsReset.class)).hasSize(1);
        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(1);
    }

    @Test
    void bothEndsMayResetAtOnce() {
        ladder.send(a, "x");
        ladder.send(z, "y");
        ladder.runFor(Ladder.SECONDS);
        reset(Ladder.STREAM);
        z.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(Ladder.SECONDS);

        for (Endpoint endpoint : List.of(a, z)) {
            assertThat(endpoint.events(OutgoingStreamsReset.class)).hasSize(1);
            assertThat(endpoint.events(IncomingStreamsReset.class)).hasSize(1);
            assertThat(endpoint.association.metrics().send().streams()).isZero();
            assertThat(endpoint.association.metrics().receive().streams()).isZero();
        }
    }

    @Test
    void aStreamThatWasNeverUsedCanBeReset() {
        reset(OTHER);
        ladder.runFor(Ladder.SECONDS);

        assertThat(a.events(OutgoingStreamsReset.class)).hasSize(1);
        assertThat(z.events(IncomingStreamsReset.class)).containsExactly(new IncomingStreamsReset(List.of(OTHER)));
    }

    @Test
    void manyStreamsAreResetInSeveralRequests() {
        List<StreamId> all = IntStream.range(0, 1000).mapToObj(StreamId::new).toList();
        a.association.resetStreams(ladder.now, all);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(a.events(OutgoingStreamsReset.class).stream()
                        .mapToInt(reset -> reset.streams().size())
                        .sum())
                .isEqualTo(1000);
    }

    @Test
    void aResetBeforeTheHandshakeIsKept() {
        Ladder fresh = new Ladder();
        fresh.send(fresh.a, "early");
        fresh.a.association.resetStreams(fresh.now, List.of(Ladder.STREAM));
        fresh.connect();
        fresh.runFor(Ladder.SECONDS);

        assertThat(fresh.z.texts()).containsExactly("early");
        assertThat(fresh.a.events(OutgoingStreamsReset.class)).hasSize(1);
    }
}

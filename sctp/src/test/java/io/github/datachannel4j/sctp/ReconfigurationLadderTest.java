package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.datachannel4j.sctp.AssociationOutput.AddStreamsFailed;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationReset;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.StreamDirection;
import io.github.datachannel4j.sctp.AssociationOutput.StreamsAdded;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 6525 beyond the reset of one's own streams: what {@code a} asks of a {@code z} that grants it, or not. */
class ReconfigurationLadderTest {
    private static final AssociationOptions GRANTING = AssociationOptions.defaults()
            .withStreams(100, 200)
            .withReconfiguration(ReconfigurationOptions.everything());

    private Ladder ladder = Ladder.established(GRANTING);

    private void denying() {
        ladder = Ladder.established(AssociationOptions.defaults().withStreams(100, 200));
    }

    private <P extends ReconfigurationParameter> List<P> parameters(Endpoint from, Class<P> type) {
        return ladder.chunks(from, ReconfigChunk.class).stream()
                .flatMap(chunk -> chunk.parameters().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private List<Result> results() {
        return parameters(ladder.z, ReconfigurationResponse.class).stream()
                .map(ReconfigurationResponse::result)
                .toList();
    }

    // ---- the peer's streams (§4.2)

    @Test
    void thePeerResetsItsStreamsWhenAsked() {
        ladder.send(ladder.z, "0");
        ladder.send(ladder.z, "1");
        ladder.a.association.resetIncomingStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(Ladder.SECONDS);
        ladder.send(ladder.z, "again 0");
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(IncomingStreamsReset.class))
                .containsExactly(new IncomingStreamsReset(List.of(Ladder.STREAM)));
        assertThat(ladder.z.events(OutgoingStreamsReset.class)).hasSize(1);
        assertThat(ladder.a.texts()).containsExactly("0", "1", "again 0");
        assertThat(ladder.chunks(ladder.z, DataChunk.class).getLast().ssn().value())
                .isZero();
    }

    @Test
    void whatThePeerHasQueuedComesFirst() {
        ladder.send(ladder.z, 300_000);
        ladder.a.association.resetIncomingStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runUntilQuiet();

        assertThat(ladder.a.messages()).hasSize(1);
        assertThat(ladder.a.events(IncomingStreamsReset.class)).hasSize(1);
        assertThat(ladder.a.events.indexOf(ladder.a.messages().getFirst()))
                .isLessThan(ladder.a.events.indexOf(
                        ladder.a.events(IncomingStreamsReset.class).getFirst()));
    }

    @Test
    void namingNoStreamMeansAll() {
        ladder.send(ladder.z, "x");
        ladder.runFor(Ladder.SECONDS);
        ladder.a.association.resetIncomingStreams(ladder.now, List.of());
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(IncomingStreamsReset.class)).hasSize(1);
    }

    @Test
    void aRepeatedRequestIsAnsweredAlikeAndPerformedOnce() {
        ladder.loseNextThat(packet -> packet.from() == ladder.z && packet.has(ReconfigChunk.class));
        ladder.send(ladder.z, "x");
        ladder.a.association.resetIncomingStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(parameters(ladder.a, IncomingSsnResetRequest.class))
                .extracting(IncomingSsnResetRequest::requestSequenceNumber)
                .containsOnly(parameters(ladder.a, IncomingSsnResetRequest.class)
                        .getFirst()
                        .requestSequenceNumber());
        assertThat(ladder.a.events(IncomingStreamsReset.class)).hasSize(1);
        assertThat(ladder.z.events(OutgoingStreamsReset.class)).hasSize(1);
    }

    @Test
    void whoDoesNotGrantItDenies() {
        denying();
        ladder.a.association.resetIncomingStreams(ladder.now, List.of(Ladder.STREAM));
        ladder.runFor(Ladder.SECONDS);

        assertThat(results()).containsExactly(Result.DENIED);
        assertThat(ladder.a.events(IncomingResetFailed.class))
                .containsExactly(new IncomingResetFailed(List.of(Ladder.STREAM), StreamResetFailure.DENIED));
    }

    @Test
    void streamsThatDoNotExistAreRejected() {
        ladder.a.association.resetIncomingStreams(ladder.now, List.of(new StreamId(101)));
        ladder.runFor(Ladder.SECONDS);

        assertThat(results()).containsExactly(Result.ERROR_WRONG_SSN);
        assertThat(ladder.a.events(IncomingResetFailed.class).getFirst().failure())
                .isEqualTo(StreamResetFailure.REJECTED_AS_WRONG);
    }

    // ---- everything (§4.3)

    @Test
    void theWholeAssociationBeginsAnew() {
        ladder.send(ladder.a, "0");
        ladder.send(ladder.z, "0");
        ladder.a.association.resetAssociation(ladder.now);
        ladder.send(ladder.a, "afterwards");
        ladder.runFor(5 * Ladder.SECONDS);
        ladder.send(ladder.z, "afterwards");
        ladder.runFor(Ladder.SECONDS);

        for (Endpoint endpoint : List.of(ladder.a, ladder.z)) {
            assertThat(endpoint.texts()).containsExactly("0", "afterwards");
            assertThat(endpoint.events(AssociationReset.class)).hasSize(1);
            assertThat(ladder.chunks(endpoint, DataChunk.class).getLast().ssn().value())
                    .isZero();
        }
    }

    @Test
    void theAskingEndBeginsFarAheadOfItsOldTsns() {
        ladder.send(ladder.a, "old");
        ladder.runFor(Ladder.SECONDS);
        ladder.a.association.resetAssociation(ladder.now);
        ladder.send(ladder.a, "new");
        ladder.runFor(Ladder.SECONDS);

        List<DataChunk> data = ladder.chunks(ladder.a, DataChunk.class);
        assertThat(data.getLast().tsn().minus(data.getFirst().tsn().next())).isEqualTo(Integer.MIN_VALUE);
        assertThat(ladder.z.texts()).containsExactly("old", "new");
    }

    @Test
    void nothingThatIsUnderWayIsLostByAReset() {
        ladder.send(ladder.a, 200_000);
        ladder.send(ladder.z, 200_000);
        ladder.loseEvery(7);
        ladder.a.association.resetAssociation(ladder.now);
        ladder.send(ladder.a, "a's next");
        ladder.send(ladder.z, "z's next");
        ladder.runFor(60 * Ladder.SECONDS);
        ladder.loseEvery(0);
        ladder.runFor(60 * Ladder.SECONDS);

        for (Endpoint endpoint : List.of(ladder.a, ladder.z)) {
            assertThat(endpoint.messages()).hasSize(2);
            assertThat(endpoint.messages().getFirst().payload()).isEqualTo(Ladder.pattern(200_000));
            assertThat(endpoint.events(AssociationReset.class)).hasSize(1);
        }
    }

    @Test
    void dataThatOvertakesALostAnswerIsNotTakenForOldData() {
        ladder.send(ladder.z, "old");
        ladder.runFor(Ladder.SECONDS);
        ladder.a.association.resetAssociation(ladder.now);
        ladder.loseNextThat(packet -> packet.from() == ladder.z && packet.has(ReconfigChunk.class));
        ladder.runFor(12 * Ladder.MILLIS);
        ladder.send(ladder.z, "new, number 0 again");
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(ladder.a.texts()).containsExactly("old", "new, number 0 again");
        assertThat(ladder.a.events(AssociationReset.class)).hasSize(1);
        assertThat(parameters(ladder.z, ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::nextTsns)
                .doesNotContainNull()
                .containsOnly(parameters(ladder.z, ReconfigurationResponse.class)
                        .getFirst()
                        .nextTsns());
    }

    @Test
    void bothEndsMayWishItAtOnce() {
        ladder.a.association.resetAssociation(ladder.now);
        ladder.z.association.resetAssociation(ladder.now);
        ladder.send(ladder.a, "from a");
        ladder.send(ladder.z, "from z");
        ladder.runFor(20 * Ladder.SECONDS);

        for (Endpoint endpoint : List.of(ladder.a, ladder.z)) {
            assertThat(endpoint.events(AssociationReset.class)).hasSize(1);
            assertThat(endpoint.messages()).hasSize(1);
        }
    }

    @Test
    void aPeerThatDoesNotAskAgainIsNotWaitedForForEver() {
        ladder.send(ladder.a, "first");
        ladder.drain();
        Ladder.Sent first = ladder.sent.getFirst();
        Tsn number = ladder.chunks(ladder.a, DataChunk.class).getFirst().tsn();
        ladder.send(ladder.z, "not acknowledged yet");
        ladder.drain();
        ladder.inject(
                ladder.z,
                PacketWriter.packetOf(
                        first.packet().header(), new ReconfigChunk(List.of(new SsnTsnResetRequest(number)))));
        ladder.send(ladder.z, "held");
        ladder.runFor(50 * Ladder.SECONDS);
        assertThat(ladder.a.texts()).containsExactly("not acknowledged yet");

        ladder.runFor(20 * Ladder.SECONDS);
        assertThat(ladder.a.texts()).containsExactly("not acknowledged yet", "held");
    }

    @Test
    void whoDoesNotGrantAResetOfEverythingDenies() {
        denying();
        ladder.a.association.resetAssociation(ladder.now);
        ladder.send(ladder.a, "goes on");
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(AssociationResetFailed.class))
                .containsExactly(new AssociationResetFailed(StreamResetFailure.DENIED));
        assertThat(ladder.z.texts()).containsExactly("goes on");
    }

    // ---- more streams (§4.5, §4.6)

    @Test
    void outgoingStreamsAreAdded() {
        ladder.a.association.addOutgoingStreams(ladder.now, 50);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(StreamsAdded.class))
                .containsExactly(new StreamsAdded(StreamDirection.OUTGOING, 150));
        assertThat(ladder.z.events(StreamsAdded.class))
                .containsExactly(new StreamsAdded(StreamDirection.INCOMING, 150));
        ladder.a.association.send(
                ladder.now,
                Ladder.message(new StreamId(149), "on a new one", SendOptions.ordered(), OutgoingMessage.NO_TOKEN));
        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.z.texts()).containsExactly("on a new one");
    }

    @Test
    void newStreamsAreNotUsedBeforeThePeerHasAgreed() {
        ladder.a.association.addOutgoingStreams(ladder.now, 50);
        ladder.drain();

        assertThat(ladder.a.association.outboundStreams()).isEqualTo(100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ladder.a.association.send(
                        ladder.now,
                        Ladder.message(new StreamId(100), "early", SendOptions.ordered(), OutgoingMessage.NO_TOKEN)));
    }

    @Test
    void incomingStreamsAreAddedByThePeersOwnRequest() {
        ladder.a.association.addIncomingStreams(ladder.now, 7);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(StreamsAdded.class))
                .containsExactly(new StreamsAdded(StreamDirection.INCOMING, 107));
        assertThat(ladder.z.events(StreamsAdded.class))
                .containsExactly(new StreamsAdded(StreamDirection.OUTGOING, 107));
    }

    @Test
    void streamsAreAddedOnceThoughTheAnswerIsLost() {
        ladder.loseNextThat(packet -> packet.from() == ladder.z && packet.has(ReconfigChunk.class));
        ladder.a.association.addOutgoingStreams(ladder.now, 50);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.z.association.inboundStreams()).isEqualTo(150);
        assertThat(ladder.a.association.outboundStreams()).isEqualTo(150);
    }

    @Test
    void additionsThatAreNotGrantedAreDenied() {
        denying();
        ladder.a.association.addOutgoingStreams(ladder.now, 1);
        ladder.a.association.addIncomingStreams(ladder.now, 1);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(AddStreamsFailed.class))
                .containsExactly(
                        new AddStreamsFailed(StreamDirection.OUTGOING, StreamResetFailure.DENIED),
                        new AddStreamsFailed(StreamDirection.INCOMING, StreamResetFailure.DENIED));
    }

    @Test
    void additionsBeyondTheLimitAreDenied() {
        ladder = new Ladder(
                GRANTING,
                GRANTING.withReconfiguration(new ReconfigurationOptions(
                        ReconfigurationOptions.everything().granted(), 120)));
        ladder.connect();
        ladder.a.association.addOutgoingStreams(ladder.now, 21);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.a.events(AddStreamsFailed.class)).hasSize(1);
        assertThat(ladder.z.association.inboundStreams()).isEqualTo(100);
    }

    // ---- the rules of the exchange (§5.1.1)

    @Test
    void onlyOneRequestIsUnansweredAtATime() {
        ladder.a.association.addOutgoingStreams(ladder.now, 1);
        ladder.a.association.addOutgoingStreams(ladder.now, 2);
        ladder.drain();
        assertThat(ladder.chunks(ladder.a, ReconfigChunk.class)).hasSize(1);

        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.a.association.outboundStreams()).isEqualTo(103);
    }

    @Test
    void impossibleAdditionsAreTheCallersFault() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ladder.a.association.addOutgoingStreams(ladder.now, 65_535));
        assertThatIllegalArgumentException().isThrownBy(() -> ladder.a.association.addIncomingStreams(ladder.now, 0));
    }

    @Test
    void requestsNeedAnEstablishedAssociation() {
        Association fresh = new Association(GRANTING, new Random(5));

        assertThatIllegalStateException().isThrownBy(() -> fresh.resetAssociation(0));
    }

    @Test
    void wishesAreBounded() {
        for (int i = 0; i < 16; i++) {
            ladder.a.association.addOutgoingStreams(ladder.now, 1);
        }

        assertThatIllegalStateException().isThrownBy(() -> ladder.a.association.addOutgoingStreams(ladder.now, 1));
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.NextTsns;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.SupportedExtensionsParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnrecognizedParametersCause;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * RFC 6525 §4 and §5, numbers and timers, the peer scripted. What the requests do is in {@link StreamResetLadderTest} and
 * {@link ReconfigurationLadderTest}.
 */
class ReconfigurationRulesLadderTest {
    private ScriptedPeer peer = connected(AssociationOptions.defaults());

    private static ScriptedPeer connected(AssociationOptions options) {
        return ScriptedPeer.established(
                options, ScriptedPeer.fields(100_000, SupportedExtensionsParameter.of(ReconfigChunk.TYPE)));
    }

    private void ask(ReconfigurationParameter... requests) {
        peer.say(new ReconfigChunk(List.of(requests)));
    }

    /** Of what was sent up to this TSN. */
    private static OutgoingSsnResetRequest reset(Tsn number, Tsn lastAssigned, StreamId... streams) {
        return new OutgoingSsnResetRequest(number, new Tsn(0), lastAssigned, List.of(streams));
    }

    private void letReset() {
        peer.endpoint.association.resetStreams(peer.now, List.of(Ladder.STREAM));
        peer.listen();
    }

    // ---- the endpoint asks

    @Test
    void requestNumbersBeginAtTheInitialTsnAndCountByOne() {
        letReset();
        OutgoingSsnResetRequest first =
                peer.reconfigurations(OutgoingSsnResetRequest.class).getFirst();
        assertThat(first.requestSequenceNumber()).isEqualTo(peer.firstOfEndpoint);
        assertThat(first.responseSequenceNumber()).isEqualTo(ScriptedPeer.FIRST.previous());
        assertThat(first.lastAssignedTsn()).isEqualTo(peer.firstOfEndpoint.previous());

        ask(new ReconfigurationResponse(first.requestSequenceNumber(), Result.SUCCESS_PERFORMED));
        letReset();
        assertThat(peer.reconfigurations(OutgoingSsnResetRequest.class)
                        .getLast()
                        .requestSequenceNumber())
                .isEqualTo(peer.firstOfEndpoint.next());
    }

    @Test
    void anUnansweredRequestIsRepeatedUnchangedByABackedOffTimer() {
        letReset();
        peer.pass(10 * Ladder.SECONDS);

        assertThat(peer.all(ReconfigChunk.class)).hasSizeBetween(4, 8);
        assertThat(peer.all(ReconfigChunk.class).stream().distinct()).hasSize(1);
    }

    @Test
    void theTimerIsTheRetransmissionTimeOutAndDoubles() {
        letReset();
        long rto = peer.endpoint.association.metrics().path().rtoNanos();
        for (int repetitions = 0; repetitions < 3; repetitions++) {
            peer.pass((rto << repetitions) - 1);
            assertThat(peer.all(ReconfigChunk.class)).hasSize(repetitions + 1);
            peer.pass(1);
            assertThat(peer.all(ReconfigChunk.class)).hasSize(repetitions + 2);
        }
    }

    @Test
    void unansweredRequestsCountAsErrors() {
        peer = connected(AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)));
        letReset();
        peer.pass(30 * Ladder.SECONDS);

        assertThat(peer.endpoint.closeReason()).isInstanceOf(CloseReason.Failed.class);
    }

    @Test
    void anAnswerToAnotherRequestIsIgnored() {
        letReset();
        ask(new ReconfigurationResponse(peer.firstOfEndpoint.plus(5), Result.SUCCESS_PERFORMED));

        assertThat(peer.endpoint.events(AssociationOutput.OutgoingStreamsReset.class))
                .isEmpty();
        ask(new ReconfigurationResponse(peer.firstOfEndpoint, Result.SUCCESS_PERFORMED));
        assertThat(peer.endpoint.events(AssociationOutput.OutgoingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void whatAPeerDoesNotKnowIsNotAskedOfIt() {
        peer = ScriptedPeer.established();
        letReset();

        assertThat(peer.all(ReconfigChunk.class)).isEmpty();
        assertThat(peer.endpoint
                        .events(AssociationOutput.OutgoingResetFailed.class)
                        .getFirst()
                        .failure())
                .isEqualTo(StreamResetFailure.NOT_SUPPORTED);
    }

    @Test
    void initAndInitAckSayThatWeKnowReconfig() {
        for (var handshake : new Ladder().handshakes()) {
            var extensions = Objects.requireNonNull(handshake.parameter(SupportedExtensionsParameter.class));
            assertThat(extensions.supports(ReconfigChunk.TYPE)).isTrue();
        }
    }

    @Test
    void inProgressIsAskedAgainAndIsNoError() {
        peer = connected(AssociationOptions.defaults().withLimits(new RetransmissionLimits(2, 2)));
        letReset();
        for (int i = 0; i < 6; i++) {
            OutgoingSsnResetRequest latest =
                    peer.reconfigurations(OutgoingSsnResetRequest.class).getLast();
            ask(new ReconfigurationResponse(latest.requestSequenceNumber(), Result.IN_PROGRESS));
            peer.forget();
            peer.pass(Ladder.SECONDS);
            assertThat(peer.reconfigurations(OutgoingSsnResetRequest.class)).hasSizeBetween(1, 2);
        }
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.ESTABLISHED);

        OutgoingSsnResetRequest latest =
                peer.reconfigurations(OutgoingSsnResetRequest.class).getLast();
        ask(new ReconfigurationResponse(latest.requestSequenceNumber(), Result.SUCCESS_PERFORMED));
        assertThat(peer.endpoint.events(AssociationOutput.OutgoingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void aDeniedResetLeavesTheNumbersAsTheyWere() {
        peer.letSend("zero", SendOptions.ordered());
        letReset();
        peer.letSend("one", SendOptions.ordered());
        peer.say(new SackChunk(peer.firstOfEndpoint, 100_000, List.of(), List.of()));
        ask(new ReconfigurationResponse(peer.firstOfEndpoint, Result.DENIED));

        assertThat(peer.all(DataChunk.class))
                .extracting(chunk -> chunk.ssn().value())
                .containsExactly(0, 1);
        assertThat(peer.endpoint
                        .events(AssociationOutput.OutgoingResetFailed.class)
                        .getFirst()
                        .failure())
                .isEqualTo(StreamResetFailure.DENIED);
    }

    @Test
    void aWishForAResetNamesItsStreamsOrNoneForAll() {
        peer.endpoint.association.resetIncomingStreams(peer.now, List.of(new StreamId(7), new StreamId(2)));
        peer.listen();
        IncomingSsnResetRequest some =
                peer.reconfigurations(IncomingSsnResetRequest.class).getLast();
        ask(new ReconfigurationResponse(some.requestSequenceNumber(), Result.DENIED));
        peer.endpoint.association.resetIncomingStreams(peer.now, List.of());
        peer.listen();

        assertThat(some.streams()).containsExactly(new StreamId(7), new StreamId(2));
        assertThat(peer.reconfigurations(IncomingSsnResetRequest.class)
                        .getLast()
                        .streams())
                .isEmpty();
    }

    /** As the RFC has it; we send a response, too. */
    @Test
    void thePeersOwnResetAnswersTheWishForIt() {
        peer.endpoint.association.resetIncomingStreams(peer.now, List.of(Ladder.STREAM));
        peer.listen();
        Tsn wish =
                peer.reconfigurations(IncomingSsnResetRequest.class).getFirst().requestSequenceNumber();
        ask(new OutgoingSsnResetRequest(
                ScriptedPeer.FIRST, wish, ScriptedPeer.FIRST.previous(), List.of(Ladder.STREAM)));
        peer.pass(10 * Ladder.SECONDS);

        assertThat(peer.reconfigurations(IncomingSsnResetRequest.class)).hasSize(1);
        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .containsExactly(new ReconfigurationResponse(ScriptedPeer.FIRST, Result.SUCCESS_PERFORMED));
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void noNewMessageIsSentOnAStreamUntilItsResetIsAnswered() {
        peer.letSend("before", SendOptions.ordered());
        letReset();
        peer.letSend("after", SendOptions.ordered());
        peer.say(new SackChunk(peer.firstOfEndpoint, 100_000, List.of(), List.of()));
        assertThat(peer.endpoint.association.metrics().send().outstandingChunks())
                .isZero();

        ask(new ReconfigurationResponse(peer.firstOfEndpoint, Result.SUCCESS_PERFORMED));
        assertThat(peer.endpoint.association.metrics().send().outstandingChunks())
                .isEqualTo(1);
    }

    // ---- the endpoint is asked

    @Test
    void aRequestUnderAWrongNumberIsRejectedAndChangesNothing() {
        ask(reset(ScriptedPeer.FIRST.plus(3), ScriptedPeer.FIRST.previous(), Ladder.STREAM));

        assertThat(peer.reconfigurations(ReconfigurationResponse.class)
                        .getFirst()
                        .result())
                .isEqualTo(Result.ERROR_BAD_SEQUENCE_NUMBER);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .isEmpty();
    }

    @Test
    void aStreamThatDoesNotExistIsRejected() {
        peer = connected(AssociationOptions.defaults().withStreams(10, 10));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM, new StreamId(10)));

        assertThat(peer.reconfigurations(ReconfigurationResponse.class)
                        .getFirst()
                        .result())
                .isEqualTo(Result.ERROR_WRONG_SSN);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .isEmpty();
    }

    @Test
    void theNextSsnAfterAResetIsZero() {
        peer.say(ScriptedPeer.data(0, 0, "zero"));
        peer.say(ScriptedPeer.data(1, 1, "one"));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.plus(1), Ladder.STREAM));
        peer.say(ScriptedPeer.data(2, 0, "zero again"));

        assertThat(peer.endpoint.texts()).containsExactly("zero", "one", "zero again");
    }

    @Test
    void otherStreamsAreLeftAlone() {
        peer.say(ScriptedPeer.data(0, 0, "zero"));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, new StreamId(5)));
        peer.say(ScriptedPeer.data(1, 1, "one"));

        assertThat(peer.endpoint.texts()).containsExactly("zero", "one");
    }

    @Test
    void theLastTwoRequestsAreAnsweredAlikeWhenTheyAreRepeated() {
        OutgoingSsnResetRequest first = reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM);
        IncomingSsnResetRequest second = new IncomingSsnResetRequest(ScriptedPeer.FIRST.next(), List.of(Ladder.STREAM));
        ask(first, second);
        ask(first, second);

        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::result)
                .containsExactly(Result.SUCCESS_PERFORMED, Result.DENIED, Result.SUCCESS_PERFORMED, Result.DENIED);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void aResetIsInProgressUntilEverythingBeforeItHasCome() {
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        assertThat(peer.reconfigurations(ReconfigurationResponse.class)
                        .getFirst()
                        .result())
                .isEqualTo(Result.IN_PROGRESS);

        peer.say(ScriptedPeer.data(0, 0, "late"));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        assertThat(peer.reconfigurations(ReconfigurationResponse.class)
                        .getLast()
                        .result())
                .isEqualTo(Result.SUCCESS_PERFORMED);
        assertThat(peer.endpoint.texts()).containsExactly("late");
    }

    /** Pion never asks again. */
    @Test
    void aResetInProgressIsPerformedUnaskedOnceEverythingBeforeItHasCome() {
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        peer.say(ScriptedPeer.data(0, 0, "late"));

        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::result)
                .containsExactly(Result.IN_PROGRESS, Result.SUCCESS_PERFORMED);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void aResetThatNamesNoStreamIsOneOfAll() {
        peer.say(ScriptedPeer.data(0, 0, "zero"));
        peer.say(onOtherStream(1, 0, "other zero"));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.next()));
        peer.say(ScriptedPeer.data(2, 0, "zero again"));
        peer.say(onOtherStream(3, 0, "other zero again"));

        assertThat(peer.endpoint.texts()).containsExactly("zero", "other zero", "zero again", "other zero again");
    }

    private static DataChunk onOtherStream(int offset, int ssn, String text) {
        return new DataChunk(
                ScriptedPeer.WHOLE,
                ScriptedPeer.FIRST.plus(offset),
                new StreamId(5),
                new Ssn(ssn),
                Ppid.STRING,
                Bytes.utf8(text));
    }

    @Test
    void anAnswerIsSentOnceForEachRequest() {
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM));
        peer.pass(10 * Ladder.SECONDS);

        assertThat(peer.all(ReconfigChunk.class)).hasSize(1);
    }

    @Test
    void theAnswersToOneChunkShareOne() {
        ask(
                reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM),
                new IncomingSsnResetRequest(ScriptedPeer.FIRST.next(), List.of(Ladder.STREAM)));

        assertThat(peer.all(ReconfigChunk.class))
                .containsExactly(new ReconfigChunk(List.of(
                        new ReconfigurationResponse(ScriptedPeer.FIRST, Result.SUCCESS_PERFORMED),
                        new ReconfigurationResponse(ScriptedPeer.FIRST.next(), Result.DENIED))));
    }

    @Test
    void aSackGoesWithTheAnswer() {
        peer.say(ScriptedPeer.data(0, 0, "zero"));
        peer.forget();
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));

        assertThat(peer.names()).containsExactly("Reconfig+Sack");
    }

    @Test
    void streamsThatAreBeingResetNeedNoOtherReset() {
        peer = connected(AssociationOptions.defaults().withReconfiguration(ReconfigurationOptions.everything()));
        letReset();
        ask(new IncomingSsnResetRequest(ScriptedPeer.FIRST, List.of(Ladder.STREAM)));
        ask(new IncomingSsnResetRequest(ScriptedPeer.FIRST.next(), List.of(Ladder.STREAM, new StreamId(2))));

        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::result)
                .containsExactly(Result.SUCCESS_NOTHING_TO_DO, Result.SUCCESS_PERFORMED);
    }

    @Test
    void onlyAnswersToAnAssociationResetSayTheNextTsns() {
        peer.letSend("first", SendOptions.ordered());
        ask(new SsnTsnResetRequest(ScriptedPeer.FIRST));
        ask(reset(ScriptedPeer.FIRST.next(), ScriptedPeer.FIRST.previous(), Ladder.STREAM));

        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .containsExactly(
                        new ReconfigurationResponse(
                                ScriptedPeer.FIRST,
                                Result.DENIED.code(),
                                new NextTsns(peer.firstOfEndpoint.next(), ScriptedPeer.FIRST)),
                        new ReconfigurationResponse(ScriptedPeer.FIRST.next(), Result.SUCCESS_PERFORMED));
    }

    // ---- what a chunk may hold (§3.1)

    @Test
    void requestsThatDoNotGoTogetherAreAProtocolViolation() {
        OutgoingSsnResetRequest reset = reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM);
        IncomingSsnResetRequest wish = new IncomingSsnResetRequest(ScriptedPeer.FIRST.next(), List.of());
        ReconfigurationResponse response = new ReconfigurationResponse(new Tsn(5), Result.DENIED);
        ask(reset, reset);
        ask(reset, new SsnTsnResetRequest(ScriptedPeer.FIRST.next()));
        ask(wish, response);
        ask(reset, wish, response);

        assertThat(peer.all(ReconfigChunk.class)).isEmpty();
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .isEmpty();
        assertThat(peer.all(ErrorChunk.class))
                .hasSize(4)
                .allMatch(error -> error.causes().getFirst() instanceof ProtocolViolationCause);
    }

    @Test
    void aResponseMayComeWithAResetOrAnotherResponse() {
        letReset();
        ask(
                new ReconfigurationResponse(peer.firstOfEndpoint, Result.SUCCESS_PERFORMED),
                reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM));
        letReset();
        ask(
                new ReconfigurationResponse(peer.firstOfEndpoint.next(), Result.SUCCESS_PERFORMED),
                new ReconfigurationResponse(new Tsn(5), Result.DENIED));

        assertThat(peer.endpoint.events(AssociationOutput.OutgoingStreamsReset.class))
                .hasSize(2);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
        assertThat(peer.all(ErrorChunk.class)).isEmpty();
    }

    @Test
    void anUnknownParameterIsSkippedOrHidesWhatFollowsAsItsTopBitsSay() {
        OutgoingSsnResetRequest reset = reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM);
        peer.say(new ReconfigChunk(List.of(new UnknownParameter(0x3FFF, Bytes.EMPTY), reset)));
        peer.say(new ReconfigChunk(List.of(new UnknownParameter(0x7FFF, Bytes.EMPTY), reset)));
        assertThat(peer.all(ReconfigChunk.class)).isEmpty();
        assertThat(peer.all(ErrorChunk.class)).hasSize(1);

        peer.say(new ReconfigChunk(List.of(new UnknownParameter(0xFFFF, Bytes.EMPTY), reset)));
        assertThat(peer.reconfigurations(ReconfigurationResponse.class)).hasSize(1);
        assertThat(peer.all(ErrorChunk.class).getLast().causes().getFirst())
                .isInstanceOf(UnrecognizedParametersCause.class);
    }
}

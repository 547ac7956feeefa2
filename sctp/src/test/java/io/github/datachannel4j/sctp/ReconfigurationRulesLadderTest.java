package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.SupportedExtensionsParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * RFC 6525 §4 and §5, numbers and timers, the peer scripted. What the requests do is in {@link StreamResetLadderTest} and
 * {@link ReconfigurationLadderTest}.
 */
class ReconfigurationRulesLadderTest {
    private ScriptedPeer peer = connected(AssociationOptions.defaults());

    private static ScriptedPeer connected(AssociationOptions options) {
        ScriptedPeer peer = new ScriptedPeer(options);
        peer.sayUnder(
                0, new InitChunk(ScriptedPeer.fields(100_000, SupportedExtensionsParameter.of(ReconfigChunk.TYPE))));
        peer.say(new CookieEchoChunk(peer.cookie()));
        peer.forget();
        return peer;
    }

    private <P extends ReconfigurationParameter> List<P> heard(Class<P> type) {
        return peer.all(ReconfigChunk.class).stream()
                .flatMap(chunk -> chunk.parameters().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
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
        OutgoingSsnResetRequest first = heard(OutgoingSsnResetRequest.class).getFirst();
        assertThat(first.requestSequenceNumber()).isEqualTo(peer.firstOfEndpoint);
        assertThat(first.responseSequenceNumber()).isEqualTo(ScriptedPeer.FIRST.previous());
        assertThat(first.lastAssignedTsn()).isEqualTo(peer.firstOfEndpoint.previous());

        ask(new ReconfigurationResponse(first.requestSequenceNumber(), Result.SUCCESS_PERFORMED));
        letReset();
        assertThat(heard(OutgoingSsnResetRequest.class).getLast().requestSequenceNumber())
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

        assertThat(heard(ReconfigurationResponse.class).getFirst().result())
                .isEqualTo(Result.ERROR_BAD_SEQUENCE_NUMBER);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .isEmpty();
    }

    @Test
    void aStreamThatDoesNotExistIsRejected() {
        peer = connected(AssociationOptions.defaults().withStreams(10, 10));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST.previous(), Ladder.STREAM, new StreamId(10)));

        assertThat(heard(ReconfigurationResponse.class).getFirst().result()).isEqualTo(Result.ERROR_WRONG_SSN);
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

        assertThat(heard(ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::result)
                .containsExactly(Result.SUCCESS_PERFORMED, Result.DENIED, Result.SUCCESS_PERFORMED, Result.DENIED);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
    }

    @Test
    void aResetIsInProgressUntilEverythingBeforeItHasCome() {
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        assertThat(heard(ReconfigurationResponse.class).getFirst().result()).isEqualTo(Result.IN_PROGRESS);

        peer.say(ScriptedPeer.data(0, 0, "late"));
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        assertThat(heard(ReconfigurationResponse.class).getLast().result()).isEqualTo(Result.SUCCESS_PERFORMED);
        assertThat(peer.endpoint.texts()).containsExactly("late");
    }

    /** Pion never asks again. */
    @Test
    void aResetInProgressIsPerformedUnaskedOnceEverythingBeforeItHasCome() {
        ask(reset(ScriptedPeer.FIRST, ScriptedPeer.FIRST, Ladder.STREAM));
        peer.say(ScriptedPeer.data(0, 0, "late"));

        assertThat(heard(ReconfigurationResponse.class))
                .extracting(ReconfigurationResponse::result)
                .containsExactly(Result.IN_PROGRESS, Result.SUCCESS_PERFORMED);
        assertThat(peer.endpoint.events(AssociationOutput.IncomingStreamsReset.class))
                .hasSize(1);
    }
}

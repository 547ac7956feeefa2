package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.AssociationReset;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationResetFailed;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
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
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 6525 §5.1.4 and §5.2.4 with a scripted peer: what may leave and what may come in while SSNs and TSNs are reset. */
class AssociationResetLadderTest {
    /** The peer's first TSN after a reset, as far away as ours are: no SACK from before can be about it. */
    private static final int BEYOND_REACH = 0x1_0000;

    private final ScriptedPeer peer = ScriptedPeer.established(
            AssociationOptions.defaults().withReconfiguration(ReconfigurationOptions.everything()),
            ScriptedPeer.fields(
                    100_000,
                    ForwardTsnSupportedParameter.INSTANCE,
                    SupportedExtensionsParameter.of(ReconfigChunk.TYPE, ForwardTsnChunk.TYPE)));

    private void say(ReconfigurationParameter parameter) {
        peer.say(new ReconfigChunk(List.of(parameter)));
    }

    private void acknowledge(Tsn cumulative) {
        peer.say(new SackChunk(cumulative, 100_000, List.of(), List.of()));
    }

    private void letReset() {
        peer.endpoint.association.resetAssociation(peer.now);
        peer.listen();
    }

    /** To the endpoint's latest request for a reset of everything. */
    private ReconfigurationResponse answer(Result result, NextTsns next) {
        Tsn number = peer.reconfigurations(SsnTsnResetRequest.class).getLast().requestSequenceNumber();
        return new ReconfigurationResponse(number, result.code(), next);
    }

    private ReconfigurationResponse performed() {
        return answer(
                Result.SUCCESS_PERFORMED,
                new NextTsns(ScriptedPeer.FIRST.plus(BEYOND_REACH), peer.firstOfEndpoint.plus(Integer.MIN_VALUE)));
    }

    private List<Tsn> sentTsns() {
        return peer.all(DataChunk.class).stream().map(DataChunk::tsn).toList();
    }

    // ---- the peer asks

    @Test
    void afterItThePeerGoesOnFarAheadAndWeBeyondReach() {
        peer.letSend("first", SendOptions.ordered());
        acknowledge(peer.firstOfEndpoint);
        peer.say(ScriptedPeer.data(0, 0, "first"));
        say(new SsnTsnResetRequest(ScriptedPeer.FIRST));

        Tsn ours = peer.firstOfEndpoint.next().plus(0xFFFF);
        Tsn theirs = ScriptedPeer.FIRST.next().plus(Integer.MIN_VALUE);
        assertThat(peer.reconfigurations(ReconfigurationResponse.class))
                .containsExactly(new ReconfigurationResponse(
                        ScriptedPeer.FIRST, Result.SUCCESS_PERFORMED.code(), new NextTsns(ours, theirs)));
        peer.letSend("second", SendOptions.ordered());
        DataChunk second = peer.all(DataChunk.class).getLast();
        assertThat(second.tsn()).isEqualTo(ours);
        assertThat(second.ssn()).isEqualTo(Ssn.ZERO);
    }

    @Test
    void oursComesAfterThePeersThatWasToldToWait() {
        peer.letSend("under way", SendOptions.ordered());
        say(new SsnTsnResetRequest(ScriptedPeer.FIRST));
        assertThat(peer.reconfigurations(ReconfigurationResponse.class)
                        .getLast()
                        .result())
                .isEqualTo(Result.IN_PROGRESS);
        letReset();
        peer.letSend("held", SendOptions.ordered());
        acknowledge(peer.firstOfEndpoint);
        peer.pass(2 * Ladder.SECONDS);
        assertThat(peer.reconfigurations(SsnTsnResetRequest.class)).isEmpty();

        say(new SsnTsnResetRequest(ScriptedPeer.FIRST));
        peer.pass(10 * Ladder.SECONDS);
        assertThat(peer.endpoint.events(AssociationReset.class)).hasSize(1);
        assertThat(peer.reconfigurations(SsnTsnResetRequest.class)).isEmpty();
        assertThat(peer.all(DataChunk.class))
                .extracting(DataChunk::ssn)
                .startsWith(Ssn.ZERO)
                .endsWith(Ssn.ZERO);
    }

    @Test
    void nothingLeavesWhenThePeerForgetsItsOwnAndOursIsAsked() {
        peer.letSend("under way", SendOptions.ordered());
        say(new SsnTsnResetRequest(ScriptedPeer.FIRST));
        letReset();
        acknowledge(peer.firstOfEndpoint);
        peer.letSend("held", SendOptions.ordered());
        peer.pass(100 * Ladder.SECONDS);
        assertThat(peer.reconfigurations(SsnTsnResetRequest.class)).isNotEmpty();
        assertThat(sentTsns()).containsExactly(peer.firstOfEndpoint);

        say(performed());
        assertThat(sentTsns()).containsExactly(peer.firstOfEndpoint, peer.firstOfEndpoint.plus(Integer.MIN_VALUE));
        assertThat(peer.endpoint.events(AssociationOutput.Closed.class)).isEmpty();
    }

    // ---- the endpoint asks

    @Test
    void aRefusalOfOneDoesNotEndTheWaitForAnother() {
        letReset();
        letReset();
        peer.letSend("held", SendOptions.ordered());
        say(answer(Result.DENIED, new NextTsns(ScriptedPeer.FIRST, peer.firstOfEndpoint)));
        assertThat(peer.endpoint.events(AssociationResetFailed.class)).hasSize(1);
        assertThat(sentTsns()).isEmpty();

        say(answer(Result.DENIED, new NextTsns(ScriptedPeer.FIRST, peer.firstOfEndpoint)));
        assertThat(peer.endpoint.events(AssociationResetFailed.class)).hasSize(2);
        assertThat(sentTsns()).containsExactly(peer.firstOfEndpoint);
    }

    @Test
    void anOldAnswerInProgressLetsNothingOfAfterTheResetIn() {
        peer.say(ScriptedPeer.data(0, 0, "before"));
        letReset();
        ReconfigurationResponse inProgress =
                answer(Result.IN_PROGRESS, new NextTsns(ScriptedPeer.FIRST.next(), peer.firstOfEndpoint));
        say(inProgress);
        peer.pass(5 * Ladder.SECONDS);
        ReconfigurationResponse performed = performed();
        say(inProgress);
        peer.say(ScriptedPeer.data(BEYOND_REACH, 0, "after"));
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST.plus(BEYOND_REACH), List.of()));
        assertThat(peer.endpoint.texts()).containsExactly("before");

        say(performed);
        peer.say(ScriptedPeer.data(BEYOND_REACH, 0, "after"));
        assertThat(peer.endpoint.texts()).containsExactly("before", "after");
    }

    /** The answer to a number is for good, and that to another may be better. */
    @Test
    void whoIsTurnedAwayAsksUnderANewNumber() {
        letReset();
        say(answer(Result.ERROR_REQUEST_ALREADY_IN_PROGRESS, new NextTsns(ScriptedPeer.FIRST, peer.firstOfEndpoint)));
        peer.pass(5 * Ladder.SECONDS);

        assertThat(peer.reconfigurations(SsnTsnResetRequest.class))
                .extracting(SsnTsnResetRequest::requestSequenceNumber)
                .startsWith(peer.firstOfEndpoint, peer.firstOfEndpoint.next());
        say(performed());
        assertThat(peer.endpoint.events(AssociationReset.class)).hasSize(1);
    }

    /** Its retransmissions would otherwise have to come between our questions. */
    @Test
    void whatThePeerSentBeforeItAnsweredIsTakenAtAnyTime() {
        letReset();
        ReconfigurationResponse inProgress =
                answer(Result.IN_PROGRESS, new NextTsns(ScriptedPeer.FIRST.next(), peer.firstOfEndpoint));
        say(inProgress);
        peer.forget();
        peer.pass(2 * Ladder.SECONDS);
        assertThat(peer.reconfigurations(SsnTsnResetRequest.class)).isNotEmpty();
        peer.say(ScriptedPeer.data(1, 1, "after, perhaps"));
        peer.say(ScriptedPeer.data(0, 0, "before"));

        assertThat(peer.endpoint.texts()).containsExactly("before");
    }

    @Test
    void betweenQuestionAndAnswerNothingIsSkipped() {
        letReset();
        peer.say(new ForwardTsnChunk(ScriptedPeer.FIRST.plus(3), List.of()));
        say(answer(Result.DENIED, new NextTsns(ScriptedPeer.FIRST, peer.firstOfEndpoint)));
        peer.say(ScriptedPeer.data(0, 0, "not skipped"));

        assertThat(peer.endpoint.texts()).containsExactly("not skipped");
    }

    @Test
    void aStreamThatIsResetMeanwhileIsResetAfterwards() {
        letReset();
        peer.letSend("held", SendOptions.ordered());
        peer.endpoint.association.resetStreams(peer.now, List.of(Ladder.STREAM));
        peer.listen();
        say(answer(Result.DENIED, new NextTsns(ScriptedPeer.FIRST, peer.firstOfEndpoint)));

        assertThat(peer.endpoint.events(AssociationResetFailed.class)).hasSize(1);
        assertThat(sentTsns()).containsExactly(peer.firstOfEndpoint);
        OutgoingSsnResetRequest request =
                peer.reconfigurations(OutgoingSsnResetRequest.class).getLast();
        assertThat(request.streams()).containsExactly(Ladder.STREAM);
        assertThat(request.lastAssignedTsn()).isEqualTo(peer.firstOfEndpoint);
    }
}

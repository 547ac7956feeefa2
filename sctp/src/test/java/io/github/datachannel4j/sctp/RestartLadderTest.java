package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.Established;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.AssociationOutput.Restarted;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.ErrorChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.StaleCookieCause;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestartLadderTest {
    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;

    @Test
    void aPeerThatHasLostItsStateBeginsAnew() {
        Endpoint reborn = ladder.rebirthOfZ();
        reborn.association.connect(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertThat(a.events(Restarted.class)).hasSize(1);
        assertThat(a.events(Established.class)).hasSize(2);
        assertThat(reborn.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void dataFlowsBothWaysAfterARestart() {
        ladder.send(a, "old");
        ladder.runFor(Ladder.SECONDS);
        Endpoint reborn = ladder.rebirthOfZ();
        reborn.association.connect(ladder.now);
        ladder.runFor(Ladder.SECONDS);
        ladder.send(a, "new");
        ladder.send(reborn, "hello");
        ladder.runFor(Ladder.SECONDS);

        assertThat(reborn.texts()).containsExactly("new");
        assertThat(a.texts()).containsExactly("hello");
    }

    @Test
    void whatWasQueuedAndUnderWayIsDiscardedAndTold() {
        ladder.loseEvery(1);
        ladder.send(a, 100_000);
        a.association.send(ladder.now, Ladder.message(Ladder.STREAM, "queued", SendOptions.ordered(), 77));
        ladder.runFor(100 * Ladder.MILLIS);
        ladder.loseEvery(0);
        Endpoint reborn = ladder.rebirthOfZ();
        reborn.association.connect(ladder.now);
        ladder.runFor(20 * Ladder.SECONDS);

        assertThat(reborn.messages()).isEmpty();
        assertThat(a.events)
                .filteredOn(event -> event instanceof MessageLeft || event instanceof Restarted)
                .containsExactly(new MessageLeft(77, MessageFate.DISCARDED), new Restarted());
        assertThat(a.association.bufferedBytes()).isZero();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void anInitAloneChangesNothing() {
        ladder.send(a, "before");
        ladder.runFor(Ladder.SECONDS);
        Endpoint stranger = new Endpoint("stranger", AssociationOptions.defaults(), 99);
        stranger.association.connect(ladder.now);
        a.association.receive(ladder.now, stranger.drain(ladder.now).getFirst());
        ladder.drain();

        assertThat(a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(a.events(Restarted.class)).isEmpty();
        ladder.send(a, "after");
        ladder.runFor(Ladder.SECONDS);
        assertThat(ladder.z.texts()).containsExactly("before", "after");
    }

    @Test
    void aCookieThatComesTooLateIsReportedAndTheHandshakeBeginsAnew() {
        Ladder slow = new Ladder();
        slow.a.association.connect(slow.now);
        slow.loseNextThat(packet -> packet.has(CookieEchoChunk.class));
        slow.runFor(25 * Ladder.MILLIS);
        slow.loseEvery(1);
        slow.runFor(61 * Ladder.SECONDS);
        slow.loseEvery(0);
        slow.runFor(10 * Ladder.SECONDS);

        assertThat(slow.chunks(slow.z, ErrorChunk.class))
                .anyMatch(error -> error.causes().getFirst() instanceof StaleCookieCause);
        assertThat(slow.chunks(slow.a, InitChunk.class)).hasSize(2);
        for (Endpoint endpoint : List.of(slow.a, slow.z)) {
            assertThat(endpoint.state()).isEqualTo(AssociationState.ESTABLISHED);
        }
    }
}

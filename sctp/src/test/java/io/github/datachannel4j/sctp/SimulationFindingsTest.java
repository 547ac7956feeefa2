package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the simulation has found, each as the shortest ladder that shows it. The names end with the seed that did. */
class SimulationFindingsTest {
    private static final StreamId OTHER = new StreamId(2);

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    @Test
    void nothingIsSaidAfterClosed_1() {
        ladder.send(a, "queued");
        a.association.abort(ladder.now, "enough");
        ladder.runFor(Ladder.SECONDS);

        assertThat(a.events).hasSizeGreaterThan(1).last().isInstanceOf(Closed.class);
    }

    @Test
    void anOldPacketDoesNotSpoilAShutdown_146() {
        ladder.send(z, "old");
        ladder.runUntilQuiet();
        Bytes old = packetWith(DataChunk.class);
        ladder.loseNext(ShutdownCompleteChunk.class);
        a.association.shutdown(ladder.now);
        ladder.runFor(50 * Ladder.MILLIS);
        assertThat(a.state()).isEqualTo(AssociationState.CLOSED);
        assertThat(z.state()).isEqualTo(AssociationState.SHUTDOWN_ACK_SENT);

        ladder.inject(a, old);
        ladder.runFor(50 * Ladder.MILLIS);

        assertThat(z.closeReason()).isEqualTo(new CloseReason.ShutdownComplete());
    }

    @Test
    void aLateAnswerToACopyOfADeferredResetCounts_544() {
        deferReset();
        ladder.inject(z, packetWith(ReconfigChunk.class));
        ladder.runFor(2 * Ladder.SECONDS);

        checkResetOnce();
        assertThat(ladder.chunks(a, ReconfigChunk.class))
                .as("no need to ask again")
                .hasSize(1);
    }

    @Test
    void aResetIsToldOnceThoughItIsAskedAnew_544() {
        deferReset();
        ladder.loseNext(ReconfigChunk.class);
        ladder.inject(z, packetWith(ReconfigChunk.class));
        ladder.runFor(2 * Ladder.SECONDS);

        checkResetOnce();
        assertThat(ladder.chunks(a, ReconfigChunk.class)).hasSize(2);
    }

    /**
     * Lets z answer "in progress", since it lacks a message; which it then gets, long before the question is asked anew. That it has performed
     * the reset then, it says in vain.
     */
    private void deferReset() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "lost");
        ladder.drain();
        for (int i = 0; i < 4; i++) {
            a.association.send(ladder.now, Ladder.message(OTHER, "more", SendOptions.ordered(), 0));
            ladder.drain();
        }
        a.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
        while (ladder.chunks(z, ReconfigChunk.class).isEmpty()) {
            ladder.runFor(Ladder.MILLIS);
        }
        assertThat(z.texts()).doesNotContain("lost");
        ladder.loseNext(ReconfigChunk.class);
        ladder.runFor(100 * Ladder.MILLIS);
        assertThat(z.texts()).contains("lost");
        assertThat(a.events(OutgoingStreamsReset.class)).isEmpty();
    }

    private void checkResetOnce() {
        assertThat(z.events(IncomingStreamsReset.class))
                .containsExactly(new IncomingStreamsReset(List.of(Ladder.STREAM)));
        assertThat(a.events(OutgoingStreamsReset.class))
                .containsExactly(new OutgoingStreamsReset(List.of(Ladder.STREAM)));
    }

    private Bytes packetWith(Class<? extends Chunk> type) {
        return ladder.sent.stream()
                .filter(packet -> packet.has(type))
                .map(packet -> Bytes.copyOf(packet.bytes().toArray()))
                .findFirst()
                .orElseThrow();
    }
}

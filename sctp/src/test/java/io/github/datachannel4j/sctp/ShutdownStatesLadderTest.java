package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownChunk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The owner's SHUTDOWN (RFC 9260 §9.2, §11.1.3) in each of the states that an association can be in. */
class ShutdownStatesLadderTest {
    private static final CloseReason COMPLETE = new CloseReason.ShutdownComplete();

    private final Ladder ladder = new Ladder();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private void shutDown(AssociationState in) {
        assertThat(a.state()).isEqualTo(in);
        a.association.shutdown(ladder.now);
        ladder.drain();
    }

    private void sendWithToken(long token) {
        a.association.send(ladder.now, Ladder.message(Ladder.STREAM, "x", SendOptions.ordered(), token));
    }

    private void assertEndedAtOnce(long discarded) {
        assertThat(a.closeReason()).isEqualTo(COMPLETE);
        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(discarded, MessageFate.DISCARDED));
        assertThat(a.association.nextTimeout()).isEqualTo(Association.NEVER);
    }

    @Test
    void inNewNothingIsSaid() {
        sendWithToken(1);
        shutDown(AssociationState.NEW);

        assertEndedAtOnce(1);
        assertThat(ladder.sent).isEmpty();
    }

    @Test
    void inCookieWaitThereIsNobodyToTellAndTheInitAckComesTooLate() {
        sendWithToken(2);
        a.association.connect(ladder.now);
        ladder.drain();
        shutDown(AssociationState.COOKIE_WAIT);
        ladder.runFor(Ladder.SECONDS);

        assertEndedAtOnce(2);
        assertThat(ladder.chunks(z, InitAckChunk.class)).hasSize(1);
        assertThat(ladder.chunksFrom(a)).containsExactly("Init");
        assertThat(z.state()).isEqualTo(AssociationState.NEW);
    }

    /** The peer is established already, and would wait for ever. */
    @Test
    void inCookieEchoedThePeerIsToldByAbort() {
        ladder.loseNext(CookieAckChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(50 * Ladder.MILLIS);
        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
        sendWithToken(3);
        shutDown(AssociationState.COOKIE_ECHOED);
        ladder.runFor(Ladder.SECONDS);

        assertEndedAtOnce(3);
        assertThat(ladder.chunks(a, AbortChunk.class)).hasSize(1);
        assertThat(z.closeReason()).isEqualTo(new CloseReason.AbortedByPeer(12, ""));
    }

    @Test
    void inCookieEchoedTheAbortCarriesThePeersTag() {
        ladder.loseNext(CookieAckChunk.class);
        a.association.connect(ladder.now);
        ladder.runFor(50 * Ladder.MILLIS);
        int tagOfZ = ladder.chunks(z, InitAckChunk.class).getFirst().initiateTag();
        shutDown(AssociationState.COOKIE_ECHOED);

        assertThat(ladder.sent.getLast().packet().header().verificationTag()).isEqualTo(tagOfZ);
        assertThat(ladder.sent.getLast().has(AbortChunk.class)).isTrue();
    }

    @Test
    void inEstablishedWithNothingToSendShutdownLeavesAtOnce() {
        ladder.connect();
        shutDown(AssociationState.ESTABLISHED);

        assertThat(a.state()).isEqualTo(AssociationState.SHUTDOWN_SENT);
        assertThat(ladder.chunksFrom(a)).containsExactly("Shutdown");
    }

    @Test
    void inEstablishedWhatIsQueuedComesFirst() {
        ladder.connect();
        sendWithToken(5);
        shutDown(AssociationState.ESTABLISHED);
        assertThat(a.state()).isEqualTo(AssociationState.SHUTDOWN_PENDING);
        assertThat(ladder.chunks(a, ShutdownChunk.class)).isEmpty();
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("x");
        assertThat(a.closeReason()).isEqualTo(COMPLETE);
        assertThat(z.closeReason()).isEqualTo(COMPLETE);
    }

    @Test
    void inShutdownPendingItChangesNothing() {
        ladder.connect();
        sendWithToken(6);
        shutDown(AssociationState.ESTABLISHED);
        shutDown(AssociationState.SHUTDOWN_PENDING);
        assertThat(a.state()).isEqualTo(AssociationState.SHUTDOWN_PENDING);
        ladder.runFor(Ladder.SECONDS);

        assertCompletesOnce();
    }

    @Test
    void inShutdownSentItChangesNothing() {
        ladder.connect();
        shutDown(AssociationState.ESTABLISHED);
        shutDown(AssociationState.SHUTDOWN_SENT);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, ShutdownChunk.class)).hasSize(1);
        assertCompletesOnce();
    }

    @Test
    void inShutdownReceivedItChangesNothing() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("unacknowledged", SendOptions.ordered());
        peer.say(new ShutdownChunk(peer.firstOfEndpoint.previous()));
        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_RECEIVED);
        peer.forget();
        peer.endpoint.association.shutdown(peer.now);
        peer.listen();

        assertThat(peer.endpoint.state()).isEqualTo(AssociationState.SHUTDOWN_RECEIVED);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void inShutdownAckSentItChangesNothing() {
        ladder.connect();
        z.association.shutdown(ladder.now);
        ladder.drain();
        ladder.runFor(Ladder.LATENCY_NANOS);
        shutDown(AssociationState.SHUTDOWN_ACK_SENT);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, ShutdownAckChunk.class)).hasSize(1);
        assertCompletesOnce();
    }

    @Test
    void inClosedItChangesNothing() {
        ladder.connect();
        a.association.abort(ladder.now, "over");
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
        shutDown(AssociationState.CLOSED);

        assertThat(ladder.sent).isEmpty();
        assertThat(a.events(Closed.class)).containsExactly(new Closed(new CloseReason.AbortedLocally("over")));
    }

    private void assertCompletesOnce() {
        for (Endpoint endpoint : List.of(a, z)) {
            assertThat(endpoint.events(Closed.class)).containsExactly(new Closed(COMPLETE));
        }
    }
}

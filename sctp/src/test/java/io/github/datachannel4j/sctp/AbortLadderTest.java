package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.AssociationOutput.MessageLeft;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.ShutdownAckChunk;
import io.github.datachannel4j.sctp.packet.ShutdownCompleteChunk;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class AbortLadderTest {
    private static final int STRANGE_TAG = 0x5EAF00D;

    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    private static Bytes packet(int tag, Chunk chunk) {
        return PacketWriter.packetOf(new CommonHeader(5000, 5000, tag), chunk);
    }

    /** The tag that packets to this endpoint carry. */
    private int tagOf(Endpoint endpoint) {
        Endpoint other = endpoint == a ? z : a;
        ladder.send(other, "for the tag");
        ladder.drain();
        return ladder.sent.stream()
                .filter(sent -> sent.to() == endpoint)
                .toList()
                .getLast()
                .packet()
                .header()
                .verificationTag();
    }

    private static DataChunk strayData() {
        return new DataChunk(3, new Tsn(1), Ladder.STREAM, Ssn.ZERO, Ppid.STRING, Bytes.utf8("x"));
    }

    @Test
    void thePeerIsToldWhy() {
        a.association.abort(ladder.now, "Close called");
        ladder.runFor(Ladder.SECONDS);

        assertThat(a.closeReason()).isEqualTo(new CloseReason.AbortedLocally("Close called"));
        assertThat(z.closeReason()).isEqualTo(new CloseReason.AbortedByPeer(12, "Close called"));
        assertThat(ladder.chunks(z, AbortChunk.class)).isEmpty();
    }

    @Test
    void whatWasQueuedIsDiscardedBeforeTheEndIsTold() {
        a.association.send(
                ladder.now,
                new OutgoingMessage(Ladder.STREAM, Ppid.BINARY, Ladder.pattern(100_000), SendOptions.ordered(), 3));
        ladder.drain();
        a.association.abort(ladder.now, "");
        ladder.drain();

        List<AssociationOutput> ending = a.events.subList(a.events.size() - 3, a.events.size());
        assertThat(a.events(MessageLeft.class)).containsExactly(new MessageLeft(3, MessageFate.DISCARDED));
        assertThat(ending).anyMatch(Closed.class::isInstance);
        assertThat(a.association.bufferedBytes()).isZero();
    }

    @Test
    void commandsAfterTheEndAreRefusedOrIgnored() {
        a.association.abort(ladder.now, "");
        ladder.runFor(Ladder.SECONDS);

        assertThatThrownBy(() -> ladder.send(a, "x")).isInstanceOf(IllegalStateException.class);
        a.association.abort(ladder.now, "again");
        a.association.shutdown(ladder.now);
        a.association.connect(ladder.now);
        a.association.consumed(ladder.now, 0);
        a.association.advanceTo(ladder.now + Ladder.SECONDS);
        ladder.drain();
        assertThat(a.events(Closed.class)).hasSize(1);
        assertThat(a.association.nextTimeout()).isEqualTo(Association.NEVER);
    }

    @Test
    void anAbortUnderAForeignTagIsIgnored() {
        ladder.inject(z, packet(STRANGE_TAG, new AbortChunk(TagOwner.RECEIVER, List.of())));

        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void anAbortUnderThePeersTagNeedsTheTBit() {
        int tagOfPeer = tagOf(a);
        ladder.inject(z, packet(tagOfPeer, new AbortChunk(TagOwner.RECEIVER, List.of())));
        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);

        ladder.inject(z, packet(tagOfPeer, new AbortChunk(TagOwner.REFLECTED, List.of())));
        assertThat(z.state()).isEqualTo(AssociationState.CLOSED);
    }

    @Test
    void anAbortUnderOurTagMustNotHaveTheTBit() {
        ladder.inject(z, packet(tagOf(z), new AbortChunk(TagOwner.REFLECTED, List.of())));

        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    @Test
    void dataBehindAForeignCookieIsDropped() {
        int before = ladder.sent.size();
        PacketWriter packet = new PacketWriter(new CommonHeader(5000, 5000, STRANGE_TAG), 1_000);
        packet.add(new CookieEchoChunk(Bytes.utf8("no cookie of ours")))
                .add(new AbortChunk(TagOwner.RECEIVER, List.of()));
        ladder.inject(z, packet.finish());

        assertThat(z.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.sent).hasSize(before);
    }

    @Test
    void anInitThatIsNotAloneIsIgnored() {
        int tag = tagOf(z);
        ladder.sent.clear();
        HandshakeFields fields = new HandshakeFields(7, 100_000, 10, 10, new Tsn(1), List.of());
        PacketWriter packet = new PacketWriter(new CommonHeader(5000, 5000, tag), 1_000);
        packet.add(new HeartbeatChunk(Bytes.utf8("first"))).add(new InitChunk(fields));
        ladder.inject(z, packet.finish());

        assertThat(ladder.chunksFrom(z)).hasSize(1).first().asString().startsWith("HeartbeatAck");
    }

    @Test
    void dataUnderAForeignTagIsDroppedInSilence() {
        int before = ladder.sent.size();
        ladder.inject(z, packet(STRANGE_TAG, strayData()));
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.sent).hasSize(before);
        assertThat(z.texts()).isEmpty();
        assertThat(z.association.metrics().traffic().packetsDropped()).isEqualTo(1);
    }

    @Test
    void aClosedEndAnswersStraysWithAReflectedAbort() {
        a.association.abort(ladder.now, "");
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
        ladder.inject(a, packet(STRANGE_TAG, strayData()));

        Ladder.Sent answer = ladder.sent.getFirst();
        assertThat(answer.packet().header().verificationTag()).isEqualTo(STRANGE_TAG);
        assertThat(answer.packet().chunks()).containsExactly(new AbortChunk(TagOwner.REFLECTED, List.of()));
    }

    @Test
    void aClosedEndAnswersShutdownAckWithShutdownComplete() {
        a.association.abort(ladder.now, "");
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
        ladder.inject(a, packet(STRANGE_TAG, ShutdownAckChunk.INSTANCE));

        assertThat(ladder.sent.getFirst().packet().chunks())
                .containsExactly(new ShutdownCompleteChunk(TagOwner.REFLECTED));
    }

    @Test
    void aClosedEndIsSilentTowardsAnswers() {
        a.association.abort(ladder.now, "");
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
        ladder.inject(a, packet(STRANGE_TAG, new AbortChunk(TagOwner.RECEIVER, List.of())));
        ladder.inject(a, packet(STRANGE_TAG, new ShutdownCompleteChunk(TagOwner.RECEIVER)));
        ladder.inject(a, packet(STRANGE_TAG, CookieAckChunk.INSTANCE));

        assertThat(ladder.sent).isEmpty();
    }

    @Test
    void answersToStraysAreBounded() {
        a.association.abort(ladder.now, "");
        ladder.runFor(Ladder.SECONDS);
        ladder.sent.clear();
        for (int i = 0; i < 1000; i++) {
            ladder.inject(a, packet(STRANGE_TAG, strayData()));
        }

        assertThat(ladder.sent).hasSizeLessThanOrEqualTo(10);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.AssociationOutput.BufferedAmountChanged;
import io.github.datachannel4j.sctp.AssociationOutput.Transmit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AssociationApiTest {
    private static final AssociationOptions OPTIONS = AssociationOptions.defaults();

    @Test
    void aNewAssociationIsSilent() {
        Association association = new Association(OPTIONS, new Random(1));

        assertThat(association.poll()).isNull();
        assertThat(association.nextTimeout()).isEqualTo(Association.NEVER);
        assertThat(association.state()).isEqualTo(AssociationState.NEW);
        assertThat(association.metrics().congestion().cwndBytes()).isZero();
    }

    @Test
    void optionsAreChecked() {
        assertThatThrownBy(() -> PathMtuOptions.fixed(100)).hasMessageContaining("packets must be");
        assertThatThrownBy(() -> OPTIONS.withStreams(0, 1)).hasMessageContaining("outboundStreams");
        assertThatThrownBy(() -> OPTIONS.withReceiveBufferBytes(10)).hasMessageContaining("receiveBufferBytes");
        assertThatThrownBy(() -> OPTIONS.withPorts(0, 1)).hasMessageContaining("localPort");
        assertThatThrownBy(() -> new RtoOptions(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void emptyMessagesCannotBeMade() {
        assertThatThrownBy(() -> new OutgoingMessage(Ladder.STREAM, Ppid.STRING, Bytes.EMPTY, SendOptions.ordered()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sendingBeyondTheNegotiatedStreamsIsRefused() {
        Ladder ladder = new Ladder(OPTIONS, OPTIONS.withStreams(65535, 2));
        ladder.connect();

        assertThatThrownBy(() -> ladder.a.association.send(
                        ladder.now, Ladder.message(new StreamId(2), "x", SendOptions.ordered(), 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stream 2");
    }

    @Test
    void queuedMessagesBeyondTheNegotiatedStreamsAreDiscarded() {
        Ladder ladder = new Ladder(OPTIONS, OPTIONS.withStreams(65535, 2));
        ladder.a.association.send(ladder.now, Ladder.message(new StreamId(7), "x", SendOptions.ordered(), 4));
        ladder.connect();

        assertThat(ladder.a.events(AssociationOutput.MessageLeft.class))
                .containsExactly(new AssociationOutput.MessageLeft(4, MessageFate.DISCARDED));
        assertThat(ladder.a.association.bufferedBytes()).isZero();
    }

    @Test
    void theBufferedAmountIsToldOnceAfterThePackets() {
        Ladder ladder = Ladder.established();
        ladder.send(ladder.a, 8_000);
        List<AssociationOutput> outputs = new ArrayList<>();
        AssociationOutput output;
        while ((output = ladder.a.association.poll()) != null) {
            outputs.add(output);
        }

        assertThat(outputs.getLast()).isEqualTo(new BufferedAmountChanged(Ladder.STREAM, 0));
        assertThat(outputs.subList(0, outputs.size() - 1)).allMatch(Transmit.class::isInstance);
    }

    @Test
    void theTapSeesEveryPacketBothWays() {
        List<String> seen = new ArrayList<>();
        PacketTap tap = (now, direction, packet) -> seen.add(direction + " " + packet.length());
        Association association = new Association(OPTIONS, new Random(1), tap);
        association.connect(5);
        association.receive(6, Bytes.utf8("rubbish"));
        association.poll();

        assertThat(seen).containsExactly("OUT 52", "IN 7");
    }

    @Test
    void aTapThatThrowsIsToldNoMoreAndTheAssociationGoesOn() {
        List<String> seen = new ArrayList<>();
        PacketTap tap = (now, direction, packet) -> {
            seen.add(direction + " " + packet.length());
            if (direction == PacketTap.Direction.IN) {
                throw new IllegalStateException("the disk is full");
            }
        };
        Association association = new Association(OPTIONS, new Random(1), tap);
        association.connect(5);
        association.receive(6, Bytes.utf8("rubbish"));
        association.receive(7, Bytes.utf8("more"));

        assertThat(seen).containsExactly("OUT 52", "IN 7");
        assertThat(association.state()).isEqualTo(AssociationState.COOKIE_WAIT);
        assertThat(association.metrics().traffic().packetsDropped()).isEqualTo(2);
    }

    @Test
    void aTapThatThrowsAtOurOwnPacketsKeepsNoneOfThemBack() {
        PacketTap tap = (now, direction, packet) -> {
            throw new IllegalStateException("of no use");
        };
        Association association = new Association(OPTIONS, new Random(1), tap);
        association.connect(5);

        assertThat(association.poll()).isInstanceOf(Transmit.class);
        assertThat(association.state()).isEqualTo(AssociationState.COOKIE_WAIT);
    }

    @Test
    void figuresTellWhatHappened() {
        Ladder ladder = Ladder.established();
        ladder.send(ladder.a, 50_000);
        ladder.runUntilQuiet();
        AssociationMetrics sender = ladder.a.association.metrics();
        AssociationMetrics receiver = ladder.z.association.metrics();

        assertThat(sender.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(sender.path().srttNanos()).isEqualTo(2 * Ladder.LATENCY_NANOS);
        assertThat(sender.traffic().packetsOut()).isEqualTo(receiver.traffic().packetsIn());
        assertThat(sender.traffic().bytesOut()).isEqualTo(receiver.traffic().bytesIn());
        assertThat(sender.traffic().dataChunksOut())
                .isEqualTo(receiver.traffic().dataChunksIn());
        assertThat(sender.send().streams()).isEqualTo(1);
        assertThat(receiver.receive().streams()).isEqualTo(1);
        assertThat(sender.send().queuedBytes()).isZero();
        assertThat(sender.congestion().flightBytes()).isZero();
    }

    @Test
    void theSamePacketsLeaveForTheSameSeed() {
        assertThat(transcript()).isEqualTo(transcript());
    }

    private static List<Bytes> transcript() {
        Ladder ladder = new Ladder();
        ladder.loseEvery(7);
        ladder.send(ladder.a, 100_000);
        ladder.a.association.connect(ladder.now);
        ladder.runFor(20 * Ladder.SECONDS);
        return ladder.sent.stream().map(Ladder.Sent::bytes).toList();
    }
}

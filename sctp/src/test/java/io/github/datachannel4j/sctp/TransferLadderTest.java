package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.SackChunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferLadderTest {
    private final Ladder ladder = Ladder.established();
    private final Endpoint a = ladder.a;
    private final Endpoint z = ladder.z;

    @Test
    void smallMessagesShareAPacket() {
        for (int i = 0; i < 10; i++) {
            ladder.send(a, "message " + i);
        }
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunksFrom(a)).hasSize(1);
        assertThat(z.texts()).hasSize(10).startsWith("message 0").endsWith("message 9");
    }

    /** RFC 8831 §6.6: no Nagle algorithm. */
    @Test
    void aSmallMessageLeavesAtOnceThoughAnotherIsUnderWay() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("first", SendOptions.ordered());
        peer.letSend("second", SendOptions.ordered());

        assertThat(peer.names()).containsExactly("Data", "Data");
    }

    @Test
    void aLargeMessageArrivesWhole() {
        ladder.send(a, 1_000_000);
        ladder.runUntilQuiet();

        assertThat(z.messages()).hasSize(1);
        assertThat(z.messages().getFirst().payload()).isEqualTo(Ladder.pattern(1_000_000));
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(a.association.metrics().loss().retransmissions()).isZero();
    }

    @Test
    void streamsTakeTurns() {
        for (int i = 0; i < 3; i++) {
            for (int stream = 0; stream < 3; stream++) {
                a.association.send(
                        ladder.now, Ladder.message(new StreamId(stream), stream + "." + i, SendOptions.ordered(), 0));
            }
        }
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("0.0", "1.0", "2.0", "0.1", "1.1", "2.1", "0.2", "1.2", "2.2");
    }

    @Test
    void aSmallMessageIsNotCutToFillAPacket() {
        ladder.send(a, 800);
        ladder.send(a, 800);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(a, DataChunk.class)).hasSize(2);
        assertThat(ladder.chunksFrom(a)).hasSize(2);
    }

    /** The first DATA chunk of an association is acknowledged at once, so that tests of the delay need another one before. */
    private void pastTheFirstChunk() {
        ladder.send(a, "first");
        ladder.runFor(100 * Ladder.MILLIS);
        ladder.sent.clear();
        z.events.clear();
    }

    @Test
    void theFirstDataChunkIsAcknowledgedAtOnce() {
        ladder.send(a, "first");
        ladder.runFor(15 * Ladder.MILLIS);

        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
    }

    @Test
    void everySecondPacketIsAcknowledgedAtOnce() {
        pastTheFirstChunk();
        ladder.send(a, 4 * 1160);
        ladder.runFor(30 * Ladder.MILLIS);

        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(2);
    }

    @Test
    void aLonePacketAsksToBeAcknowledgedAtOnce() {
        pastTheFirstChunk();
        ladder.runFor(300 * Ladder.MILLIS);
        ladder.send(a, "alone");
        ladder.runFor(30 * Ladder.MILLIS);

        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
    }

    @Test
    void aLonePacketOfASteadyFlowIsAcknowledgedAfterTheDelay() {
        pastTheFirstChunk();
        ladder.send(a, "second");
        ladder.runFor(150 * Ladder.MILLIS);
        assertThat(ladder.chunks(z, SackChunk.class)).isEmpty();

        ladder.runFor(100 * Ladder.MILLIS);
        assertThat(ladder.chunks(z, SackChunk.class)).hasSize(1);
    }

    @Test
    void theDelayIsShorterThanTheLeastTimeOut() {
        for (int i = 0; i < 20; i++) {
            ladder.send(a, "alone " + i);
            ladder.runFor(300 * Ladder.MILLIS);
        }
        assertThat(a.association.metrics().loss().retransmissions()).isZero();
    }

    @Test
    void aLostPacketIsSentAgainOnceLaterOnesHaveArrived() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, 10 * 1160);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(z.messages()).hasSize(1);
        assertThat(a.association.metrics().loss().fastRetransmissions()).isEqualTo(1);
        assertThat(a.association.metrics().loss().t3Expirations()).isZero();
    }

    @Test
    void fastRetransmitHalvesTheWindowOfNewRenoOnce() {
        Ladder newReno = Ladder.established(AssociationOptions.defaults()
                .withCongestion(CongestionOptions.defaults().withAlgorithm(CongestionOptions.Algorithm.NEW_RENO)));
        newReno.loseNextThat(packet -> packet.has(DataChunk.class));
        newReno.loseNextThat(packet -> packet.has(DataChunk.class));
        newReno.send(newReno.a, 10 * 1160);
        long before = newReno.a.association.metrics().congestion().cwndBytes();
        newReno.runFor(100 * Ladder.MILLIS);

        assertThat(newReno.a.association.metrics().congestion().ssthreshBytes()).isEqualTo(before / 2);
    }

    @Test
    void aLonePacketWhoseProbeIsLostTooIsSentAgainAfterATimeOut() {
        ladder.loseNext(2, DataChunk.class);
        ladder.send(a, "alone");
        ladder.runFor(380 * Ladder.MILLIS);
        assertThat(z.messages()).isEmpty();

        ladder.runFor(500 * Ladder.MILLIS);
        assertThat(z.texts()).containsExactly("alone");
        assertThat(a.association.metrics().loss().t3Expirations()).isEqualTo(1);
    }

    @Test
    void backoffEndsAtTheMaximum() {
        ladder.loseNext(8, DataChunk.class);
        ladder.send(a, "stubborn");
        ladder.runFor(60 * Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("stubborn");
        assertThat(a.association.metrics().path().rtoNanos()).isLessThanOrEqualTo(3 * Ladder.SECONDS);
    }

    @Test
    void orderedMessagesWaitForALostOne() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "first");
        ladder.drain();
        ladder.send(a, "second");
        ladder.runFor(15 * Ladder.MILLIS);
        assertThat(z.texts()).isEmpty();

        ladder.runFor(Ladder.SECONDS);
        assertThat(z.texts()).containsExactly("first", "second");
    }

    @Test
    void unorderedMessagesDoNotWait() {
        ladder.loseNext(DataChunk.class);
        ladder.send(a, "first", SendOptions.unordered());
        ladder.drain();
        ladder.send(a, "second", SendOptions.unordered());
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("second", "first");
        assertThat(z.messages()).extracting(MessageReceived::order).containsOnly(MessageOrder.UNORDERED);
    }

    @Test
    void duplicatesAreReportedAndNotDelivered() {
        ladder.send(a, "once");
        ladder.drain();
        Bytes packet = ladder.sent.getLast().bytes();
        ladder.runFor(20 * Ladder.MILLIS);
        ladder.inject(z, packet);
        ladder.runFor(Ladder.SECONDS);

        assertThat(z.texts()).containsExactly("once");
        SackChunk sack = ladder.chunks(z, SackChunk.class).getLast();
        assertThat(sack.duplicateTsns())
                .containsExactly(ladder.chunks(a, DataChunk.class).getFirst().tsn());
    }

    @Test
    void aLostSackIsMadeUpForByTheNext() {
        ladder.loseNext(3, SackChunk.class);
        ladder.send(a, 100_000);
        ladder.runUntilQuiet();

        assertThat(z.messages()).hasSize(1);
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
    }

    @Test
    void everythingArrivesInOrderThoughEveryTenthPacketIsLost() {
        ladder.loseEvery(10);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.add("message " + i + " ".repeat(i * 7));
            ladder.send(a, expected.getLast());
        }
        ladder.runFor(120 * Ladder.SECONDS);

        assertThat(z.texts().equals(expected)).isTrue();
        assertThat(a.association.metrics().send().outstandingChunks()).isZero();
        assertThat(a.association.metrics().congestion().flightBytes()).isZero();
    }

    @Test
    void eachMessageWithATokenHasOneFateAndTheBufferDrains() {
        for (int token = 1; token <= 50; token++) {
            a.association.send(
                    ladder.now, Ladder.message(Ladder.STREAM, "x".repeat(3000), SendOptions.ordered(), token));
        }
        assertThat(a.association.bufferedBytes(Ladder.STREAM)).isEqualTo(150_000);
        ladder.runUntilQuiet();

        assertThat(a.events(AssociationOutput.MessageLeft.class))
                .hasSize(50)
                .allMatch(left -> left.fate() == MessageFate.SENT);
        assertThat(a.events(AssociationOutput.BufferedAmountChanged.class)
                        .getLast()
                        .bufferedBytes())
                .isZero();
    }
}

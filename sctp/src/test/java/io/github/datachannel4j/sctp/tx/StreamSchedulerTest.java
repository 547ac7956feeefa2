package io.github.datachannel4j.sctp.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamOptions;
import io.github.datachannel4j.sctp.StreamScheduling;
import io.github.datachannel4j.sctp.core.Outputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 8260 §3: the order in which a queue is emptied, packet by packet. */
class StreamSchedulerTest {
    private static final int CHUNK_BYTES = 1000;
    private static final int LARGE = 10 * CHUNK_BYTES;
    private static final int SMALL = 100;

    private static SendQueue queue(StreamScheduling scheduling, Framing framing) {
        SendQueue queue = new SendQueue(new Outputs(), options(scheduling));
        queue.begin(framing, 10_000_000, null);
        return queue;
    }

    private static void add(SendQueue queue, int stream, int bytes) {
        queue.offer(
                0,
                new OutgoingMessage(
                        new StreamId(stream), Ppid.BINARY, Bytes.wrap(new byte[bytes]), SendOptions.ordered()));
    }

    /** The streams of the chunks in the next packets, at most so many. */
    private static List<List<Integer>> packets(SendQueue queue, int count) {
        List<List<Integer>> packets = new ArrayList<>();
        while (packets.size() < count && queue.bufferedBytes() > 0) {
            packets.add(packet(queue));
        }
        return packets;
    }

    private static List<Integer> packet(SendQueue queue) {
        List<Integer> streams = new ArrayList<>();
        int room = CHUNK_BYTES;
        queue.beginPacket();
        QueuedMessage message;
        while (room > 0 && (message = queue.next(0, CHUNK_BYTES)) != null) {
            int bytes = Math.min(room, message.remainingBytes());
            streams.add(message.message().stream().value());
            queue.cut(message, bytes);
            room -= bytes;
        }
        return streams;
    }

    private static List<Integer> flat(List<List<Integer>> packets) {
        return packets.stream().flatMap(List::stream).toList();
    }

    @Test
    void firstComeKeepsTheOrderOfSendingWithInterleavingToo() {
        for (Framing framing : Framing.values()) {
            SendQueue queue = queue(StreamScheduling.FIRST_COME, framing);
            add(queue, 3, SMALL);
            add(queue, 1, SMALL);
            add(queue, 3, SMALL);
            add(queue, 2, SMALL);
            add(queue, 1, SMALL);

            assertThat(flat(packets(queue, 10))).containsExactly(3, 1, 3, 2, 1);
        }
    }

    @Test
    void roundRobinTakesTurnsMessageByMessageWithoutInterleaving() {
        SendQueue queue = queue(StreamScheduling.ROUND_ROBIN, Framing.PLAIN);
        add(queue, 1, 3 * CHUNK_BYTES);
        add(queue, 1, CHUNK_BYTES);
        add(queue, 2, CHUNK_BYTES);

        assertThat(flat(packets(queue, 10))).containsExactly(1, 1, 1, 2, 1);
    }

    @Test
    void roundRobinTakesTurnsChunkByChunkWithInterleaving() {
        SendQueue queue = queue(StreamScheduling.ROUND_ROBIN, Framing.INTERLEAVED);
        add(queue, 1, 3 * CHUNK_BYTES);
        add(queue, 2, 2 * CHUNK_BYTES);
        add(queue, 3, CHUNK_BYTES);

        assertThat(flat(packets(queue, 10))).containsExactly(1, 2, 3, 1, 2, 1);
    }

    @Test
    void roundRobinPerPacketPutsOneStreamIntoAPacket() {
        for (Framing framing : Framing.values()) {
            SendQueue queue = queue(StreamScheduling.ROUND_ROBIN_PER_PACKET, framing);
            for (int i = 0; i < 3; i++) {
                add(queue, 1, SMALL);
                add(queue, 2, SMALL);
            }

            assertThat(packets(queue, 10)).containsExactly(List.of(1, 1, 1), List.of(2, 2, 2));
        }
    }

    @Test
    void roundRobinPerPacketGoesOnWithTheNextStreamInTheNextPacket() {
        SendQueue queue = queue(StreamScheduling.ROUND_ROBIN_PER_PACKET, Framing.INTERLEAVED);
        add(queue, 1, 2 * CHUNK_BYTES);
        add(queue, 2, 2 * CHUNK_BYTES);

        assertThat(flat(packets(queue, 10))).containsExactly(1, 2, 1, 2);
    }

    @Test
    void strictPriorityServesTheHighestAsLongAsItHasSomething() {
        SendQueue queue = queue(StreamScheduling.STRICT_PRIORITY, Framing.INTERLEAVED);
        queue.streams().prioritize(new StreamId(2), 1024);
        queue.streams().prioritize(new StreamId(3), 128);
        add(queue, 3, 2 * CHUNK_BYTES);
        add(queue, 1, 2 * CHUNK_BYTES);
        add(queue, 2, 2 * CHUNK_BYTES);

        assertThat(flat(packets(queue, 10))).containsExactly(2, 2, 1, 1, 3, 3);
    }

    @Test
    void aHigherPriorityInterruptsALargeMessageWithInterleaving() {
        SendQueue queue = queue(StreamScheduling.STRICT_PRIORITY, Framing.INTERLEAVED);
        queue.streams().prioritize(new StreamId(2), 1024);
        add(queue, 1, LARGE);
        packets(queue, 2);
        add(queue, 2, SMALL);

        assertThat(packet(queue)).startsWith(2);
    }

    @Test
    void equalPrioritiesTakeTurns() {
        SendQueue queue = queue(StreamScheduling.STRICT_PRIORITY, Framing.INTERLEAVED);
        add(queue, 1, 2 * CHUNK_BYTES);
        add(queue, 2, 2 * CHUNK_BYTES);

        assertThat(flat(packets(queue, 10))).containsExactly(1, 2, 1, 2);
    }

    @Test
    void fairCapacityGivesAllStreamsTheSameBytes() {
        SendQueue queue = queue(StreamScheduling.FAIR_CAPACITY, Framing.PLAIN);
        queue.streams().prioritize(new StreamId(2), 1024);
        for (int i = 0; i < 100; i++) {
            add(queue, 1, CHUNK_BYTES);
            add(queue, 2, CHUNK_BYTES / 4);
        }

        List<Integer> streams = flat(packets(queue, 50));
        assertThat(Collections.frequency(streams, 2)).isBetween(90, 110);
        assertThat(Collections.frequency(streams, 1)).isBetween(22, 28);
    }

    @Test
    void weightedFairSharesTheBytesByPriority() {
        for (Framing framing : Framing.values()) {
            SendQueue queue = queue(StreamScheduling.WEIGHTED_FAIR, framing);
            int[] priorities = {128, 256, 512, 1024};
            for (int stream = 0; stream < priorities.length; stream++) {
                queue.streams().prioritize(new StreamId(stream), priorities[stream]);
                for (int i = 0; i < 200; i++) {
                    add(queue, stream, CHUNK_BYTES);
                }
            }

            List<Integer> streams = flat(packets(queue, 150));
            for (int stream = 0; stream < priorities.length; stream++) {
                assertThat(Collections.frequency(streams, stream))
                        .isCloseTo(priorities[stream] * 150 / 1920, org.assertj.core.data.Offset.offset(2));
            }
        }
    }

    @Test
    void whoComesLateIsNeitherHeldBackNorPaidForItsSilence() {
        SendQueue queue = queue(StreamScheduling.WEIGHTED_FAIR, Framing.INTERLEAVED);
        for (int i = 0; i < 20; i++) {
            add(queue, 1, LARGE);
        }
        packets(queue, 100);
        for (int i = 0; i < 10; i++) {
            add(queue, 2, LARGE);
        }

        List<Integer> streams = flat(packets(queue, 20));
        assertThat(streams.subList(0, 2)).contains(2);
        assertThat(Collections.frequency(streams, 2)).isBetween(9, 11);
    }

    @Test
    void noSchedulerInterruptsAMessageWithoutInterleaving() {
        for (StreamScheduling scheduling : StreamScheduling.values()) {
            SendQueue queue = queue(scheduling, Framing.PLAIN);
            queue.streams().prioritize(new StreamId(2), 1024);
            add(queue, 1, LARGE);
            packet(queue);
            add(queue, 2, SMALL);

            assertThat(flat(packets(queue, 9)).subList(0, 9)).containsOnly(1);
        }
    }

    @Test
    void noMoreIsBegunThanThePeerCanHold() {
        SendQueue queue = new SendQueue(new Outputs(), options(StreamScheduling.ROUND_ROBIN));
        queue.begin(Framing.INTERLEAVED, 5 * LARGE, null);
        for (int stream = 1; stream <= 5; stream++) {
            add(queue, stream, LARGE);
        }
        assertThat(flat(packets(queue, 10))).containsOnly(1, 2);
        add(queue, 9, SMALL);

        assertThat(flat(packets(queue, 3))).contains(9);
        List<Integer> rest = flat(packets(queue, 100));
        assertThat(rest).contains(3, 4, 5);
        assertThat(queue.bufferedBytes()).isZero();
    }

    private static AssociationOptions options(StreamScheduling scheduling) {
        return AssociationOptions.defaults()
                .withStreamOptions(StreamOptions.defaults().withScheduling(scheduling));
    }
}

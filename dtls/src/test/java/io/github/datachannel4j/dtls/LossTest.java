package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The handshake and its end over a network that does what networks do. */
class LossTest {

    /** Not every datagram arrives; of those that do, none may come twice. */
    @ParameterizedTest(name = "loss {0} %, seeds {1} to {1}+{2}")
    @CsvSource({"0, 100, 4", "5, 200, 6", "10, 300, 8", "20, 400, 12"})
    void connectsOverALossyReorderingAndDuplicatingNetwork(int lossPercent, int firstSeed, int seeds) {
        for (int seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try (TestPair pair = new TestPair()) {
                pair.client.wire = new BadWire(pair.server, seed, lossPercent / 100.0);
                pair.server.wire = new BadWire(pair.client, -seed, lossPercent / 100.0);
                pair.connect();
                assertArrivesOnce(pair.client, pair.server, seed);
                assertArrivesOnce(pair.server, pair.client, seed);
            }
        }
    }

    private static void assertArrivesOnce(TestPeer from, TestPeer to, int seed) {
        int numbers = 50;
        for (int number = 0; number < numbers; number++) {
            from.send(ByteBuffer.allocate(4).putInt(number).array());
        }
        // Goes on until something comes, so that a wire that loses everything fails here.
        byte[] first = to.nextData();
        List<Integer> arrived = new ArrayList<>(List.of(ByteBuffer.wrap(first).getInt()));
        for (byte[] data = to.received.poll(); data != null; data = to.received.poll()) {
            arrived.add(ByteBuffer.wrap(data).getInt());
        }
        assertThat(arrived).as("seed %d", seed).doesNotHaveDuplicates().allMatch(number -> number < numbers);
    }

    @Test
    void answersTheRepetitionOfTheLastFlightWhenItsOwnFinishedWasLost() {
        try (TestPair pair = new TestPair()) {
            AtomicInteger sent = new AtomicInteger();
            pair.server.wire = datagram -> {
                // The first is ServerHello to ServerHelloDone, the second Finished.
                if (sent.getAndIncrement() != 1) {
                    pair.client.deliver(datagram);
                }
            };
            pair.start();
            assertThat(pair.server.await(pair.server.connected)).isEqualTo(DtlsState.CONNECTED);
            assertThat(pair.client.await(pair.client.connected)).isEqualTo(DtlsState.CONNECTED);
            assertThat(sent.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void keepsDataThatOvertakesTheFinishedMessage() {
        try (TestPair pair = new TestPair()) {
            AtomicInteger sent = new AtomicInteger();
            List<byte[]> held = new CopyOnWriteArrayList<>();
            pair.server.wire = datagram -> {
                if (sent.getAndIncrement() == 1) {
                    held.add(datagram);
                } else {
                    pair.client.deliver(datagram);
                }
            };
            pair.start();
            pair.server.await(pair.server.connected);
            pair.server.send(new byte[] {7});
            pair.client.onLoop(() -> null);
            pair.client.deliver(held.get(0));
            assertThat(pair.client.nextData()).containsExactly(7);
        }
    }

    @Test
    void keepsDataInTheSameDatagramAsTheFinishedMessage() {
        try (TestPair pair = new TestPair()) {
            AtomicInteger sent = new AtomicInteger();
            List<byte[]> held = new CopyOnWriteArrayList<>();
            pair.server.wire = datagram -> {
                switch (sent.getAndIncrement()) {
                    case 1, 2 -> held.add(datagram);
                    case 3 -> pair.client.deliver(joined(held.get(0), held.get(1), datagram));
                    default -> pair.client.deliver(datagram);
                }
            };
            pair.start();
            pair.server.await(pair.server.connected);
            pair.server.send(new byte[] {7});
            pair.server.send(new byte[] {8});
            assertThat(pair.client.nextData()).containsExactly(7);
            assertThat(pair.client.nextData()).containsExactly(8);
        }
    }

    @Test
    void opensAllRecordsOfADatagramEvenWhenOneOfThemIsARepetition() {
        try (TestPair pair = new TestPair().connect()) {
            List<byte[]> held = new CopyOnWriteArrayList<>();
            pair.client.wire = held::add;
            for (byte i = 1; i <= 3; i++) {
                pair.client.send(new byte[] {i});
            }
            pair.server.deliver(held.get(0));
            pair.server.deliver(joined(held.get(1), held.get(0), held.get(2)));
            assertThat(pair.server.nextData()).containsExactly(1);
            assertThat(pair.server.nextData()).containsExactly(2);
            assertThat(pair.server.nextData()).containsExactly(3);
            assertThat(pair.server.stats().datagramsDropped()).isZero();
        }
    }

    @Test
    void takesFragmentsOfTheClientHelloInAnyOrder() {
        try (TestPair pair = new TestPair(options -> options.withMtuBytes(256))) {
            AtomicBoolean first = new AtomicBoolean(true);
            List<byte[]> held = new CopyOnWriteArrayList<>();
            pair.client.wire = datagram -> {
                if (first.getAndSet(false)) {
                    held.add(datagram);
                } else {
                    pair.server.deliver(datagram);
                    held.forEach(pair.server::deliver);
                    held.clear();
                }
            };
            pair.connect();
            assertThat(pair.server.stats().state()).isEqualTo(DtlsState.CONNECTED);
        }
    }

    private static byte[] joined(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                List.of(parts).stream().mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}

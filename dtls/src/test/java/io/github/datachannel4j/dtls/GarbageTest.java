package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger or a broken network can send: it is dropped and counted, and the connection goes on. */
class GarbageTest {

    private static final byte[] CLIENT_HELLO_OF_16_MEGABYTES = {
        22, -2, -1, 0, 0, 0, 0, 0, 0, 0, 9, 0, 13, 1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 1, 0
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesRandomDatagramsInEveryState(long seed) {
        Random random = new Random(seed);
        try (TestPair pair = new TestPair()) {
            for (TestPeer peer : List.of(pair.client, pair.server)) {
                deliverGarbage(peer, random, 100);
            }
            pair.server.start(DtlsRole.SERVER, pair.client.certificate.fingerprint());
            deliverGarbage(pair.server, random, 100);
            pair.client.start(DtlsRole.CLIENT, pair.server.certificate.fingerprint());
            deliverGarbage(pair.client, random, 100);
            pair.client.await(pair.client.connected);
            pair.server.await(pair.server.connected);
            for (TestPeer peer : List.of(pair.client, pair.server)) {
                deliverGarbage(peer, random, 1000);
                assertThat(peer.stats().datagramsDropped()).as("seed %d", seed).isGreaterThan(1000);
            }
            assertStillCarriesData(pair);
            pair.client.closeTransport();
            deliverGarbage(pair.client, random, 100);
            assertThat(pair.client.stats().state()).isEqualTo(DtlsState.CLOSED);
        }
    }

    /** Bytes that look like records, so that they get past the first look. */
    private static void deliverGarbage(TestPeer peer, Random random, int count) {
        byte[] types = {20, 21, 22, 23, 24, 25};
        for (int i = 0; i < count; i++) {
            byte[] datagram = new byte[random.nextInt(200)];
            random.nextBytes(datagram);
            if (datagram.length > RecordLayout.HEADER_SIZE_BYTES && random.nextInt(3) > 0) {
                datagram[0] = types[random.nextInt(types.length)];
                datagram[1] = (byte) 0xFE;
                datagram[2] = random.nextBoolean() ? (byte) 0xFD : (byte) 0xFF;
                // Epoch 0 is not authenticated, so a forged alert there is an alert; these belong to no epoch or to 1.
                datagram[3] = 0;
                datagram[4] = (byte) (1 + random.nextInt(2));
                int length = random.nextInt(datagram.length);
                datagram[11] = (byte) (length >>> 8);
                datagram[12] = (byte) length;
            }
            byte[] sent = datagram;
            // On the loop and waited for, so that an exception would come up here.
            peer.onLoop(() -> {
                peer.transport.receive(sent, 0, sent.length);
                return null;
            });
        }
    }

    /** A handshake under forged plain records may fail, as in every DTLS, but it has to end in words. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void endsInWordsWhenTheHandshakeIsCorrupted(long seed) {
        Random random = new Random(seed);
        DtlsOptions options = TestPair.FAST.withHandshakeTimeout(Duration.ofSeconds(1));
        try (TestPair pair = new TestPair(new TestPeer(options), new TestPeer(options))) {
            pair.client.wire = datagram -> pair.server.deliver(corrupted(datagram, random));
            pair.start();
            pair.client.await(pair.client.connected.handle((state, e) -> DtlsState.CONNECTED));
            pair.server.await(pair.server.connected.handle((state, e) -> DtlsState.CONNECTED));
            for (TestPeer peer : List.of(pair.client, pair.server)) {
                DtlsFailure failure = peer.failure();
                if (failure != null) {
                    assertThat(failure.reason()).as("seed %d", seed).isNotBlank();
                    assertThat(failure.kind()).as("seed %d: %s", seed, failure).isNotNull();
                }
            }
        }
        TestThreads.awaitNoHandshake();
    }

    private static byte[] corrupted(byte[] datagram, Random random) {
        byte[] copy = datagram.clone();
        synchronized (random) {
            if (random.nextInt(3) == 0) {
                copy[random.nextInt(copy.length)] ^= (byte) (1 + random.nextInt(255));
            }
            return random.nextInt(8) == 0 ? Arrays.copyOf(copy, random.nextInt(copy.length)) : copy;
        }
    }

    @Test
    void dropsRepetitionsAndTamperedRecords() {
        try (TestPair pair = new TestPair(options -> TestPair.UNHURRIED).connect()) {
            List<byte[]> held = new CopyOnWriteArrayList<>();
            pair.client.wire = held::add;
            pair.client.send(new byte[] {1, 2, 3});
            byte[] genuine = held.get(0);
            for (int at = 0; at < genuine.length; at++) {
                byte[] tampered = genuine.clone();
                tampered[at] ^= 1;
                pair.server.deliver(tampered);
                pair.server.deliver(Arrays.copyOf(genuine, at));
            }
            pair.server.deliver(genuine);
            assertThat(pair.server.nextData()).containsExactly(1, 2, 3);
            for (int i = 0; i < 10; i++) {
                pair.server.deliver(genuine);
            }
            assertThat(pair.server.stats().datagramsDropped()).isEqualTo(2L * genuine.length + 10);
            assertThat(pair.server.received).isEmpty();
        }
    }

    @Test
    void dropsPlainDataAndPlainAlertsAfterTheHandshake() {
        try (TestPair pair = new TestPair().connect()) {
            for (TestPeer peer : List.of(pair.client, pair.server)) {
                byte[] data = new byte[RecordLayout.HEADER_SIZE_BYTES + 2];
                RecordLayout.writeHeader(data, RecordLayout.APPLICATION_DATA, 1000, 2);
                byte[] fatalAlert = new byte[RecordLayout.HEADER_SIZE_BYTES + 2];
                RecordLayout.writeHeader(fatalAlert, RecordLayout.ALERT, 1001, 2);
                fatalAlert[RecordLayout.HEADER_SIZE_BYTES] = 2;
                fatalAlert[RecordLayout.HEADER_SIZE_BYTES + 1] = 40;
                peer.deliver(data);
                peer.deliver(fatalAlert);
                assertThat(peer.stats().datagramsDropped()).isGreaterThanOrEqualTo(2);
                assertThat(peer.received).isEmpty();
            }
            assertStillCarriesData(pair);
        }
    }

    @Test
    void makesNoRoomForMessagesThatNobodySends() {
        try (TestPair pair = new TestPair()) {
            for (int i = 0; i < 1000; i++) {
                pair.server.deliver(CLIENT_HELLO_OF_16_MEGABYTES);
            }
            assertThat(pair.server.stats().datagramsDropped()).isEqualTo(1000);
            pair.connect();
        }
    }

    @Test
    void keepsABoundedNumberOfDatagramsBeforeTheStart() {
        byte[] fragment = CLIENT_HELLO_OF_16_MEGABYTES.clone();
        fragment[RecordLayout.HEADER_SIZE_BYTES + 1] = 0;
        fragment[RecordLayout.HEADER_SIZE_BYTES + 2] = 1;
        try (TestPeer peer = new TestPeer(TestPair.FAST)) {
            for (int i = 0; i < 1000; i++) {
                peer.deliver(fragment);
            }
            assertThat(peer.stats().datagramsReceived()).isEqualTo(1000);
            assertThat(peer.stats().datagramsDropped()).isEqualTo(1000 - 32);
        }
    }

    private static void assertStillCarriesData(TestPair pair) {
        pair.client.send(new byte[] {42});
        assertThat(pair.server.nextData()).containsExactly(42);
        pair.server.send(new byte[] {43});
        assertThat(pair.client.nextData()).containsExactly(43);
    }
}

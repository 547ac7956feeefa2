package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What ends a handshake before its time, and that everybody concerned learns of it. */
class HandshakeFaultsTest {

    private static final Fingerprint NOBODY = Fingerprint.of(new byte[] {1});

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void refusesAPeerWithAnotherFingerprint(DtlsRole deceived) {
        try (TestPair pair = new TestPair()) {
            boolean atClient = deceived == DtlsRole.CLIENT;
            pair.server.start(DtlsRole.SERVER, atClient ? pair.client.certificate.fingerprint() : NOBODY);
            pair.client.start(DtlsRole.CLIENT, atClient ? NOBODY : pair.server.certificate.fingerprint());
            TestPeer refusing = atClient ? pair.client : pair.server;
            TestPeer refused = atClient ? pair.server : pair.client;

            assertThat(refusing.await(refusing.over)).isEqualTo(DtlsState.FAILED);
            assertThat(refusing.failure().kind()).isEqualTo(DtlsFailure.Kind.FINGERPRINT_MISMATCH);
            assertThat(refusing.failure().reason())
                    .contains(refused.certificate.fingerprint().value(), NOBODY.value());
            assertThat(refusing.failure().sentAlert()).isEqualTo(42);
            assertThat(refusing.stats().remoteCertificate()).isNull();

            assertThat(refused.await(refused.over)).isEqualTo(DtlsState.FAILED);
            assertThat(refused.failure().kind()).isEqualTo(DtlsFailure.Kind.ALERT_RECEIVED);
            assertThat(refused.failure().reason()).contains("bad_certificate(42)");
            assertThat(refused.failure().receivedAlert()).isEqualTo(42);
            assertThat(refusing.onLoop(() -> refusing.states)).doesNotContain(DtlsState.CONNECTED);
        }
    }

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void givesUpWhenNothingComes(DtlsRole role) {
        DtlsOptions impatient = TestPair.FAST.withHandshakeTimeout(Duration.ofMillis(150));
        try (TestPeer peer = new TestPeer(impatient)) {
            peer.start(role, NOBODY);
            assertThat(peer.await(peer.over)).isEqualTo(DtlsState.FAILED);
            assertThat(peer.failure().kind()).isEqualTo(DtlsFailure.Kind.TIMED_OUT);
            assertThat(peer.failure().reason()).contains("nothing came from the peer", "150 ms");
        }
        TestThreads.awaitNoHandshake();
    }

    @Test
    void givesUpWhenThePeerStopsInTheMiddle() {
        try (TestPair pair = new TestPair(options -> options.withHandshakeTimeout(Duration.ofMillis(200)))) {
            AtomicInteger sent = new AtomicInteger();
            pair.client.wire = datagram -> {
                if (sent.getAndIncrement() == 0) {
                    pair.server.deliver(datagram);
                }
            };
            pair.start();
            assertThat(pair.server.await(pair.server.over)).isEqualTo(DtlsState.FAILED);
            assertThat(pair.server.failure().reason()).contains("was not over within 200 ms");
        }
    }

    @Test
    void waitsAtTheGateAndSaysSoWhenItWaitsTooLong() {
        DtlsOptions options =
                TestPair.UNHURRIED.withGate(new HandshakeGate(1)).withHandshakeTimeout(Duration.ofMillis(200));
        try (TestPeer running = new TestPeer(options.withHandshakeTimeout(Duration.ofSeconds(30)));
                TestPeer waiting = new TestPeer(options)) {
            running.start(DtlsRole.CLIENT, NOBODY);
            waiting.start(DtlsRole.CLIENT, NOBODY);
            assertThat(waiting.await(waiting.over)).isEqualTo(DtlsState.FAILED);
            assertThat(waiting.failure().reason()).contains("did not get its turn", "1 others");
            assertThat(waiting.sentSizes).isEmpty();
            assertThat(options.gate().waiting()).isZero();
        }
        TestThreads.awaitNoHandshake();
        assertThat(options.gate().running()).isZero();
    }

    /** Two ends that each wait for the other's turn would look the same to their gates. */
    @Test
    void makesRoomWhenItsPeerStaysSilent() {
        DtlsOptions narrow = TestPair.FAST.withGate(new HandshakeGate(1));
        try (TestPeer forsaken = new TestPeer(narrow);
                TestPair pair = new TestPair(new TestPeer(narrow), new TestPeer(TestPair.FAST))) {
            forsaken.start(DtlsRole.CLIENT, NOBODY);
            pair.connect();

            assertThat(forsaken.onLoop(forsaken.transport::state)).isEqualTo(DtlsState.CONNECTING);
        }
        TestThreads.awaitNoHandshake();
        assertThat(narrow.gate().running()).isZero();
    }

    @Test
    void letsManyConnectThroughANarrowGate() {
        DtlsOptions options = TestPair.FAST.withGate(new HandshakeGate(2));
        List<TestPair> pairs = IntStream.range(0, 8)
                .mapToObj(i -> new TestPair(new TestPeer(options), new TestPeer(TestPair.FAST)))
                .toList();
        pairs.forEach(TestPair::start);
        for (TestPair pair : pairs) {
            assertThat(pair.client.await(pair.client.connected)).isEqualTo(DtlsState.CONNECTED);
        }
        pairs.forEach(TestPair::close);
        TestThreads.awaitNoHandshake();
        assertThat(options.gate().running()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void tellsThePeerWhenItGivesUpAHandshake(DtlsRole leaving) {
        try (TestPair pair = new TestPair()) {
            TestPeer leaver = leaving == DtlsRole.CLIENT ? pair.client : pair.server;
            TestPeer other = leaving == DtlsRole.CLIENT ? pair.server : pair.client;
            // The leaver speaks and never hears, so both are in the middle of the handshake.
            AtomicInteger heard = new AtomicInteger();
            other.wire = datagram -> {
                if (leaving == DtlsRole.SERVER && heard.getAndIncrement() == 0) {
                    leaver.deliver(datagram);
                }
            };
            CompletableFuture<byte[]> first = new CompletableFuture<>();
            leaver.wire = datagram -> {
                other.deliver(datagram);
                first.complete(datagram);
            };
            pair.start();
            first.join();
            leaver.closeTransport();
            assertThat(other.await(other.over)).isEqualTo(DtlsState.CLOSED);
        }
        TestThreads.awaitNoHandshake();
    }

    @Test
    void closesInEveryStateAndMoreThanOnce() {
        try (TestPeer peer = new TestPeer(TestPair.FAST)) {
            peer.closeTransport();
            peer.closeTransport();
            assertThat(peer.onLoop(() -> List.copyOf(peer.states))).containsExactly(DtlsState.CLOSED);
        }
        try (TestPeer peer = new TestPeer(TestPair.FAST)) {
            peer.start(DtlsRole.CLIENT, NOBODY);
            peer.closeTransport();
            peer.closeTransport();
            assertThat(peer.onLoop(() -> List.copyOf(peer.states)))
                    .containsExactly(DtlsState.CONNECTING, DtlsState.CLOSED);
        }
        TestThreads.awaitNoHandshake();
    }

    @Test
    void leavesNoThreadBehind() {
        try (TestPair pair = new TestPair().connect()) {
            TestThreads.awaitNoHandshake();
            assertThat(pair.client.stats().state()).isEqualTo(DtlsState.CONNECTED);
        }
    }
}

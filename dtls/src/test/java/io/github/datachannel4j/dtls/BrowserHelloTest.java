package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ServerHello;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What our server answers to the ClientHello of a browser. */
class BrowserHelloTest {

    private static final int SERVER_HELLO = 2;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final int EXTENDED_MASTER_SECRET = 0x0017;
    private static final int RENEGOTIATION_INFO = 0xff01;
    private static final int EC_POINT_FORMATS = 0x000b;
    private static final int USE_SRTP = 0x000e;

    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesOnDtls12AndUnusedSrtpAndLeavesTheRestWithoutAnAnswer(long seed) throws Exception {
        List<byte[]> hello = new BrowserHello(seed).datagrams();
        assertThat(hello).hasSize(2);
        assertThat(hello.get(0)).hasSize(1200);
        assertAnswered(hello.get(0), hello.get(1));
    }

    @Test
    void putsTheTwoDatagramsTogetherInAnyOrderAndTwice() throws Exception {
        List<byte[]> hello = new BrowserHello(7).datagrams();
        assertAnswered(hello.get(1), hello.get(1), hello.get(0));
    }

    private void assertAnswered(byte[]... datagrams) throws Exception {
        try (TestPeer server = new TestPeer(TestPair.UNHURRIED)) {
            server.wire = answers::add;
            server.deliver(datagrams[0]);
            server.start(DtlsRole.SERVER, server.certificate.fingerprint());
            for (int i = 1; i < datagrams.length; i++) {
                server.deliver(datagrams[i]);
            }
            byte[] flight = answers.poll(TestPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(flight).isNotNull();
            assertThat(flight.length).isLessThanOrEqualTo(1200);

            ServerHello answer = ServerHello.parse(new ByteArrayInputStream(messageBody(flight, SERVER_HELLO)));
            assertThat(answer.getVersion().getFullVersion()).isEqualTo(0xFEFD);
            assertThat(answer.getCipherSuite()).isEqualTo(CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256);
            Set<Object> extensions = new HashSet<>();
            for (Object type : answer.getExtensions().keySet()) {
                extensions.add(type);
            }
            assertThat(extensions)
                    .containsExactlyInAnyOrder(EXTENDED_MASTER_SECRET, RENEGOTIATION_INFO, EC_POINT_FORMATS, USE_SRTP);
            // A named curve (3), and that is X25519 (001d).
            assertThat(messageBody(flight, SERVER_KEY_EXCHANGE)).startsWith(3, 0, 0x1d);
        }
    }

    /** The body of the first whole handshake message of a type in a datagram with several records. */
    private static byte[] messageBody(byte[] datagram, int type) {
        int at = 0;
        while (RecordLayout.isRecord(datagram, at, datagram.length)) {
            int message = at + RecordLayout.HEADER_SIZE_BYTES;
            if (datagram[message] == type) {
                int from = message + RecordLayout.HANDSHAKE_HEADER_SIZE_BYTES;
                return Arrays.copyOfRange(datagram, from, from + RecordLayout.messageSizeBytes(datagram, message));
            }
            at += RecordLayout.recordSizeBytes(datagram, at);
        }
        throw new AssertionError("no message " + type);
    }
}

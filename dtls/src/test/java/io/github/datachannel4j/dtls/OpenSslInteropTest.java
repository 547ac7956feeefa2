package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both roles against the openssl program, over real UDP; left out where there is none. */
class OpenSslInteropTest {

    /** Our flights wait this long for a server that is still starting. */
    private static final DtlsOptions OPTIONS = TestPair.FAST;

    private static final String PROFILE = "SRTP_AES128_CM_SHA1_80";
    private static final String SRTP_AGREED = "SRTP Extension negotiated, profile=" + PROFILE;

    @TempDir
    Path directory;

    @BeforeEach
    void findOpenSsl() {
        boolean found = List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        assumeTrue(found, "openssl is not installed");
    }

    @Test
    void talksToItsServer() throws Exception {
        DtlsCertificate theirs = DtlsCertificate.generate();
        int port = freePort();
        Process openssl = run(theirs, "s_server", "-accept", "127.0.0.1:" + port, "-Verify", "1", "-quiet");
        try (TestPeer peer = new TestPeer(OPTIONS);
                UdpBridge bridge = new UdpBridge(peer, port)) {
            peer.start(DtlsRole.CLIENT, theirs.fingerprint());
            peer.await(peer.connected);
            assertTalk(peer, openssl);
            assertThat(bridge.port()).isPositive();
        } finally {
            end(openssl);
        }
    }

    @Test
    void talksToItsClientThatOffersSrtp() throws Exception {
        DtlsCertificate theirs = DtlsCertificate.generate();
        try (TestPeer peer = new TestPeer(OPTIONS);
                UdpBridge bridge = new UdpBridge(peer, 0)) {
            peer.start(DtlsRole.SERVER, theirs.fingerprint());
            Process openssl =
                    run(theirs, "s_client", "-connect", "127.0.0.1:" + bridge.port(), "-use_srtp", PROFILE, "-quiet");
            try {
                peer.await(peer.connected);
                assertThat(peer.stats().cipherSuite()).startsWith("TLS_ECDHE_ECDSA_WITH_");
                assertTalk(peer, openssl);
                peer.closeTransport();
                assertThat(openssl.waitFor(TestPeer.PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("it ends at our close_notify")
                        .isTrue();
            } finally {
                end(openssl);
            }
        }
    }

    @Test
    void agreesToUseSrtpAsItsServerAndAsItsClient() throws Exception {
        DtlsCertificate theirs = DtlsCertificate.generate();
        int port = freePort();
        Process server = run(theirs, "s_server", "-accept", "127.0.0.1:" + port, "-Verify", "1", "-use_srtp", PROFILE);
        try (TestPeer peer = new TestPeer(OPTIONS);
                UdpBridge bridge = new UdpBridge(peer, port)) {
            peer.start(DtlsRole.CLIENT, theirs.fingerprint());
            assertThat(printed(server, SRTP_AGREED)).isTrue();
            assertThat(bridge.port()).isPositive();
        } finally {
            end(server);
        }
        try (TestPeer peer = new TestPeer(OPTIONS);
                UdpBridge bridge = new UdpBridge(peer, 0)) {
            peer.start(DtlsRole.SERVER, theirs.fingerprint());
            Process client = run(theirs, "s_client", "-connect", "127.0.0.1:" + bridge.port(), "-use_srtp", PROFILE);
            assertThat(printed(client, SRTP_AGREED)).isTrue();
            end(client);
        }
    }

    private static boolean printed(Process openssl, String text) throws Exception {
        CompletableFuture<Boolean> found = CompletableFuture.supplyAsync(
                () -> openssl.inputReader(StandardCharsets.UTF_8).lines().anyMatch(line -> line.contains(text)));
        return found.get(TestPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** The program sends what is typed and prints what comes. */
    private static void assertTalk(TestPeer peer, Process openssl) throws Exception {
        OutputStream typed = openssl.getOutputStream();
        typed.write("hello\n".getBytes(StandardCharsets.UTF_8));
        typed.flush();
        assertThat(peer.nextData()).isEqualTo("hello\n".getBytes(StandardCharsets.UTF_8));
        peer.send("welcome\n".getBytes(StandardCharsets.UTF_8));
        BufferedReader printed = openssl.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return printed.readLine();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        assertThat(line.get(TestPeer.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("welcome");
    }

    private Process run(DtlsCertificate certificate, String command, String... arguments) throws IOException {
        Path pem = directory.resolve(command + ".pem");
        Files.writeString(pem, certificate.toPem());
        List<String> line = new ArrayList<>(List.of("openssl", command, "-dtls1_2"));
        line.addAll(List.of("-cert", pem.toString(), "-key", pem.toString(), "-mtu", "1200"));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(directory.resolve(command + ".log").toFile())
                .start();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor(TestPeer.PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static int freePort() throws IOException {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}

package io.github.datachannel4j.dtls;

import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** The JDK's DTLS as the other end: a second implementation, written by other people. Blocks; used on the test's thread. */
final class JdkPeer {

    private static final int TURNS_MAX = 1000;
    private static final int PATIENCE_SECONDS = 5;
    private static final int MTU_BYTES = 1500;

    final BlockingQueue<byte[]> inbox = new LinkedBlockingQueue<>();
    private final TestPeer other;
    private final SSLEngine engine;
    private final ByteBuffer plain;
    private ByteBuffer datagram = ByteBuffer.allocate(0);

    JdkPeer(TestPeer other, DtlsCertificate certificate, DtlsRole role, String cipherSuite) throws Exception {
        this.other = other;
        SSLContext context = SSLContext.getInstance("DTLSv1.2");
        context.init(keyManagers(certificate).getKeyManagers(), new TrustManager[] {new TrustEverybody()}, null);
        engine = context.createSSLEngine();
        engine.setUseClientMode(role == DtlsRole.CLIENT);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setNeedClientAuth(role == DtlsRole.SERVER);
        parameters.setMaximumPacketSize(MTU_BYTES);
        parameters.setProtocols(new String[] {"DTLSv1.2"});
        parameters.setCipherSuites(new String[] {cipherSuite});
        engine.setSSLParameters(parameters);
        plain = ByteBuffer.allocate(1 << 15);
        other.wire = inbox::add;
    }

    void handshake() throws Exception {
        engine.beginHandshake();
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            switch (engine.getHandshakeStatus()) {
                case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
                case NEED_UNWRAP -> unwrap();
                case NEED_UNWRAP_AGAIN -> unwrapKept();
                case NEED_TASK -> engine.getDelegatedTask().run();
                case FINISHED, NOT_HANDSHAKING -> {
                    return;
                }
            }
        }
        throw new AssertionError("the handshake goes on for ever");
    }

    String cipherSuite() {
        return engine.getSession().getCipherSuite();
    }

    void send(byte[] data) throws Exception {
        wrap(ByteBuffer.wrap(data));
    }

    byte[] receive() throws Exception {
        plain.clear();
        for (int turn = 0; turn < TURNS_MAX && plain.position() == 0; turn++) {
            unwrap();
        }
        return Arrays.copyOf(plain.array(), plain.position());
    }

    /** Says close_notify. */
    void close() throws Exception {
        engine.closeOutbound();
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap(ByteBuffer.allocate(0));
        }
    }

    /** Whether the other end has said close_notify. */
    boolean hearsTheEnd() throws Exception {
        for (int turn = 0; turn < TURNS_MAX && !engine.isInboundDone(); turn++) {
            unwrap();
        }
        return engine.isInboundDone();
    }

    private void wrap(ByteBuffer data) throws Exception {
        ByteBuffer out = ByteBuffer.allocate(1 << 15);
        SSLEngineResult result = engine.wrap(data, out);
        if (result.bytesProduced() > 0) {
            other.deliver(Arrays.copyOf(out.array(), out.position()));
        }
    }

    /** The engine takes one record at a time, and a datagram may hold several. */
    private void unwrap() throws Exception {
        if (!datagram.hasRemaining()) {
            byte[] next = inbox.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came: " + other.failure());
            }
            datagram = ByteBuffer.wrap(next);
        }
        engine.unwrap(datagram, plain);
        runTasks();
    }

    /** What the engine has put aside itself. */
    private void unwrapKept() throws Exception {
        engine.unwrap(ByteBuffer.allocate(0), plain);
        runTasks();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private static KeyManagerFactory keyManagers(DtlsCertificate certificate) throws Exception {
        X509Certificate x509 = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.der()));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "none".toCharArray();
        store.setKeyEntry("key", Pem.read(certificate.toPem()).privateKey(), password, new X509Certificate[] {x509});
        KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
        factory.init(store, password);
        return factory;
    }

    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}

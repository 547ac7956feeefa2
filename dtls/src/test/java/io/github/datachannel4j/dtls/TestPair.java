package io.github.datachannel4j.dtls;

import java.time.Duration;
import java.util.function.UnaryOperator;

/** A client and a server that know each other's fingerprints, with a wire between them. */
final class TestPair implements AutoCloseable {

    /** Small, so that what has been lost comes again soon. */
    static final DtlsOptions FAST = DtlsOptions.defaults().withRetransmitInterval(Duration.ofMillis(30));

    /** So long that a busy machine does not send anything twice. */
    static final DtlsOptions UNHURRIED = DtlsOptions.defaults().withRetransmitInterval(Duration.ofSeconds(15));

    final TestPeer client;
    final TestPeer server;

    TestPair() {
        this(options -> options);
    }

    TestPair(UnaryOperator<DtlsOptions> change) {
        this(new TestPeer(change.apply(FAST)), new TestPeer(change.apply(FAST)));
    }

    TestPair(TestPeer client, TestPeer server) {
        this.client = client;
        this.server = server;
        client.wire = server::deliver;
        server.wire = client::deliver;
    }

    TestPair start() {
        server.start(DtlsRole.SERVER, client.certificate.fingerprint());
        client.start(DtlsRole.CLIENT, server.certificate.fingerprint());
        return this;
    }

    TestPair connect() {
        start();
        client.await(client.connected);
        server.await(server.connected);
        return this;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}

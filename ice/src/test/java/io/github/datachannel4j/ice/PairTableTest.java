package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** What a peer can make a session remember has a bound (RFC 8445 §6.1.2.5). */
class PairTableTest {
    private static final int PAIRS_MAX = 100;
    private static final int REMOTE_CANDIDATES_MAX = 64;

    private final PairTable table = new PairTable();
    private final TestPath path = new TestPath(at(4000));

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static IceCandidate host(int port) {
        return IceCandidate.parse("candidate:1 1 udp 2113937151 127.0.0.1 " + port + " typ host");
    }

    @Test
    void takesSoManyPairsOfAPeerThatChecksFromManyAddressesAndNoMore() {
        table.addLocal(new LocalCandidate(host(4000), path));
        for (int port = 5000; port < 5000 + PAIRS_MAX; port++) {
            assertThat(table.findOrAdd(path, at(port), 1)).isNotNull();
        }

        assertThat(table.findOrAdd(path, at(6000), 1)).isNull();
        assertThat(table.pairs()).hasSize(PAIRS_MAX);
        assertThat(table.findOrAdd(path, at(5000), 1)).isSameAs(table.find(path, at(5000)));
    }

    @Test
    void takesSoManyCandidatesOfAPeerAndNoMore() {
        for (int port = 5000; port < 5000 + REMOTE_CANDIDATES_MAX; port++) {
            assertThat(table.addRemote(at(port), host(port))).isTrue();
            assertThat(table.addRemote(at(port), host(port))).isFalse();
        }

        assertThat(table.addRemote(at(6000), host(6000))).isFalse();
        assertThat(table.remotes()).hasSize(REMOTE_CANDIDATES_MAX);
    }

    @Test
    void knowsNoPairWithoutACandidateOfItsPath() {
        assertThat(table.findOrAdd(path, at(5000), 1)).isNull();
    }
}

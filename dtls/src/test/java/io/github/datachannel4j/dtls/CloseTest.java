package io.github.datachannel4j.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CloseTest {

    @ParameterizedTest
    @EnumSource(DtlsRole.class)
    void tellsThePeer(DtlsRole leaving) {
        try (TestPair pair = new TestPair().connect()) {
            TestPeer leaver = leaving == DtlsRole.CLIENT ? pair.client : pair.server;
            TestPeer other = leaving == DtlsRole.CLIENT ? pair.server : pair.client;
            leaver.closeTransport();
            assertThat(other.await(other.over)).isEqualTo(DtlsState.CLOSED);
            assertThat(other.failure()).isNull();
            assertThat(leaver.stats().state()).isEqualTo(DtlsState.CLOSED);
            assertThat(other.send(new byte[] {1})).isFalse();
            assertThat(leaver.send(new byte[] {1})).isFalse();
        }
    }

    @Test
    void deliversWhatCameBeforeTheCloseNotify() {
        try (TestPair pair = new TestPair().connect()) {
            pair.client.send(new byte[] {1});
            pair.client.send(new byte[] {2});
            pair.client.closeTransport();
            assertThat(pair.server.await(pair.server.over)).isEqualTo(DtlsState.CLOSED);
            assertThat(List.copyOf(pair.server.received)).containsExactly(new byte[] {1}, new byte[] {2});
        }
    }

    @Test
    void saysNothingAndHearsNothingAfterwards() {
        try (TestPair pair = new TestPair().connect()) {
            pair.client.send(new byte[] {1});
            pair.server.nextData();
            pair.server.closeTransport();
            int calls = pair.server.onLoop(() -> pair.server.callers.size());
            pair.server.deliver(new byte[] {23, (byte) 0xFE, (byte) 0xFD});
            pair.client.send(new byte[] {2});
            assertThat(pair.server.onLoop(() -> pair.server.callers.size())).isEqualTo(calls);
        }
    }

    @Test
    void mayBeClosedInsideACallOfItsListener() {
        try (TestPair pair = new TestPair()) {
            TestPeer closing = pair.server;
            CompletableFuture<Void> unused = closing.connected.thenAccept(state -> closing.transport.close());
            pair.start();
            assertThat(closing.await(closing.over)).isEqualTo(DtlsState.CLOSED);
            assertThat(pair.client.await(pair.client.over)).isEqualTo(DtlsState.CLOSED);
            assertThat(closing.onLoop(() -> List.copyOf(closing.states)))
                    .containsExactly(DtlsState.CONNECTING, DtlsState.CONNECTED, DtlsState.CLOSED);
        }
    }
}

package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A crowd that arrives at once at one port. The figures of thousands come from benchmarks/run peers. */
class StormTest {
    private static final int PEERS = 500;
    private static final int WAIT_SECONDS = 60;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(120)
    void everyOneOfACrowdConnects(boolean lite) {
        NetworkOptions port = NetworkOptions.loopbackOnly();
        try (PeerConnectionFactory server = PeerConnectionFactory.create(
                        PeerConnectionConfig.defaults().withNetwork(lite ? port.withIceLite() : port));
                PeerConnectionFactory clients = PeerConnectionFactory.create(
                        PeerConnectionConfig.defaults().withNetwork(port.withPortPerConnection()))) {
            List<CompletableFuture<DataChannel>> opened = new ArrayList<>();
            for (int i = 0; i < PEERS; i++) {
                opened.add(connect(clients.newPeerConnection(), server.newPeerConnection()));
            }
            CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new))
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();

            assertThat(opened).allMatch(channel -> channel.join().readyState() == DataChannelState.OPEN);
            assertThat(server.connectionCount()).isEqualTo(PEERS);
        }
    }

    static CompletableFuture<DataChannel> connect(PeerConnection client, PeerConnection atServer) {
        DataChannel channel = client.createDataChannel("one of many");
        return client.setLocalDescription()
                .thenCompose(set -> client.gatheringComplete())
                .thenCompose(atServer::setRemoteDescription)
                .thenCompose(set -> atServer.setLocalDescription())
                .thenCompose(set -> atServer.gatheringComplete())
                .thenCompose(client::setRemoteDescription)
                .thenCompose(set -> channel.opened())
                .thenApply(open -> channel);
    }
}

package io.github.datachannel4j.cli.bench;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Two peers of this process, connected, with one reliable channel open between them. */
record ConnectedPair(PeerConnection left, PeerConnection right, DataChannel leftChannel, DataChannel rightChannel)
        implements AutoCloseable {
    private static final int CONNECT_SECONDS_MAX = 20;

    static ConnectedPair open(PeerConnectionFactory leftFactory, PeerConnectionFactory rightFactory) throws Exception {
        PeerConnection left = leftFactory.newPeerConnection();
        PeerConnection right = rightFactory.newPeerConnection();
        CompletableFuture<DataChannel> rightChannel = new CompletableFuture<>();
        right.onDataChannel(rightChannel::complete);
        DataChannel leftChannel = left.createDataChannel("bench");
        var signaled = left.setLocalDescription()
                .thenCompose(done -> left.gatheringComplete())
                .thenCompose(right::setRemoteDescription)
                .thenCompose(done -> right.setLocalDescription())
                .thenCompose(done -> right.gatheringComplete())
                .thenCompose(left::setRemoteDescription);
        signaled.get(CONNECT_SECONDS_MAX, TimeUnit.SECONDS);
        leftChannel.opened().get(CONNECT_SECONDS_MAX, TimeUnit.SECONDS);
        return new ConnectedPair(left, right, leftChannel, rightChannel.get(CONNECT_SECONDS_MAX, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        left.close();
        right.close();
    }
}

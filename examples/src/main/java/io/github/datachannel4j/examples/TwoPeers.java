package io.github.datachannel4j.examples;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.PeerConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The W3C's own way: two peer connections of one process, with candidates that trickle from one to the other. */
public final class TwoPeers {
    private static final int SECONDS_MAX = 20;

    private TwoPeers() {}

    /** Prints what the second peer says. */
    public static void main(String[] args) throws InterruptedException, ExecutionException, TimeoutException {
        System.out.println(talk());
    }

    static String talk() throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try (PeerConnection alice = PeerConnection.create();
                PeerConnection bob = PeerConnection.create()) {
            alice.onIceCandidate(bob::addIceCandidate);
            bob.onIceCandidate(alice::addIceCandidate);
            bob.onDataChannel(channel -> channel.onText(text -> channel.send(text + ", Alice")));

            DataChannel chat = alice.createDataChannel("chat");
            chat.onOpen(() -> chat.send("Hello"));
            chat.onText(answer::complete);

            CompletableFuture<Void> negotiated = alice.createOffer()
                    .thenCompose(offer ->
                            alice.setLocalDescription(offer).thenCompose(done -> bob.setRemoteDescription(offer)))
                    .thenCompose(done -> bob.setLocalDescription())
                    .thenCompose(done ->
                            alice.setRemoteDescription(bob.localDescription().orElseThrow()));
            negotiated.get(SECONDS_MAX, TimeUnit.SECONDS);
            return answer.get(SECONDS_MAX, TimeUnit.SECONDS);
        }
    }
}

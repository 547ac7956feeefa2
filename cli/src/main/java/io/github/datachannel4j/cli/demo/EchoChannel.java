package io.github.datachannel4j.cli.demo;

import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.Reliability;
import java.util.concurrent.ExecutionException;

/** Sends back what comes in, with the reliability that the channel has. */
final class EchoChannel {
    private EchoChannel() {}

    static void serve(DataChannel channel) {
        if (channel.reliability() instanceof Reliability.Reliable) {
            Thread.ofVirtual().name("echo").start(() -> echoAll(channel));
        } else {
            // What need not arrive need not wait either: on the loop, and dropped when the peer does not keep up.
            channel.onMessage(channel::trySend);
        }
    }

    /** Takes the next message only when the last one has left, so that a fast sender has to wait and nothing is lost. */
    private static void echoAll(DataChannel channel) {
        try {
            for (Message message = channel.receive(); message != null; message = channel.receive()) {
                channel.send(message).get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            channel.close();
        }
    }
}

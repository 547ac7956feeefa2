package io.github.datachannel4j.cli.demo;

import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import io.github.datachannel4j.server.Peer;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The server behind the demo page. By the label of a channel: {@code chat} is shared by all pages, {@code bulk} measures throughput, and everything else
 * is sent back as it came.
 */
public final class DemoServer implements AutoCloseable {
    private final DataChannelServer server;

    private DemoServer(DataChannelServer server) {
        this.server = server;
    }

    /**
     * Adds the page and the channels to a server and starts it.
     *
     * @param builder ports and addresses
     * @param log gets a line for each peer that comes or goes, on any thread
     */
    public static DemoServer start(DataChannelServerBuilder builder, Consumer<String> log) throws IOException {
        ChatRoom room = new ChatRoom();
        AtomicLong guests = new AtomicLong();
        return new DemoServer(builder.handle("/", new StaticPage())
                .onPeer(peer -> welcome(peer, "guest-" + guests.incrementAndGet(), room, log))
                .start());
    }

    /** The server itself. */
    public DataChannelServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
    }

    private static void welcome(Peer peer, String name, ChatRoom room, Consumer<String> log) {
        log.accept(name + " offers from " + peer.request().from().getAddress().getHostAddress());
        peer.onChannel("chat", channel -> room.enter(name, channel));
        peer.onChannel("bulk", BulkChannel::serve);
        peer.onChannel(Peer.ANY_LABEL, EchoChannel::serve);
        peer.peerConnection().onConnectionStateChange(state -> log.accept(name + " is " + state));
        peer.onClose(() -> log.accept(name + " is gone"));
    }
}

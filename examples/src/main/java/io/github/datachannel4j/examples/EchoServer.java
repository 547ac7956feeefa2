package io.github.datachannel4j.examples;

import io.github.datachannel4j.server.DataChannelServer;
import java.io.IOException;

/** The smallest server: everything said on the channel "chat" comes back. Started by {@link #main}, it runs until it is ended. */
public final class EchoServer {
    private EchoServer() {}

    /** Takes the HTTP port, 8080 if none is given. */
    public static void main(String[] args) throws IOException {
        DataChannelServer server = start(args.length == 0 ? 8080 : Integer.parseInt(args[0]));
        System.out.println("POST offers to http://localhost:" + server.httpPort() + "/rtc");
    }

    static DataChannelServer start(int httpPort) throws IOException {
        return DataChannelServer.builder()
                .http(httpPort)
                .onPeer(peer -> peer.onChannel("chat", chat -> chat.onText(text -> chat.send("echo: " + text))))
                .start();
    }
}

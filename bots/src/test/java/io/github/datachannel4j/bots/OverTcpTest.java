package io.github.datachannel4j.bots;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import io.github.datachannel4j.server.Peer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server with a TCP port, and bots in a network that drops UDP: the server has none, which comes to the same. */
@Timeout(60)
class OverTcpTest {
    private static DataChannelServerBuilder server() {
        return DataChannelServer.builder()
                .tcpPort(0)
                .onPeer(peer -> peer.onChannel(Peer.ANY_LABEL, channel -> channel.onMessage(channel::send)));
    }

    private static DataChannelServerBuilder serverWithoutUdp() {
        return server().configure(config -> config.withNetwork(
                config.network().withTcp(config.network().tcp().withoutUdp())));
    }

    private static BotBuilder bot(DataChannelServer server) {
        return Bots.join("http://localhost:" + server.httpPort() + "/rtc").channel("chat");
    }

    @Test
    void manyBotsReachTheOneTcpPort() throws Exception {
        try (DataChannelServer server = serverWithoutUdp().start();
                Bot one = bot(server).tcp().open();
                Bot other = bot(server).tcp().open()) {
            one.send("one");
            other.send("other");

            assertThat(one.receiveText()).isEqualTo("one");
            assertThat(other.receiveText()).isEqualTo("other");
            assertThat(server.tcpPort()).isPositive();
            assertThat(SelectedPair.localCandidateOf(one).protocol()).isEqualTo("tcp");
        }
    }

    @Test
    void udpIsPreferredWhereItWorks() throws Exception {
        try (DataChannelServer server = server().start();
                Bot bot = bot(server).tcp().open()) {
            bot.send("hi");

            assertThat(bot.receiveText()).isEqualTo("hi");
            assertThat(SelectedPair.localCandidateOf(bot).protocol()).isEqualTo("udp");
        }
    }
}

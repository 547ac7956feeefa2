package io.github.datachannel4j.interop.turn;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.CandidateType;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceCandidatePair;
import io.github.datachannel4j.ice.IceEventLoops;
import io.github.datachannel4j.ice.IceNetwork;
import io.github.datachannel4j.ice.IceNetworkConfig;
import io.github.datachannel4j.ice.IceRole;
import io.github.datachannel4j.ice.IceServer;
import io.github.datachannel4j.ice.IceTransportPolicy;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ICE agents get from a real TURN server. */
class CoturnTest {
    private static Coturn coturn;
    private static IceEventLoops loops;
    private static IceNetwork network;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        coturn = Coturn.start();
        loops = IceEventLoops.create(1);
        network = IceNetwork.open(IceNetworkConfig.perAgent().withLoopback(true), loops);
    }

    @AfterAll
    static void stop() throws IOException {
        network.close();
        loops.close();
        coturn.close();
    }

    private static IceAgentConfig relayOnly(IceRole role) {
        return IceAgentConfig.defaults()
                .withRole(role)
                .withTransportPolicy(IceTransportPolicy.RELAY)
                .withServers(List.of(IceServer.of(coturn.turnUrl(), Coturn.USER, Coturn.PASSWORD)));
    }

    @Test
    void seesOurAddress() throws Exception {
        TurnClient client =
                new TurnClient(network, IceAgentConfig.defaults().withServers(List.of(IceServer.of(coturn.stunUrl()))));
        List<IceCandidate> candidates = client.gather();
        // Without a NAT, the server sees what the socket has, and that is one candidate only.
        assertThat(candidates).isNotEmpty().allMatch(candidate -> candidate.type() == CandidateType.HOST);
        assertThat(client.errors()).isEmpty();
    }

    @Test
    void relaysWhereNothingElseIsAllowed() throws Exception {
        TurnClient one = new TurnClient(network, relayOnly(IceRole.CONTROLLING));
        TurnClient other = new TurnClient(network, relayOnly(IceRole.CONTROLLED));
        List<IceCandidate> ofOne = one.gather();
        List<IceCandidate> ofOther = other.gather();
        assertThat(ofOne).as(coturn.log()).hasSize(1);
        assertThat(ofOne.getFirst().type()).isEqualTo(CandidateType.RELAY);
        assertThat(ofOne.getFirst().url()).isEqualTo(coturn.turnUrl());

        one.meet(other, ofOther);
        other.meet(one, ofOne);
        one.awaitConnected();
        other.awaitConnected();
        IceCandidatePair pair = one.ask(agent -> agent.selectedPair());
        assertThat(pair.local().type()).isEqualTo(CandidateType.RELAY);
        assertThat(pair.remote().type()).isEqualTo(CandidateType.RELAY);
    }

    @Test
    void carriesDataOverTheRelayByIndicationAndByChannel() throws Exception {
        TurnClient one = new TurnClient(network, relayOnly(IceRole.CONTROLLING));
        TurnClient other = new TurnClient(network, relayOnly(IceRole.CONTROLLED));
        List<IceCandidate> ofOne = one.gather();
        List<IceCandidate> ofOther = other.gather();
        one.meet(other, ofOther);
        other.meet(one, ofOne);
        one.awaitConnected();
        other.awaitConnected();

        // Each waits for the one before, so that the channel is bound under way. They are as large as DTLS makes them.
        String full = "x".repeat(1200);
        for (int i = 1; i <= 50; i++) {
            one.send("there " + i + full);
            other.awaitReceived(i);
            other.send("back " + i + full);
            one.awaitReceived(i);
        }
        assertThat(other.received()).startsWith("there 1" + full).endsWith("there 50" + full);
        assertThat(one.received()).startsWith("back 1" + full).endsWith("back 50" + full);
        assertThat(coturn.log()).contains("CHANNEL_BIND processed, success");
    }

    @Test
    void wrongCredentialsAreReportedAndGatheringEnds() throws Exception {
        IceServer server = IceServer.of(coturn.turnUrl(), Coturn.USER, "wrong");
        TurnClient client = new TurnClient(
                network,
                IceAgentConfig.defaults()
                        .withTransportPolicy(IceTransportPolicy.RELAY)
                        .withServers(List.of(server)));
        assertThat(client.gather()).isEmpty();
        assertThat(client.errors()).singleElement().satisfies(error -> {
            assertThat(error.url()).isEqualTo(coturn.turnUrl());
            assertThat(error.errorCode()).isEqualTo(401);
            assertThat(error.errorText()).contains("does not accept");
            assertThat(error.port()).isNotNull();
        });
    }
}

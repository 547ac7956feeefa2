package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names looked up by a resolver that the test makes slow: names beginning with "slow" have an address only after {@link #release}. */
class NameLookupTest {
    private static final int WAIT_SECONDS = 20;

    private final CountDownLatch released = new CountDownLatch(1);
    private final TestNetworks networks = new TestNetworks(1, this::addressesOf);

    private InetAddress[] addressesOf(String name) throws UnknownHostException {
        try {
            if (name.startsWith("slow") && !released.await(WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnknownHostException("the test has forgotten to release " + name);
            }
        } catch (InterruptedException e) {
            throw new UnknownHostException("interrupted");
        }
        return new InetAddress[] {InetAddress.getLoopbackAddress()};
    }

    private void release() {
        released.countDown();
    }

    @AfterEach
    void close() {
        release();
        networks.close();
    }

    private static IceAgentConfig with(String... urls) {
        return IceAgentConfig.defaults().withServers(List.of(new IceServer(List.of(urls), null, null)));
    }

    @Test
    void leavesTheLoopFreeWhileANameIsLookedUp() {
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer slow = networks.peer(with(server.url("slow.example")));
            slow.call(IceAgent::gather);
            assertThat(slow.candidates)
                    .singleElement()
                    .satisfies(host -> assertThat(host.type()).isEqualTo(CandidateType.HOST));

            // All on the one loop.
            TestPeer client = networks.peer(TestPeer.controlling());
            TestPeer served = networks.peer(TestPeer.controlled());
            TestPeer.connect(client, served);
            TestPeer.assertConnected(client, served);
            assertThat(slow.gatheringStates).containsExactly(IceGatheringState.GATHERING);

            release();
            slow.awaitGathered();
            assertThat(slow.candidates.getLast().type()).isEqualTo(CandidateType.SRFLX);
            assertThat(slow.errors).isEmpty();
        }
    }

    @Test
    void namesOfPeersHoldUpNoServer() {
        TestPeer attacked = networks.peer(TestPeer.controlled());
        TestPeer attacker = networks.peer(TestPeer.controlling());
        attacked.hear(attacker);
        for (int i = 0; i < 16; i++) {
            int number = i;
            attacked.call(agent -> agent.addRemoteCandidate(
                    IceCandidate.parse("candidate:1 1 udp 1 slow" + number + ".example 9 typ host")));
        }
        try (TestStunServer server = TestStunServer.seeingAPublicAddress()) {
            TestPeer other = networks.peer(with(server.url("quick.example")));
            other.call(IceAgent::gather);
            other.awaitGathered();
            assertThat(other.candidates.getLast().type()).isEqualTo(CandidateType.SRFLX);
        }
    }

    @Test
    void connectsToAPeerWhoseCandidateHasAName() {
        IceNetwork server = networks.shared();
        TestPeer named = new TestPeer(server, TestPeer.controlled());
        TestPeer seeker = networks.peer(TestPeer.controlling());
        seeker.hear(named);
        named.hear(seeker);
        // The seeker is not told to the other, so that the name is the only way.
        int port = server.localAddresses().getFirst().getPort();
        seeker.call(agent -> agent.addRemoteCandidate(
                IceCandidate.parse("candidate:1 1 udp 2113937151 peer.example " + port + " typ host")));
        named.call(IceAgent::gather);
        seeker.call(IceAgent::gather);
        named.call(IceAgent::start);
        seeker.call(IceAgent::start);
        TestPeer.assertConnected(seeker, named);
        assertThat(seeker.ask(IceAgent::selectedPair).remote().address()).isEqualTo("peer.example");
    }

    @Test
    void saysThatTooManyNamesOfServersAreLookedUp() {
        String[] urls = new String[300];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = "stun:slow" + i + ".example";
        }
        TestPeer peer = networks.peer(with(urls));
        peer.call(IceAgent::gather);
        // Four are asked for and 256 wait.
        int refused = urls.length - 260;
        peer.await(() -> peer.errors.size() >= refused, () -> refused + " errors, not " + peer.errors.size());
        assertThat(peer.errors).allSatisfy(error -> {
            assertThat(error.errorCode()).isEqualTo(IceCandidateError.SERVER_NOT_REACHABLE);
            assertThat(error.errorText()).contains("too many names are being looked up");
        });
        assertThat(peer.errors).hasSize(refused);
    }

    @Test
    void refusesNamesWithoutAskingOnceTooManyWait() throws Exception {
        NameLookup lookup = new NameLookup("test-lookup-", new NameLookup.Bounds(1, 1), this::addressesOf);
        Answer asked = new Answer();
        Answer waiting = new Answer();
        Answer refused = new Answer();
        Answer literal = new Answer();
        lookup.lookUp("slow.example", networks.loops().next(), asked);
        lookup.lookUp("slow.example", networks.loops().next(), waiting);
        lookup.lookUp("any.example", networks.loops().next(), refused);
        lookup.lookUp("192.0.2.1", networks.loops().next(), literal);
        assertThat(refused.await()).isEqualTo("too many");
        assertThat(literal.await()).isEqualTo("[/192.0.2.1]");
        release();
        assertThat(asked.await()).contains("127.0.0.1");
        assertThat(waiting.await()).contains("127.0.0.1");
    }

    private static final class Answer implements NameLookup.Result {
        private final CompletableFuture<String> text = new CompletableFuture<>();

        @Override
        public void onAddresses(List<InetAddress> addresses) {
            text.complete(addresses.toString());
        }

        @Override
        public void onTooMany() {
            text.complete("too many");
        }

        String await() throws Exception {
            return text.get(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }
}

package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ice4j.ResponseCollector;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.NominationStrategy;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.stack.TransactionID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we rely on in ice4j, so that another version of it fails here rather than in the field. */
class Ice4jContractTest {
    private static final IceParameters LOCAL = IceParameters.of("localFragment", "aLocalPasswordOfEnoughLength");
    private static final IceParameters REMOTE = IceParameters.of("remoteFragment", "aRemotePasswordOfEnoughLength");
    private static final long TIE_BREAKER = 42;

    private final List<IceRole> roles = new ArrayList<>();
    private final Sent sent = new Sent();
    private Ice4jAgent agent;
    private IceMediaStream stream;
    private Component component;

    private static final class Sent implements Ice4jStack.CheckSender {
        private final CountDownLatch first = new CountDownLatch(1);
        private volatile Request request;
        private volatile TransactionID id;

        @Override
        public void send(
                Request sentRequest,
                TransportAddress to,
                TransportAddress through,
                ResponseCollector collector,
                TransactionID transactionId) {
            request = sentRequest;
            id = transactionId;
            first.countDown();
        }

        @Override
        public void stopRetransmitting(TransactionID transactionId) {
            // Not asked for here.
        }
    }

    @BeforeEach
    void makeAgent() throws Exception {
        Ice4j.ready().join();
        agent = new Ice4jAgent(LOCAL, REMOTE, IceRole.CONTROLLING, TIE_BREAKER, roles::add);
        agent.stack().setSender(sent);
        agent.setNominationStrategy(NominationStrategy.NONE);
        agent.addCandidateHarvester(
                new Ice4jHarvester(to -> to.addLocalCandidate(new HostCandidate(address("192.0.2.1", 5000), to))));
        stream = agent.createMediaStream("data");
        stream.setRemoteUfrag(REMOTE.usernameFragment());
        stream.setRemotePassword(REMOTE.password());
        component = agent.createComponent(stream, KeepAliveStrategy.SELECTED_ONLY, false);
    }

    @AfterEach
    void free() {
        agent.free();
    }

    private static TransportAddress address(String host, int port) {
        return new TransportAddress(LiteralAddress.parse(host), port, Transport.UDP);
    }

    @Test
    void takesOurStackAndCredentials() {
        assertThat(agent.getStunStack()).isSameAs(agent.stack());
        assertThat(agent.getLocalUfrag()).isEqualTo(LOCAL.usernameFragment());
        assertThat(agent.getTieBreaker()).isEqualTo(TIE_BREAKER);
        assertThat(agent.stack().requestListener()).isNotNull();
    }

    @Test
    void takesCandidatesWithoutSocketsFromAHostHarvesterOnly() {
        assertThat(component.getLocalCandidates()).singleElement().isInstanceOf(HostCandidate.class);
        assertThat(component.getComponentSocket()).isNull();
    }

    @Test
    void startsWithoutRemoteCandidatesAndWaits() {
        agent.startConnectivityEstablishment();
        assertThat(agent.getState()).isEqualTo(IceProcessingState.RUNNING);
    }

    @Test
    void sendsItsChecksThroughTheStack() throws InterruptedException {
        component.addRemoteCandidate(Ice4jCandidates.remote(
                component,
                address("192.0.2.2", 6000),
                IceCandidate.parse("candidate:1 1 udp 99 192.0.2.2 6000 typ host")));
        agent.startConnectivityEstablishment();
        assertThat(sent.first.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.id.getApplicationData()).isInstanceOf(CandidatePair.class);
        assertThat(sent.request.containsAttribute(Attribute.PRIORITY)).isTrue();
        assertThat(sent.request.containsAttribute(Attribute.USE_CANDIDATE)).isFalse();
    }

    @Test
    void takesLateRemoteCandidatesIntoTheCheckList() {
        agent.startConnectivityEstablishment();
        component.addUpdateRemoteCandidates(Ice4jCandidates.remote(
                component,
                address("192.0.2.2", 6000),
                IceCandidate.parse("candidate:1 1 udp 99 192.0.2.2 6000 typ host")));
        component.updateRemoteCandidates();
        assertThat(stream.getCheckList()).hasSize(1);
    }

    @Test
    void checksPairsThatWePutIntoTheListOurselves() throws InterruptedException {
        agent.startConnectivityEstablishment();
        CandidatePair pair = new CandidatePair(
                component.getLocalCandidates().getFirst(),
                Ice4jCandidates.remote(
                        component,
                        address("192.0.2.3", 6000),
                        IceCandidate.parse("candidate:1 1 udp 99 192.0.2.3 6000 typ host")));
        stream.getCheckList().add(pair);
        assertThat(sent.first.await(10, TimeUnit.SECONDS)).isTrue();
        pair.setStateWaiting();
        assertThat(pair.getState()).isIn(CandidatePairState.WAITING, CandidatePairState.IN_PROGRESS);
    }

    @Test
    void tellsOfARoleThatChanges() {
        agent.setControlling(false);
        agent.setControlling(false);
        assertThat(roles).containsExactly(IceRole.CONTROLLED);
    }

    @Test
    void stopsItsPacerWhenItIsOver() {
        agent.startConnectivityEstablishment();
        assertThat(agent.calculateTa()).isPositive();
        agent.free();
        assertThat(agent.calculateTa()).isNegative();
    }

    @Test
    void computesThePrioritiesThatWeSignal() {
        IceCandidate candidate = IceCandidate.parse("candidate:1 1 udp 2130706175 192.0.2.9 5000 typ host");
        TestPath path = new TestPath(address("192.0.2.9", 5000));
        var host = new Ice4jCandidates.Host(new LocalCandidate(candidate, path), component);
        assertThat(host.computePriority()).isEqualTo(2130706175L);
        assertThat(host.computePriorityForType(org.ice4j.ice.CandidateType.PEER_REFLEXIVE_CANDIDATE))
                .isEqualTo(CandidatePriority.withType(2130706175L, CandidateType.PRFLX));
    }

    /** Our codec has read a check before ice4j sees it, and both must read the same. */
    @Test
    void readsTheChecksAndTheAnswersThatOurCodecWrites() throws Exception {
        BindingChecks checks = new BindingChecks(REMOTE, TIE_BREAKER);
        byte[] request = checks.request(
                TransactionId.random(new SecureRandom()),
                LOCAL,
                IceRole.CONTROLLING,
                99,
                BindingChecks.Nomination.NOMINATES);
        Message decoded = Message.decode(request, 0, request.length);
        assertThat(decoded).isInstanceOf(Request.class);
        assertThat(((PriorityAttribute) decoded.getAttribute(Attribute.PRIORITY)).getPriority())
                .isEqualTo(99);
        assertThat(decoded.containsAttribute(Attribute.USE_CANDIDATE)).isTrue();
        assertThat(decoded.containsAttribute(Attribute.ICE_CONTROLLING)).isTrue();

        byte[] success = new BindingChecks(LOCAL, TIE_BREAKER)
                .success(StunMessage.parse(request, 0, request.length), address("192.0.2.2", 6000));
        Message answer = Message.decode(success, 0, success.length);
        assertThat(answer).isInstanceOf(Response.class);
        assertThat(((Response) answer).isSuccessResponse()).isTrue();
        assertThat(((XorMappedAddressAttribute) answer.getAttribute(Attribute.XOR_MAPPED_ADDRESS))
                        .getAddress(answer.getTransactionID()))
                .isEqualTo(address("192.0.2.2", 6000));
    }

    /** Late candidates of ours are paired by us, by this rule. */
    @Test
    void pairsOnlyWithinAFamily() {
        org.ice4j.ice.LocalCandidate local = component.getLocalCandidates().getFirst();
        assertThat(local.canReach(Ice4jCandidates.remote(
                        component,
                        address("192.0.2.3", 6000),
                        IceCandidate.parse("candidate:1 1 udp 99 192.0.2.3 6000 typ host"))))
                .isTrue();
        assertThat(local.canReach(Ice4jCandidates.remote(
                        component,
                        address("2001:db8::3", 6000),
                        IceCandidate.parse("candidate:1 1 udp 99 2001:db8::3 6000 typ host"))))
                .isFalse();
    }

    /** The path of a selected pair is found by its base's address. */
    @Test
    void findsALocalCandidateByItsAddress() {
        assertThat(component.findLocalCandidate(address("192.0.2.1", 5000)))
                .isSameAs(component.getLocalCandidates().getFirst());
        assertThat(component.getLocalCandidates().getFirst().getBase().getTransportAddress())
                .isEqualTo(address("192.0.2.1", 5000));
    }

    /** An agent is freed when a pair is selected, when its session ends, or both. */
    @Test
    void canBeFreedTwiceAndIsOverThen() {
        agent.startConnectivityEstablishment();
        agent.free();
        agent.free();
        assertThat(agent.isOver()).isTrue();
    }

    @Test
    void isQuietAndDoesNotProbeForAmazon() {
        assertThat(Map.of("org.ice4j", Level.WARNING, "org.jitsi", Level.WARNING))
                .allSatisfy((name, level) ->
                        assertThat(Logger.getLogger(name).getLevel()).isEqualTo(level));
        assertThat(System.getProperty("ice4j.harvest.mapping.aws.enabled")).isEqualTo("false");
    }

    @Test
    void keepsTcpApartFromUdpAtTheSameAddress() {
        TransportAddress udp = new TransportAddress("127.0.0.1", 5000, Transport.UDP);
        TransportAddress tcp = new TransportAddress("127.0.0.1", 5000, Transport.TCP);
        assertThat(udp.equals(tcp)).as("looked up as one").isFalse();
        assertThat(udp.canReach(tcp)).as("paired").isFalse();
        assertThat(tcp.canReach(new TransportAddress("127.0.0.1", 6000, Transport.TCP)))
                .isTrue();
    }
}

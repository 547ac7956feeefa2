package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.BindingChecks.Nomination;
import io.github.datachannel4j.ice.Ice4jRig.Sent;
import io.github.datachannel4j.ice.stun.StunMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.RemoteCandidate;
import org.ice4j.ice.harvest.HarvestConfig;
import org.ice4j.ice.harvest.MappingCandidateHarvesters;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What we rely on in ice4j, so that another version of it fails here rather than in the field, and with a sentence. The course of its checks is
 * in {@link Ice4jChecksContractTest}.
 */
class Ice4jContractTest {
    private static final TransportAddress LATE = Ice4jRig.address("192.0.2.3", 6000);

    private Ice4jRig rig;
    private Ice4jAgent agent;

    @BeforeEach
    void makeAgent() throws Exception {
        rig = new Ice4jRig(IceRole.CONTROLLING);
        agent = rig.agent;
    }

    @AfterEach
    void free() {
        rig.close();
    }

    private RemoteCandidate remote(TransportAddress address) {
        String line = "candidate:1 1 udp 99 " + address.getHostAddress() + " " + address.getPort() + " typ host";
        return Ice4jCandidates.remote(rig.component, address, IceCandidate.parse(line));
    }

    private org.ice4j.ice.LocalCandidate local() {
        return rig.component.getLocalCandidates().getFirst();
    }

    @Test
    void takesOurStackAndCredentials() {
        assertThat(agent.getStunStack())
                .as("an agent asks getStunStack for its stack, and so takes ours without sockets")
                .isSameAs(agent.stack());
        assertThat(agent.getLocalUfrag())
                .as("an agent asks getLocalUfrag for its fragment")
                .isEqualTo(Ice4jRig.LOCAL.usernameFragment());
        assertThat(agent.getTieBreaker())
                .as("an agent takes the tie-breaker that our checks carry")
                .isEqualTo(Ice4jRig.TIE_BREAKER);
        assertThat(agent.stack().requestListener())
                .as("an agent registers a listener at our stack, to which we hand the peer's checks")
                .isNotNull();
    }

    @Test
    void takesCandidatesWithoutSocketsFromAHostHarvesterOnly() {
        assertThat(rig.component.getLocalCandidates())
                .as("createComponent harvests from our harvester and from no other")
                .singleElement()
                .isInstanceOf(HostCandidate.class);
        assertThat(rig.component.getComponentSocket())
                .as("a component that is made without a socket has none")
                .isNull();
    }

    @Test
    void startsWithoutRemoteCandidatesAndWaits() {
        agent.startConnectivityEstablishment();
        assertThat(agent.getState())
                .as("a trickling agent without remote candidates does not fail, but waits for them")
                .isEqualTo(IceProcessingState.RUNNING);
    }

    @Test
    void sendsItsChecksThroughTheStack() throws InterruptedException {
        rig.addRemote(Ice4jRig.THERE);
        agent.startConnectivityEstablishment();
        Sent check = rig.nextSent();
        assertThat(check).as("checks leave through sendRequest of the stack").isNotNull();
        assertThat(check.id().getApplicationData())
                .as("the transaction of a check carries its pair")
                .isInstanceOf(CandidatePair.class);
        assertThat(check.request().containsAttribute(Attribute.PRIORITY))
                .as("a check has a PRIORITY, which ours take over")
                .isTrue();
    }

    @Test
    void takesLateRemoteCandidatesIntoTheCheckList() {
        agent.startConnectivityEstablishment();
        rig.component.addUpdateRemoteCandidates(remote(LATE));
        rig.component.updateRemoteCandidates();
        assertThat(rig.stream.getCheckList())
                .as("updateRemoteCandidates pairs a remote candidate that comes during the checks")
                .hasSize(1);
    }

    @Test
    void checksPairsThatWePutIntoTheListOurselves() throws InterruptedException {
        agent.startConnectivityEstablishment();
        CandidatePair pair = new CandidatePair(local(), remote(LATE));
        rig.stream.getCheckList().add(pair);
        Sent check = rig.nextSent();
        assertThat(check)
                .as("a pair that is added to the check list is checked")
                .isNotNull();
        assertThat(rig.awaitTransaction(check)).as("it is in progress then").isTrue();
        pair.setStateWaiting();
        assertThat(rig.nextSent())
                .as("a pair that is set to Waiting again is checked again, which we do after silence")
                .isNotNull();
        assertThat(pair.getState())
                .as("nothing but our word makes a pair fail")
                .isIn(CandidatePairState.WAITING, CandidatePairState.IN_PROGRESS);
    }

    @Test
    void tellsOfARoleThatChanges() {
        agent.setControlling(false);
        agent.setControlling(false);
        assertThat(rig.roles).as("setControlling tells a change once").containsExactly(IceRole.CONTROLLED);
    }

    @Test
    void stopsItsPacerWhenItIsOver() {
        agent.startConnectivityEstablishment();
        assertThat(agent.calculateTa())
                .as("the pacer asks calculateTa for its delay")
                .isPositive();
        agent.free();
        assertThat(agent.calculateTa())
                .as("an agent that was freed is over, so that a negative delay ends its pacer")
                .isNegative();
    }

    @Test
    void computesThePrioritiesThatWeSignal() {
        IceCandidate candidate = IceCandidate.parse("candidate:1 1 udp 2130706175 192.0.2.9 5000 typ host");
        TestPath path = new TestPath(Ice4jRig.address("192.0.2.9", 5000));
        var host = new Ice4jCandidates.Host(new LocalCandidate(candidate, path), rig.component);
        assertThat(host.computePriority())
                .as(
                        "a candidate's priority is that of computePriorityForType, and so the one that the peer has been told")
                .isEqualTo(2130706175L);
        assertThat(host.computePriorityForType(org.ice4j.ice.CandidateType.PEER_REFLEXIVE_CANDIDATE))
                .as("as a peer-reflexive one it has that of RFC 8445 §7.1.1")
                .isEqualTo(CandidatePriority.withType(2130706175L, CandidateType.PRFLX));
    }

    /** Our codec has read a check before ice4j sees it, and both must read the same. */
    @Test
    void readsTheChecksThatOurCodecWrites() throws Exception {
        byte[] request = Ice4jRig.theirCheck(Nomination.NOMINATES);
        Message decoded = Message.decode(request, 0, request.length);
        assertThat(decoded).as("ice4j decodes a check of ours").isInstanceOf(Request.class);
        assertThat(((PriorityAttribute) decoded.getAttribute(Attribute.PRIORITY)).getPriority())
                .as("ice4j reads the PRIORITY that our codec has written")
                .isEqualTo(Ice4jRig.PRIORITY);
        assertThat(decoded.containsAttribute(Attribute.USE_CANDIDATE))
                .as("ice4j reads the USE-CANDIDATE that our codec has written")
                .isTrue();
        assertThat(decoded.containsAttribute(Attribute.ICE_CONTROLLING))
                .as("ice4j reads the ICE-CONTROLLING that our codec has written")
                .isTrue();
    }

    @Test
    void readsTheAnswersThatOurCodecWrites() throws Exception {
        byte[] request = Ice4jRig.theirCheck(Nomination.ONLY_CHECKS);
        byte[] success = new BindingChecks(Ice4jRig.LOCAL, Ice4jRig.TIE_BREAKER)
                .success(StunMessage.parse(request, 0, request.length), Ice4jRig.THERE);
        Message answer = Message.decode(success, 0, success.length);
        assertThat(answer).as("ice4j decodes an answer of ours").isInstanceOf(Response.class);
        assertThat(((Response) answer).isSuccessResponse())
                .as("ice4j sees that it is a success")
                .isTrue();
        assertThat(((XorMappedAddressAttribute) answer.getAttribute(Attribute.XOR_MAPPED_ADDRESS))
                        .getAddress(answer.getTransactionID()))
                .as("ice4j reads the XOR-MAPPED-ADDRESS that our codec has written")
                .isEqualTo(Ice4jRig.THERE);
    }

    /** Late candidates of ours are paired by us, by this rule. */
    @Test
    void pairsOnlyWithinAFamily() {
        assertThat(local().canReach(remote(LATE))).as("IPv4 reaches IPv4").isTrue();
        assertThat(local().canReach(remote(Ice4jRig.address("2001:db8::3", 6000))))
                .as("IPv4 does not reach IPv6")
                .isFalse();
    }

    /** The path of a selected pair is found by its base's address. */
    @Test
    void findsALocalCandidateByItsAddress() {
        assertThat(rig.component.findLocalCandidate(Ice4jRig.HERE))
                .as("findLocalCandidate finds a candidate by its address")
                .isSameAs(local());
        assertThat(local().getBase().getTransportAddress())
                .as("a host candidate is its own base")
                .isEqualTo(Ice4jRig.HERE);
    }

    /** An agent is freed when a pair is selected, when its session ends, or both. */
    @Test
    void canBeFreedTwiceAndIsOverThen() {
        agent.startConnectivityEstablishment();
        agent.free();
        agent.free();
        assertThat(agent.isOver())
                .as("an agent can be freed twice, and is over then")
                .isTrue();
    }

    @Test
    void chatsOnlyThroughTheLoggersThatWeHaveQuietened() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        Handler listener = new Handler() {
            @Override
            public void publish(LogRecord spoken) {
                if (spoken.getLevel().intValue() < Level.WARNING.intValue()) {
                    said.add(spoken.getLoggerName() + ": " + spoken.getMessage());
                }
            }

            @Override
            public void flush() {
                // Nothing is kept back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listener);
        try (Ice4jRig controlled = new Ice4jRig(IceRole.CONTROLLED)) {
            controlled.agent.startConnectivityEstablishment();
            controlled.check(Ice4jRig.THERE, Nomination.NOMINATES);
            controlled.answer(controlled.nextSent());
            controlled.awaitState(IceProcessingState.COMPLETED);
        } finally {
            root.removeHandler(listener);
        }
        assertThat(said)
                .as("a whole connect says nothing below WARNING through loggers other than those of Ice4j.LOGGERS")
                .noneMatch(text -> text.contains("ice4j") || text.contains("jitsi") || text.contains("Jitsi"));
    }

    @Test
    void contactsNobodyToLearnItsPublicAddress() {
        assertThat(HarvestConfig.config.enableAwsHarvester())
                .as("the property that Ice4j sets keeps ice4j from asking Amazon's metadata service")
                .isFalse();
        MappingCandidateHarvesters.initialize();
        assertThat(MappingCandidateHarvesters.getHarvesters())
                .as("without configuration, ice4j asks no STUN server and no metadata service by itself")
                .isEmpty();
    }

    @Test
    void keepsTcpApartFromUdpAtTheSameAddress() {
        TransportAddress udp = new TransportAddress("127.0.0.1", 5000, Transport.UDP);
        TransportAddress tcp = new TransportAddress("127.0.0.1", 5000, Transport.TCP);
        assertThat(udp.equals(tcp))
                .as("an address of UDP is not equal to one of TCP when ice4j looks for it")
                .isFalse();
        assertThat(udp.canReach(tcp)).as("UDP and TCP make no pair").isFalse();
        assertThat(tcp.canReach(new TransportAddress("127.0.0.1", 6000, Transport.TCP)))
                .as("TCP and TCP make a pair")
                .isTrue();
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.ice4j.ResponseCollector;
import org.ice4j.StunMessageEvent;
import org.ice4j.StunResponseEvent;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.Component;
import org.ice4j.ice.HostCandidate;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.NominationStrategy;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.stack.RawMessage;
import org.ice4j.stack.TransactionID;
import org.jspecify.annotations.Nullable;

/** An agent of ice4j set up as {@link Ice4jChecks} sets it up, with a peer that a test plays by hand. */
final class Ice4jRig implements AutoCloseable {
    static final IceParameters LOCAL = IceParameters.of("localFragment", "aLocalPasswordOfEnoughLength");
    static final IceParameters REMOTE = IceParameters.of("remoteFragment", "aRemotePasswordOfEnoughLength");
    static final TransportAddress HERE = address("192.0.2.1", 5000);
    static final TransportAddress THERE = address("192.0.2.2", 6000);
    static final long TIE_BREAKER = 42;
    static final long PRIORITY = 99;
    private static final long WAIT_SECONDS = 20;

    final List<IceRole> roles = new CopyOnWriteArrayList<>();
    final List<TransactionID> stopped = new CopyOnWriteArrayList<>();
    final List<CandidatePair> validated = new CopyOnWriteArrayList<>();
    final BlockingQueue<Object> states = new LinkedBlockingQueue<>();
    final Ice4jAgent agent;
    final IceMediaStream stream;
    final Component component;
    private final BlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private final IceRole role;

    /** A check that ice4j has made. */
    record Sent(
            Request request,
            TransportAddress to,
            TransportAddress through,
            ResponseCollector collector,
            TransactionID id) {
        CandidatePair pair() {
            return (CandidatePair) id.getApplicationData();
        }
    }

    Ice4jRig(IceRole role) throws IOException {
        this.role = role;
        Ice4j.ready().join();
        agent = new Ice4jAgent(LOCAL, REMOTE, role, TIE_BREAKER, roles::add);
        agent.stack().setSender(new Ice4jStack.CheckSender() {
            @Override
            public void send(
                    Request request,
                    TransportAddress to,
                    TransportAddress through,
                    ResponseCollector collector,
                    TransactionID id) {
                sent.add(new Sent(request, to, through, collector, id));
            }

            @Override
            public void stopRetransmitting(TransactionID id) {
                stopped.add(id);
            }
        });
        agent.setNominationStrategy(NominationStrategy.NONE);
        agent.addCandidateHarvester(new Ice4jHarvester(to -> to.addLocalCandidate(new HostCandidate(HERE, to))));
        stream = agent.createMediaStream("data");
        stream.setRemoteUfrag(REMOTE.usernameFragment());
        stream.setRemotePassword(REMOTE.password());
        component = agent.createComponent(stream, KeepAliveStrategy.SELECTED_ONLY, false);
        stream.addPairChangeListener(this::onPairChange);
        agent.addStateChangeListener(event -> states.add(event.getNewValue()));
    }

    private void onPairChange(PropertyChangeEvent event) {
        if (IceMediaStream.PROPERTY_PAIR_VALIDATED.equals(event.getPropertyName())) {
            validated.add((CandidatePair) event.getSource());
        }
    }

    static TransportAddress address(String host, int port) {
        return new TransportAddress(LiteralAddress.parse(host), port, Transport.UDP);
    }

    void addRemote(TransportAddress address) {
        component.addRemoteCandidate(Ice4jCandidates.remote(
                component,
                address,
                IceCandidate.parse("candidate:1 1 udp " + PRIORITY + " " + address.getHostAddress() + " "
                        + address.getPort() + " typ host")));
    }

    /** The next check of ice4j's, or null if none comes. */
    @Nullable
    Sent nextSent() throws InterruptedException {
        return sent.poll(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Its pacer notes the transaction after it has sent the check. False if it does not. */
    boolean awaitTransaction(Sent check) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!check.id().equals(check.pair().getConnectivityCheckTransaction())) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Drops states until this one comes; false if it does not. */
    boolean awaitState(Object state) throws InterruptedException {
        Object next = states.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        while (next != null && next != state) {
            next = states.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        }
        return next != null;
    }

    /** A check of the peer, as {@link Ice4jChecks} hands it over. */
    void check(TransportAddress from, BindingChecks.Nomination nomination) throws Exception {
        byte[] bytes = theirCheck(nomination);
        RawMessage raw = RawMessage.build(bytes, bytes.length, from, HERE);
        agent.stack()
                .requestListener()
                .processRequest(new StunMessageEvent(agent.stack(), raw, Message.decode(bytes, 0, bytes.length)));
    }

    static byte[] theirCheck(BindingChecks.Nomination nomination) {
        return new BindingChecks(REMOTE, TIE_BREAKER + 1)
                .request(TransactionId.random(new SecureRandom()), LOCAL, IceRole.CONTROLLING, PRIORITY, nomination);
    }

    void answer(Sent check) throws Exception {
        hand(check, new BindingChecks(REMOTE, TIE_BREAKER + 1).success(ours(), HERE));
    }

    void refuse(Sent check, int code) throws Exception {
        hand(check, StunWriter.error(ours(), code, "Refused").toBytes());
    }

    /** A check like that of ice4j, which ours go out in place of. */
    private StunMessage ours() throws Exception {
        byte[] bytes = new BindingChecks(LOCAL, TIE_BREAKER)
                .request(
                        TransactionId.random(new SecureRandom()),
                        REMOTE,
                        role,
                        PRIORITY,
                        BindingChecks.Nomination.ONLY_CHECKS);
        return StunMessage.parse(bytes, 0, bytes.length);
    }

    private void hand(Sent check, byte[] bytes) throws Exception {
        RawMessage raw = RawMessage.build(bytes, bytes.length, check.to(), check.through());
        Response decoded = (Response) Message.decode(bytes, 0, bytes.length);
        check.collector()
                .processResponse(new StunResponseEvent(agent.stack(), raw, decoded, check.request(), check.id()));
    }

    @Override
    public void close() {
        agent.free();
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.netty.channel.EventLoop;
import java.beans.PropertyChangeEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.ice4j.ResponseCollector;
import org.ice4j.StunException;
import org.ice4j.StunMessageEvent;
import org.ice4j.StunResponseEvent;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.PriorityAttribute;
import org.ice4j.ice.CandidatePair;
import org.ice4j.ice.CandidatePairState;
import org.ice4j.ice.Component;
import org.ice4j.ice.IceMediaStream;
import org.ice4j.ice.IceProcessingState;
import org.ice4j.ice.KeepAliveStrategy;
import org.ice4j.ice.NominationStrategy;
import org.ice4j.ice.RemoteCandidate;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.stack.RawMessage;
import org.ice4j.stack.TransactionID;
import org.jspecify.annotations.Nullable;

/**
 * The connectivity checks of one session, done by ice4j's agent until a pair is selected; then it has served. It never
 * hears of a check that was not answered, since it would give up for good: a pair is checked again until the session's
 * patience ends. Everything but what ice4j's pacer does happens on the agent's loop.
 */
final class Ice4jChecks {
    /** A pair that works over a relay or TCP waits so long for a direct one over UDP. */
    private static final long SECOND_CHOICE_NOMINATION_MILLIS = 300;

    private static final String STREAM = "data";

    /** What the checks need from their session. */
    interface Sink {
        /** Sends a check and tells the outcome. On the loop. */
        StunTransaction sendCheck(Check check, StunTransaction.Outcome outcome);

        /** A check that was waited for long enough. On the loop. */
        void onRole(IceRole role);

        /** The checks are over. On the loop. */
        void onSelected(LocalPath path, InetSocketAddress remote);
    }

    /** One check to be made. */
    record Check(LocalPath path, InetSocketAddress remote, long priority, BindingChecks.Nomination nomination) {}

    private final EventLoop loop;
    private final Sink sink;
    private final Ice4jAgent agent;
    private final IceMediaStream stream;
    private final Component component;
    private final Map<PathKey, LocalPath> paths = new HashMap<>();
    private final Map<LocalPath, Ice4jCandidates.Host> hosts = new HashMap<>();
    private final Map<TransactionID, StunTransaction> transactions = new HashMap<>();
    private final List<CandidatePair> validated = new ArrayList<>();
    private boolean nominating;
    private @Nullable StunTransaction nomination; // null before the first nomination
    private boolean over;

    Ice4jChecks(IceParameters local, IceParameters remote, Start start, EventLoop loop, Sink sink) throws IOException {
        this.loop = loop;
        this.sink = sink;
        agent = new Ice4jAgent(local, remote, start.role(), start.tieBreaker(), sink::onRole);
        agent.stack().setSender(new Sender());
        agent.setNominationStrategy(NominationStrategy.NONE);
        agent.addCandidateHarvester(new Ice4jHarvester(host -> addLocals(start.locals(), host)));
        stream = agent.createMediaStream(STREAM);
        stream.setRemoteUfrag(remote.usernameFragment());
        stream.setRemotePassword(remote.password());
        component = agent.createComponent(stream, KeepAliveStrategy.SELECTED_ONLY, false);
        start.remotes()
                .forEach((remoteAddress, candidate) -> component.addRemoteCandidate(
                        Ice4jCandidates.remote(component, remoteAddress.address(), candidate)));
        stream.addPairChangeListener(this::onPairChange);
        agent.addStateChangeListener(this::onStateChange);
    }

    /** ice4j's addresses are equal to those of another transport, as the JDK's equality goes. */
    private record PathKey(InetSocketAddress address, Transport transport) {
        static PathKey of(TransportAddress address) {
            return new PathKey(Ice4jCandidates.address(address), address.getTransport());
        }
    }

    /** What is known when the checks begin. */
    record Start(
            IceRole role,
            long tieBreaker,
            Collection<LocalCandidate> locals,
            Map<PairTable.Remote, IceCandidate> remotes) {}

    void start() {
        agent.startConnectivityEstablishment();
    }

    private void addLocals(Collection<LocalCandidate> locals, Component to) {
        locals.forEach(local -> addLocal(local, to));
    }

    private void addLocal(LocalCandidate local, Component to) {
        switch (local.candidate().type()) {
            case HOST -> {
                // Of several addresses that are told for one socket, checks go from the one socket all the same.
                if (!hosts.containsKey(local.path())) {
                    Ice4jCandidates.Host host = new Ice4jCandidates.Host(local, to);
                    hosts.put(local.path(), host);
                    addBase(local.path(), host, to);
                }
            }
            case RELAY -> addBase(local.path(), new Ice4jCandidates.Relay(local, to), to);
            case SRFLX, PRFLX -> {
                Ice4jCandidates.Host base = hosts.get(local.path());
                if (base != null) {
                    to.addLocalCandidate(new Ice4jCandidates.Reflexive(local.candidate(), base));
                }
            }
        }
    }

    private void addBase(LocalPath path, org.ice4j.ice.LocalCandidate base, Component to) {
        paths.put(PathKey.of(Ice4jCandidates.address(path)), path);
        to.addLocalCandidate(base);
    }

    /** A candidate of ours that was found after the start; ice4j pairs only those of before. */
    void addLocal(LocalCandidate local) {
        addLocal(local, component);
        org.ice4j.ice.LocalCandidate base = component.findLocalCandidate(Ice4jCandidates.address(local.path()));
        if (base == null) {
            return;
        }
        for (RemoteCandidate remote : component.getRemoteCandidates()) {
            if (base.canReach(remote) && stream.getCheckList().findPairMatching(base, remote) == null) {
                stream.getCheckList().add(new CandidatePair(base, remote));
            }
        }
    }

    void addRemote(InetSocketAddress address, IceCandidate candidate) {
        component.addUpdateRemoteCandidates(Ice4jCandidates.remote(component, address, candidate));
        component.updateRemoteCandidates();
    }

    /** A check of the peer that has been authenticated and answered. */
    void onRequest(LocalPath path, InetSocketAddress remote, StunMessage request) {
        byte[] bytes = request.toBytes();
        if (over || !paths.containsValue(path)) {
            return;
        }
        try {
            RawMessage raw = raw(bytes, path, remote);
            Message message = Message.decode(bytes, 0, bytes.length);
            agent.stack().requestListener().processRequest(new StunMessageEvent(agent.stack(), raw, message));
        } catch (StunException | IllegalArgumentException e) {
            // Well-formed and authentic, but not a check: without PRIORITY, for instance. It has no effect, then.
        }
    }

    void setRole(IceRole role) {
        agent.setControlling(role == IceRole.CONTROLLING);
        if (role == IceRole.CONTROLLING && !validated.isEmpty()) {
            consider(validated.getFirst());
        }
    }

    void close() {
        if (!over) {
            over = true;
            transactions.values().forEach(StunTransaction::abandon);
            transactions.clear();
            if (nomination != null) {
                nomination.abandon();
            }
            agent.free();
        }
    }

    private static RawMessage raw(byte[] bytes, LocalPath path, InetSocketAddress remote) {
        return RawMessage.build(
                bytes, bytes.length, Ice4jCandidates.address(remote, path.isTcp()), Ice4jCandidates.address(path));
    }

    private void onPairChange(PropertyChangeEvent event) {
        if (IceMediaStream.PROPERTY_PAIR_VALIDATED.equals(event.getPropertyName())) {
            CandidatePair pair = (CandidatePair) event.getSource();
            validated.add(pair);
            consider(pair);
        }
    }

    private void consider(CandidatePair pair) {
        if (!agent.isControlling()) {
            return;
        }
        if (isSecondChoice(pair)) {
            loop.schedule(() -> nominate(pair), SECOND_CHOICE_NOMINATION_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            nominate(pair);
        }
    }

    /**
     * One pair at a time. The check goes out at once: ice4j would keep it for its pacer's next turn, which is longer than
     * all the rest of a connect takes on a short way. RFC 8445 §14 paces checks of which nobody knows where they lead;
     * this way has just been shown to work.
     */
    private void nominate(CandidatePair pair) {
        LocalPath path = paths.get(PathKey.of(pair.getLocalCandidate().getBase().getTransportAddress()));
        if (over || nominating || path == null || !agent.isControlling()) {
            return;
        }
        nominating = true;
        long priority = CandidatePriority.withType(pair.getLocalCandidate().getPriority(), CandidateType.PRFLX);
        InetSocketAddress remote =
                Ice4jCandidates.address(pair.getRemoteCandidate().getTransportAddress());
        Check check = new Check(path, remote, priority, BindingChecks.Nomination.NOMINATES);
        nomination = sink.sendCheck(check, new NominationOutcome(pair, check));
    }

    /** The answer to the check that nominates. */
    private final class NominationOutcome implements StunTransaction.Outcome {
        private final CandidatePair pair;
        private final Check check;

        NominationOutcome(CandidatePair pair, Check check) {
            this.pair = pair;
            this.check = check;
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            nominating = false;
            if (over) {
                return true;
            }
            if (response.messageClass() == StunClass.SUCCESS) {
                finish(check.path(), check.remote());
            } else {
                // The only error that comes this far is a role conflict (RFC 8445 §7.2.5.1).
                agent.setControlling(false);
            }
            return true;
        }

        @Override
        public void onTimeout() {
            nominating = false;
            // The others come first, but if there are none, or they are silent, too, it gets another chance.
            validated.remove(pair);
            validated.addLast(pair);
            if (!over) {
                consider(validated.getFirst());
            }
        }
    }

    private static boolean isSecondChoice(CandidatePair pair) {
        return pair.getLocalCandidate().getTransport() == Transport.TCP
                || pair.getLocalCandidate().getType() == org.ice4j.ice.CandidateType.RELAYED_CANDIDATE
                || pair.getRemoteCandidate().getType() == org.ice4j.ice.CandidateType.RELAYED_CANDIDATE;
    }

    private void onStateChange(PropertyChangeEvent event) {
        if (event.getNewValue() == IceProcessingState.COMPLETED) {
            // Not at once: this is in the midst of ice4j's own bookkeeping.
            loop.execute(this::complete);
        }
    }

    private void complete() {
        CandidatePair selected = component.getSelectedPair();
        if (over || selected == null) {
            return;
        }
        LocalPath path =
                paths.get(PathKey.of(selected.getLocalCandidate().getBase().getTransportAddress()));
        if (path == null) {
            close();
        } else {
            finish(path, Ice4jCandidates.address(selected.getRemoteCandidate().getTransportAddress()));
        }
    }

    private void finish(LocalPath path, InetSocketAddress remote) {
        close();
        sink.onSelected(path, remote);
    }

    /** Comes from ice4j's pacer, and so moves everything to the loop. */
    private final class Sender implements Ice4jStack.CheckSender {
        @Override
        public void send(
                Request request,
                TransportAddress to,
                TransportAddress through,
                ResponseCollector collector,
                TransactionID id) {
            PriorityAttribute priority = (PriorityAttribute) request.getAttribute(Attribute.PRIORITY);
            BindingChecks.Nomination nomination = request.containsAttribute(Attribute.USE_CANDIDATE)
                    ? BindingChecks.Nomination.NOMINATES
                    : BindingChecks.Nomination.ONLY_CHECKS;
            loop.execute(() -> {
                LocalPath path = paths.get(PathKey.of(through));
                if (!over && path != null) {
                    Check check = new Check(path, Ice4jCandidates.address(to), priority.getPriority(), nomination);
                    transactions.put(id, sink.sendCheck(check, new Answer(request, check, collector, id)));
                }
            });
        }

        @Override
        public void stopRetransmitting(TransactionID id) {
            loop.execute(() -> {
                StunTransaction transaction = transactions.get(id);
                if (transaction != null) {
                    transaction.stopRetransmitting();
                }
            });
        }
    }

    /** Tells ice4j of an authentic answer; of silence, it learns nothing. */
    private final class Answer implements StunTransaction.Outcome {
        private final Request request;
        private final Check check;
        private final ResponseCollector collector;
        private final TransactionID id;

        Answer(Request request, Check check, ResponseCollector collector, TransactionID id) {
            this.request = request;
            this.check = check;
            this.collector = collector;
            this.id = id;
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            transactions.remove(id);
            byte[] bytes = response.toBytes();
            try {
                Response decoded = (Response) Message.decode(bytes, 0, bytes.length);
                RawMessage raw = raw(bytes, check.path(), check.remote());
                collector.processResponse(new StunResponseEvent(agent.stack(), raw, decoded, request, id));
            } catch (StunException e) {
                checkAgain();
            }
            return true;
        }

        @Override
        public void onTimeout() {
            transactions.remove(id);
            checkAgain();
        }

        private void checkAgain() {
            @Nullable CandidatePair pair = (CandidatePair) id.getApplicationData();
            if (pair != null
                    && pair.getState() == CandidatePairState.IN_PROGRESS
                    && id.equals(pair.getConnectivityCheckTransaction())) {
                pair.setStateWaiting();
            }
        }
    }
}

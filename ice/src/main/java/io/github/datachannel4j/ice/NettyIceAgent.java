package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link IceAgent}: its sessions, one after the other, and the W3C's states of them. */
final class NettyIceAgent implements IceAgent, IceSession.Owner {
    /** What it was made with. */
    record Setup(IceAgentConfig config, IceNetworkConfig networkConfig) {
        Setup withServers(List<IceServer> servers, IceTransportPolicy policy) {
            return new Setup(config.withServers(servers).withTransportPolicy(policy), networkConfig);
        }
    }

    private final SessionContext context;
    private final UdpPort port;
    private Setup setup;
    private final IceListener listener;
    private final BiConsumer<NettyIceAgent, UdpPort> onClosed;
    private final Claims claims = new Claims(this);
    private final Generations generations;
    private final AgentStates states;
    private int selectedPairChanges;

    /** Whether the machine's addresses have changed while the connection was well. */
    private boolean addressesChanged;

    private final RemoteNames names;

    NettyIceAgent(
            SessionContext context,
            UdpPort port,
            Setup setup,
            IceListener listener,
            BiConsumer<NettyIceAgent, UdpPort> onClosed) {
        this.context = context;
        this.port = port;
        this.setup = setup;
        this.listener = listener;
        states = new AgentStates(listener);
        this.onClosed = onClosed;
        names = new RemoteNames(context, setup.networkConfig().mdns());
        generations = new Generations(context, port, setup.config(), this);
    }

    @Override
    public EventLoop loop() {
        return context.loop();
    }

    @Override
    public IceParameters localParameters() {
        return generations.current().session.local();
    }

    @Override
    public IceRole role() {
        return generations.current().session.role();
    }

    @Override
    public void setRole(IceRole role) {
        generations.current().session.setRole(role);
    }

    @Override
    public void setServers(List<IceServer> servers, IceTransportPolicy transportPolicy) {
        setup = setup.withServers(servers, transportPolicy);
    }

    @Override
    public void gather() {
        Negotiation negotiation = generations.current();
        if (isClosed() || negotiation.gatherer != null) {
            return;
        }
        states.become(IceGatheringState.GATHERING);
        String fragment = negotiation.session.local().usernameFragment();
        Gatherer gatherer = new Gatherer(
                new Gatherer.Sources(port, setup.config(), setup.networkConfig(), context),
                fragment,
                this,
                new Gathered(negotiation));
        negotiation.gatherer = gatherer;
        gatherer.start();
    }

    @Override
    public void setRemoteParameters(IceParameters remote) {
        if (!isClosed()) {
            generations.current().session.setRemote(remote);
        }
    }

    @Override
    public void addRemoteCandidate(IceCandidate candidate) {
        IceSession session = generations.current().session;
        if (isClosed()) {
            return;
        }
        switch (RemoteCandidates.use(candidate, session.remote())) {
            case NOW -> addRemote(session, candidate, RemoteCandidates.address(candidate));
            case LOOK_UP -> names.lookUp(candidate.address(), addresses -> addRemotes(session, candidate, addresses));
            case LOOK_UP_LOCAL ->
                names.lookUpLocal(
                        candidate.address(),
                        () -> isClosed() || session.selected() != null,
                        addresses -> addRemotes(session, candidate, addresses));
            case NEVER -> {}
        }
    }

    private void addRemote(IceSession session, IceCandidate candidate, @Nullable InetSocketAddress address) {
        if (address != null && !isClosed()) {
            session.addRemote(address, candidate);
        }
    }

    private void addRemotes(IceSession session, IceCandidate candidate, List<InetAddress> addresses) {
        for (InetAddress address : addresses) {
            addRemote(session, candidate, new InetSocketAddress(address, candidate.port()));
        }
    }

    @Override
    public void endOfRemoteCandidates() {
        generations.current().remoteEnded = true;
        completeIfPossible();
    }

    @Override
    public void start() {
        if (isClosed() || generations.current().session.isStarted()) {
            return;
        }
        IceSession session = generations.current().session;
        if (session.remote() == null) {
            throw new IllegalStateException("the peer's ICE credentials are not known yet");
        }
        if (!states.connection().isUsable()) {
            states.become(IceConnectionState.CHECKING);
        }
        Ice4j.ready().thenRun(() -> loop().execute(session::start));
    }

    @Override
    public boolean send(byte[] data, int offset, int length) {
        Pair pair = generations.active().session.selected();
        if (pair == null || !states.connection().isUsable()) {
            return false;
        }
        pair.dataSent(System.nanoTime(), length);
        pair.path.send(data, offset, length, pair.remote);
        return true;
    }

    @Override
    public IceParameters restart() {
        if (isClosed()) {
            throw new IllegalStateException("the agent is closed");
        }
        generations.begin(states.connection());
        names.reset();
        states.become(IceGatheringState.NEW);
        return localParameters();
    }

    @Override
    public void cancelRestart() {
        if (generations.cancel()) {
            states.become(generations.current().gathered ? IceGatheringState.COMPLETE : IceGatheringState.GATHERING);
        }
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        generations.endAll();
        claims.releaseAll();
        states.become(IceConnectionState.CLOSED);
        onClosed.accept(this, port);
    }

    private boolean isClosed() {
        return states.isClosed();
    }

    @Override
    public IceConnectionState connectionState() {
        return states.connection();
    }

    @Override
    public IceGatheringState gatheringState() {
        return states.gathering();
    }

    @Override
    public @Nullable IceCandidatePair selectedPair() {
        Pair pair = generations.active().session.selected();
        return pair == null ? null : pair.candidates();
    }

    @Override
    public IceStats stats() {
        return IceStats.of(generations.active(), states.connection(), states.gathering(), selectedPairChanges);
    }

    @Override
    public void onData(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length) {
        if (isClosed()) {
            return;
        }
        long now = System.nanoTime();
        IceSession session = generations.active().session;
        Pair pair = session.table().find(path, remote);
        if (pair == null && generations.isRestarting()) {
            session = generations.current().session;
            pair = session.table().find(path, remote);
        }
        if (pair != null) {
            pair.dataReceived(now, length);
            session.heard(pair, now);
        }
        listener.onData(bytes, offset, length);
    }

    @Override
    public void onAddressTakenOver(LocalPath path, InetSocketAddress remote) {
        Pair selected = generations.active().session.selected();
        // Its data goes to another agent from now on. To stay would be a connection that is up and brings nothing.
        if (selected != null && selected.path == path && selected.remote.equals(remote)) {
            fail();
        }
    }

    @Override
    public void onPathLost(LocalPath path) {
        IceSession session = generations.active().session;
        Pair selected = session.selected();
        if (selected != null && selected.path == path) {
            session.selectedPathLost();
        }
    }

    @Override
    public void onPeerAddress(LocalPath path, InetSocketAddress remote) {
        if (!isClosed()) {
            claims.addIfFree(path, remote);
        }
    }

    @Override
    public void onSelected(IceSession session, Pair pair) {
        if (isClosed()) {
            return;
        }
        if (session == generations.current().session) {
            generations.settle();
        }
        selectedPairChanges++;
        claims.add(pair.path, pair.remote);
        if (!states.connection().isUsable() || states.connection() == IceConnectionState.DISCONNECTED) {
            states.become(IceConnectionState.CONNECTED);
        }
        listener.onSelectedPair(pair.candidates());
        completeIfPossible();
    }

    @Override
    public void onRole(IceSession session, IceRole role) {
        if (session == generations.current().session && !isClosed()) {
            listener.onRole(role);
        }
    }

    @Override
    public void onLiveness(IceSession session, IceSession.Liveness liveness) {
        if (isClosed() || session != generations.active().session) {
            return;
        }
        switch (liveness) {
            case ALIVE -> {
                if (states.connection() == IceConnectionState.DISCONNECTED) {
                    states.become(IceConnectionState.CONNECTED);
                    completeIfPossible();
                }
            }
            case SILENT -> {
                states.become(IceConnectionState.DISCONNECTED);
                if (addressesChanged) {
                    addressesChanged = false;
                    listener.onNetworkChange();
                }
            }
            case CONSENT_LOST -> loseConsent();
        }
    }

    /** The machine has these addresses now. On the loop. */
    void onAddresses(List<InetAddress> addresses) {
        if (isClosed()) {
            return;
        }
        port.update(addresses);
        IceSession session = generations.active().session;
        Pair selected = session.selected();
        boolean isLost = selected != null
                && selected.path.type() == CandidateType.HOST
                && !addresses.contains(selected.path.address().getAddress());
        if (isLost) {
            session.selectedPathLost();
        }
        switch (states.connection()) {
            case CHECKING, DISCONNECTED, FAILED -> listener.onNetworkChange();
            // What works goes on. If it falls silent later, this will have been the reason.
            case CONNECTED, COMPLETED -> addressesChanged = true;
            case NEW, CLOSED -> {}
        }
    }

    private void loseConsent() {
        if (generations.isRestarting() && generations.current().session.isStarted()) {
            // The restart that is under way may yet bring a pair that works.
            generations.settle();
            states.become(IceConnectionState.CHECKING);
        } else {
            fail();
        }
    }

    @Override
    public void onPatienceOver(IceSession session) {
        if (session == generations.current().session && !isClosed()) {
            session.rest();
            if (!generations.isRestarting()) {
                fail();
            }
        }
    }

    private void fail() {
        generations.active().session.rest();
        states.become(IceConnectionState.FAILED);
    }

    private void completeIfPossible() {
        Negotiation current = generations.current();
        boolean isExchanged = current.gathered && current.remoteEnded;
        if (states.connection() == IceConnectionState.CONNECTED && !generations.isRestarting() && isExchanged) {
            states.become(IceConnectionState.COMPLETED);
        }
    }

    /** Brings what was gathered to its session and to the peer. */
    private final class Gathered implements Gatherer.Sink {
        private final Negotiation negotiation;

        Gathered(Negotiation negotiation) {
            this.negotiation = negotiation;
        }

        private boolean isOver() {
            return isClosed() || !generations.has(negotiation);
        }

        @Override
        public void onLocal(LocalCandidate candidate) {
            if (!isOver()) {
                negotiation.session.addLocal(candidate);
                listener.onCandidate(candidate.candidate());
            }
        }

        @Override
        public void onError(IceCandidateError error) {
            if (!isOver()) {
                listener.onCandidateError(error);
            }
        }

        @Override
        public void onDone() {
            if (isOver()) {
                return;
            }
            negotiation.gathered = true;
            if (negotiation == generations.current()) {
                // In the order of the W3C: the state first, then the event without a candidate.
                states.become(IceGatheringState.COMPLETE);
                listener.onCandidate(null);
                completeIfPossible();
            }
        }
    }
}

package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The one implementation of {@link IceAgent}: its sessions, one after the other, and the W3C's states of them. */
final class NettyIceAgent implements IceAgent, IceSession.Owner {
    /** So long the relays of the last generation still take what the peer has sent there. */
    private static final long RETIRED_RELAYS_SECONDS = 10;

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

    /** The session under negotiation or, if that is over, the one in use. */
    private Negotiation current;

    /** The session that carries data while {@code current} has not selected a pair yet; null otherwise. */
    private @Nullable Negotiation carrying;

    /** The session before the one in use: its checks are still answered. Null without a restart. */
    private @Nullable Negotiation retired;

    private IceConnectionState state = IceConnectionState.NEW;
    private IceGatheringState gatheringState = IceGatheringState.NEW;
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
        this.onClosed = onClosed;
        names = new RemoteNames(
                context.loop(), setup.networkConfig().mdns() == IceNetworkConfig.Mdns.OFF ? null : context.mdns());
        current = firstNegotiation();
    }

    private Negotiation firstNegotiation() {
        IceParameters given = setup.config().credentials();
        if (given == null) {
            return negotiation(setup.config().role());
        }
        IceSession session = session(given, setup.config().role());
        if (!port.register(given.usernameFragment(), session)) {
            throw new IllegalStateException("another agent of this port has the same ICE user name fragment");
        }
        return new Negotiation(session);
    }

    private Negotiation negotiation(IceRole role) {
        IceSession session;
        do {
            session = session(IceParameters.random(context.random()), role);
        } while (!port.register(session.local().usernameFragment(), session));
        return new Negotiation(session);
    }

    private IceSession session(IceParameters local, IceRole role) {
        boolean lite = setup.config().lite();
        return new IceSession(context, local.withLite(lite), lite ? IceRole.CONTROLLED : role, this);
    }

    @Override
    public EventLoop loop() {
        return context.loop();
    }

    @Override
    public IceParameters localParameters() {
        return current.session.local();
    }

    @Override
    public IceRole role() {
        return current.session.role();
    }

    @Override
    public void setRole(IceRole role) {
        current.session.setRole(role);
    }

    @Override
    public void setServers(List<IceServer> servers, IceTransportPolicy transportPolicy) {
        setup = setup.withServers(servers, transportPolicy);
    }

    @Override
    public void gather() {
        Negotiation negotiation = current;
        if (isClosed() || negotiation.gatherer != null) {
            return;
        }
        setGatheringState(IceGatheringState.GATHERING);
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
            current.session.setRemote(remote);
        }
    }

    @Override
    public void addRemoteCandidate(IceCandidate candidate) {
        IceSession session = current.session;
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
        current.remoteEnded = true;
        completeIfPossible();
    }

    @Override
    public void start() {
        if (isClosed() || current.session.isStarted()) {
            return;
        }
        IceSession session = current.session;
        if (session.remote() == null) {
            throw new IllegalStateException("the peer's ICE credentials are not known yet");
        }
        if (!state.isUsable()) {
            setState(IceConnectionState.CHECKING);
        }
        Ice4j.ready().thenRun(() -> loop().execute(session::start));
    }

    @Override
    public boolean send(byte[] data, int offset, int length) {
        Pair pair = active().session.selected();
        if (pair == null || !state.isUsable()) {
            return false;
        }
        pair.dataSent(System.nanoTime(), length);
        pair.path.send(data, offset, length, pair.remote);
        return true;
    }

    /** The session whose pair carries data. */
    private Negotiation active() {
        return carrying == null ? current : carrying;
    }

    @Override
    public IceParameters restart() {
        if (isClosed()) {
            throw new IllegalStateException("the agent is closed");
        }
        if (state.isUsable() && carrying == null) {
            carrying = current;
        } else {
            end(current);
        }
        current = negotiation(current.session.role());
        names.reset();
        setGatheringState(IceGatheringState.NEW);
        return localParameters();
    }

    @Override
    public void cancelRestart() {
        if (carrying != null && !current.session.isStarted()) {
            end(current);
            current = carrying;
            carrying = null;
            setGatheringState(current.gathered ? IceGatheringState.COMPLETE : IceGatheringState.GATHERING);
        }
    }

    private void end(Negotiation negotiation) {
        negotiation.stopGathering();
        IceSession session = negotiation.session;
        port.unregister(session.local().usernameFragment(), session);
        session.close();
    }

    @Override
    public void close() {
        if (isClosed()) {
            return;
        }
        end(current);
        if (carrying != null) {
            end(carrying);
        }
        if (retired != null) {
            end(retired);
        }
        claims.releaseAll();
        setState(IceConnectionState.CLOSED);
        onClosed.accept(this, port);
    }

    private boolean isClosed() {
        return state == IceConnectionState.CLOSED;
    }

    @Override
    public IceConnectionState connectionState() {
        return state;
    }

    @Override
    public IceGatheringState gatheringState() {
        return gatheringState;
    }

    @Override
    public @Nullable IceCandidatePair selectedPair() {
        Pair pair = active().session.selected();
        return pair == null ? null : pair.candidates();
    }

    @Override
    public IceStats stats() {
        return IceStats.of(active().session, state, gatheringState, selectedPairChanges);
    }

    @Override
    public void onData(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length) {
        if (isClosed()) {
            return;
        }
        long now = System.nanoTime();
        IceSession session = active().session;
        Pair pair = session.table().find(path, remote);
        if (pair == null && carrying != null) {
            session = current.session;
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
        Pair selected = active().session.selected();
        // Its data goes to another agent from now on. To stay would be a connection that is up and brings nothing.
        if (selected != null && selected.path == path && selected.remote.equals(remote)) {
            fail();
        }
    }

    @Override
    public void onPathLost(LocalPath path) {
        IceSession session = active().session;
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
        if (session == current.session && carrying != null) {
            retire(carrying);
            carrying = null;
        }
        selectedPairChanges++;
        claims.add(pair.path, pair.remote);
        if (!state.isUsable() || state == IceConnectionState.DISCONNECTED) {
            setState(IceConnectionState.CONNECTED);
        }
        listener.onSelectedPair(pair.candidates());
        completeIfPossible();
    }

    private void retire(Negotiation old) {
        if (retired != null) {
            end(retired);
        }
        retired = old;
        old.session.rest();
        loop().schedule(old::stopGathering, RETIRED_RELAYS_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void onRole(IceSession session, IceRole role) {
        if (session == current.session && !isClosed()) {
            listener.onRole(role);
        }
    }

    @Override
    public void onLiveness(IceSession session, IceSession.Liveness liveness) {
        if (isClosed() || session != active().session) {
            return;
        }
        switch (liveness) {
            case ALIVE -> {
                if (state == IceConnectionState.DISCONNECTED) {
                    setState(IceConnectionState.CONNECTED);
                    completeIfPossible();
                }
            }
            case SILENT -> {
                setState(IceConnectionState.DISCONNECTED);
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
        IceSession session = active().session;
        Pair selected = session.selected();
        boolean isLost = selected != null
                && selected.path.type() == CandidateType.HOST
                && !addresses.contains(selected.path.address().getAddress());
        if (isLost) {
            session.selectedPathLost();
        }
        switch (state) {
            case CHECKING, DISCONNECTED, FAILED -> listener.onNetworkChange();
            // What works goes on. If it falls silent later, this will have been the reason.
            case CONNECTED, COMPLETED -> addressesChanged = true;
            case NEW, CLOSED -> {}
        }
    }

    private void loseConsent() {
        if (carrying != null && current.session.isStarted()) {
            // The restart that is under way may yet bring a pair that works.
            retire(carrying);
            carrying = null;
            setState(IceConnectionState.CHECKING);
        } else {
            fail();
        }
    }

    @Override
    public void onPatienceOver(IceSession session) {
        if (session == current.session && !isClosed()) {
            session.rest();
            if (carrying == null) {
                fail();
            }
        }
    }

    private void fail() {
        active().session.rest();
        setState(IceConnectionState.FAILED);
    }

    private void completeIfPossible() {
        if (state == IceConnectionState.CONNECTED && carrying == null && current.gathered && current.remoteEnded) {
            setState(IceConnectionState.COMPLETED);
        }
    }

    private void setState(IceConnectionState newState) {
        if (state != newState && !isClosed()) {
            state = newState;
            listener.onConnectionState(newState);
        }
    }

    private void setGatheringState(IceGatheringState newState) {
        if (gatheringState != newState && !isClosed()) {
            gatheringState = newState;
            listener.onGatheringState(newState);
        }
    }

    /** Brings what was gathered to its session and to the peer. */
    private final class Gathered implements Gatherer.Sink {
        private final Negotiation negotiation;

        Gathered(Negotiation negotiation) {
            this.negotiation = negotiation;
        }

        private boolean isOver() {
            return isClosed() || (negotiation != current && negotiation != carrying);
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
            if (negotiation == current) {
                // In the order of the W3C: the state first, then the event without a candidate.
                setGatheringState(IceGatheringState.COMPLETE);
                listener.onCandidate(null);
                completeIfPossible();
            }
        }
    }
}

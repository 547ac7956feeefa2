package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.TransactionId;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One ICE session: a pair of credentials and the checks under them, from the first one to the last consent. A restart
 * makes a new session. It answers every check itself; {@link Ice4jChecks} or, if this side is lite, the peer chooses the
 * pair, and a {@link Keeper} keeps it.
 */
final class IceSession implements RequestReceiver {
    /** The waits double, and a pair that stays silent is checked anew as long as the session has patience. */
    private static final StunTransaction.Schedule CHECKS = new StunTransaction.Schedule(250, 2000, 6);

    /** What a session tells its agent. */
    interface Owner extends DatagramReceiver {
        /** Somebody who knows the credentials is there, and may send data. */
        void onPeerAddress(LocalPath path, InetSocketAddress remote);

        /** The pair for data is now another. */
        void onSelected(IceSession session, Pair pair);

        void onRole(IceSession session, IceRole role);

        void onLiveness(IceSession session, Liveness liveness);

        /** No pair has worked in the time given. */
        void onPatienceOver(IceSession session);
    }

    /** How the selected pair is. */
    enum Liveness {
        ALIVE,
        SILENT,
        CONSENT_LOST
    }

    private final SessionContext context;
    private final Owner owner;
    private final IceParameters local;
    private final BindingChecks checks;
    private final PairTable table = new PairTable();
    private final EarlyChecks earlyChecks = new EarlyChecks();
    private final RecentRequests recentRequests = new RecentRequests();
    private final PeerNominations nominations = new PeerNominations();
    private IceRole role;
    private @Nullable IceParameters remote; // null until the peer's description has come
    private boolean started;
    private boolean closed;
    private @Nullable Ice4jChecks ice4j; // null before the checks begin and after a pair has been selected
    private @Nullable Keeper keeper; // null until a pair has been selected
    private @Nullable ScheduledFuture<?> patience; // null before the start
    private AdmissionGate.@Nullable Lease lease; // null before the start

    IceSession(SessionContext context, IceParameters local, IceRole role, Owner owner) {
        this.context = context;
        this.owner = owner;
        this.local = local;
        this.role = role;
        checks = new BindingChecks(local, context.random().nextLong());
    }

    @Override
    public EventLoop loop() {
        return context.loop();
    }

    IceParameters local() {
        return local;
    }

    @Nullable
    IceParameters remote() {
        return remote;
    }

    IceRole role() {
        return role;
    }

    PairTable table() {
        return table;
    }

    PeerNominations nominations() {
        return nominations;
    }

    @Nullable
    Pair selected() {
        return keeper == null ? null : keeper.selected();
    }

    boolean isStarted() {
        return started;
    }

    void setRole(IceRole newRole) {
        // RFC 8445 §6.1.1: a lite agent is controlled, whoever has made the offer.
        if (!started && !local.lite()) {
            role = newRole;
        }
    }

    void setRemote(IceParameters parameters) {
        if (remote != null && !remote.equals(parameters)) {
            throw new IllegalStateException(
                    "the peer's credentials are known and these are others: an ICE restart makes new ones");
        }
        if (local.lite() && parameters.lite()) {
            throw new IllegalStateException("both sides are ICE-lite, so that nobody would check; one has to be full");
        }
        remote = parameters;
    }

    void addLocal(LocalCandidate candidate) {
        table.addLocal(candidate);
        if (ice4j != null) {
            ice4j.addLocal(candidate);
        } else if (started && keeper == null) {
            beginChecks();
        }
    }

    void addRemote(InetSocketAddress address, IceCandidate candidate) {
        if (!table.addRemote(address, candidate)) {
            return;
        }
        if (ice4j != null) {
            ice4j.addRemote(address, candidate);
        }
        if (started && keeper == null) {
            restartPatience();
        }
    }

    /** Begins the checks, as soon as the gate lets them through and there is a path to check from. */
    void start() {
        if (remote == null) {
            throw new IllegalStateException("the peer's ICE credentials are not known yet");
        }
        if (started || closed) {
            return;
        }
        started = true;
        restartPatience();
        if (local.lite()) {
            replayEarlyChecks();
        } else {
            lease = context.gate().enter(loop(), this::beginChecks);
        }
    }

    private void beginChecks() {
        boolean isAdmitted = lease != null && lease.isGranted();
        if (closed
                || !isAdmitted
                || ice4j != null
                || keeper != null
                || table.locals().isEmpty()
                || remote == null) {
            return;
        }
        try {
            ice4j = new Ice4jChecks(
                    local,
                    remote,
                    new Ice4jChecks.Start(role, checks.tieBreaker(), table.locals(), table.remotes()),
                    loop(),
                    new Sink());
        } catch (IOException e) {
            throw new UncheckedIOException("ice4j does no input or output here", e);
        }
        ice4j.start();
        replayEarlyChecks();
    }

    private void replayEarlyChecks() {
        for (EarlyChecks.Check check : earlyChecks.take()) {
            Pair pair = table.find(check.path(), check.remote());
            if (pair != null) {
                use(pair, check.request());
            }
        }
    }

    private void restartPatience() {
        if (patience != null) {
            patience.cancel(false);
        }
        long millis = context.timings().connectTimeout().toMillis();
        patience = loop().schedule(() -> owner.onPatienceOver(this), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void onRequest(LocalPath path, InetSocketAddress from, StunMessage request) {
        if (closed || !isForUs(request)) {
            return;
        }
        int unknown = BindingChecks.firstUnknown(request);
        if (unknown >= 0) {
            answer(path, from, checks.unknownAttribute(request, unknown));
            return;
        }
        Pair pair = table.findOrAdd(path, from, request.number32(StunAttribute.PRIORITY));
        if (pair == null) {
            // A path that the policy forbids, or one pair too many.
            return;
        }
        switch (conflict(request)) {
            case PEER_CHANGES -> {
                answer(path, from, checks.roleConflict(request));
                return;
            }
            case WE_CHANGE -> changeRole(role.opposite());
            case NONE -> {}
        }
        pair.requestsReceived++;
        pair.responsesSent++;
        owner.onPeerAddress(path, from);
        answer(path, from, checks.success(request, from));
        // ice4j would check once more for each retransmission.
        if (recentRequests.isNew(request.transactionId())) {
            if (role == IceRole.CONTROLLED) {
                nominations.note(pair, BindingChecks.Nomination.of(request));
            }
            use(pair, request);
        }
    }

    private RoleConflict conflict(StunMessage request) {
        if (local.lite()) {
            // RFC 8445 §6.1.1: against a lite agent there is nothing to settle; the full one controls.
            return request.has(StunAttribute.ICE_CONTROLLED) ? RoleConflict.PEER_CHANGES : RoleConflict.NONE;
        }
        return RoleConflict.of(role, checks.tieBreaker(), request);
    }

    /** From somebody who knows our password, and under the peer's fragment if we know that. */
    private boolean isForUs(StunMessage request) {
        if (request.method() != StunMethod.BINDING || !request.hasGoodFingerprint()) {
            context.counters().stunMalformed.increment();
            return false;
        }
        if (!checks.isAuthentic(request)) {
            context.counters().stunUnauthentic.increment();
            return false;
        }
        String username = request.text(StunAttribute.USERNAME);
        return username != null
                && (remote == null || username.equals(local.usernameFragment() + ":" + remote.usernameFragment()));
    }

    private void answer(LocalPath path, InetSocketAddress to, byte[] response) {
        path.send(response, 0, response.length, to);
    }

    private void use(Pair pair, StunMessage request) {
        BindingChecks.Nomination nomination = BindingChecks.Nomination.of(request);
        pair.lastHeardNanos = System.nanoTime();
        if (keeper != null) {
            keeper.onCheckOfPeer(pair, nomination);
        } else if (ice4j != null) {
            ice4j.onRequest(pair.path, pair.remote, request);
        } else if (started && local.lite()) {
            if (nomination == BindingChecks.Nomination.NOMINATES) {
                select(pair.path, pair.remote);
            }
        } else {
            earlyChecks.remember(new EarlyChecks.Check(pair.path, pair.remote, request.copy()));
        }
    }

    private void changeRole(IceRole newRole) {
        role = newRole;
        if (ice4j != null) {
            ice4j.setRole(newRole);
        }
        owner.onRole(this, newRole);
    }

    /** Sends one check under the credentials of this session, and believes only authentic answers to it. */
    StunTransaction sendCheck(
            Ice4jChecks.Check check, StunTransaction.Schedule schedule, StunTransaction.Outcome outcome) {
        IceParameters peer = remote;
        if (peer == null) {
            throw new IllegalStateException("no check goes out before the peer's credentials are known");
        }
        TransactionId id = TransactionId.random(context.random());
        Pair pair = table.findOrAdd(check.path(), check.remote(), 0);
        if (pair != null) {
            pair.requestsSent++;
            if (!pair.valid) {
                pair.state = IceStats.PairState.IN_PROGRESS;
            }
        }
        return context.transactions()
                .start(
                        new StunTransaction.Exchange(loop(), check.path(), check.remote(), schedule),
                        id,
                        checks.request(id, peer, role, check.priority(), check.nomination()),
                        new AuthenticOutcome(pair, peer, outcome));
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        rest();
    }

    /** Stops to check and to keep, but goes on to answer, as the peer may still be about to follow to the next session. */
    void rest() {
        if (patience != null) {
            patience.cancel(false);
        }
        if (lease != null) {
            lease.end();
        }
        if (ice4j != null) {
            ice4j.close();
            ice4j = null;
        }
        if (keeper != null) {
            keeper.close();
        }
    }

    /** The address behind the selected pair is gone. */
    void selectedPathLost() {
        if (keeper != null) {
            keeper.selectedPathLost();
        }
    }

    /** The selected pair has been heard. */
    void heard(Pair pair, long nowNanos) {
        if (keeper != null) {
            keeper.heard(pair, nowNanos);
        }
    }

    private void select(LocalPath path, InetSocketAddress address) {
        ice4j = null;
        if (patience != null) {
            patience.cancel(false);
        }
        if (lease != null) {
            lease.end();
        }
        Pair pair = table.find(path, address);
        if (closed) {
            return;
        }
        if (pair == null) {
            // It was one too many for the table, which takes a peer that tries hard.
            owner.onPatienceOver(this);
            return;
        }
        keeper = local.lite()
                ? new LiteKeeper(this, context.timings(), owner, pair)
                : new PairKeeper(this, context.timings(), owner, pair);
    }

    /** What ice4j does to this session. */
    private final class Sink implements Ice4jChecks.Sink {
        @Override
        public StunTransaction sendCheck(Ice4jChecks.Check check, StunTransaction.Outcome outcome) {
            return IceSession.this.sendCheck(check, CHECKS, outcome);
        }

        @Override
        public void onRole(IceRole newRole) {
            if (role != newRole) {
                role = newRole;
                owner.onRole(IceSession.this, newRole);
            }
        }

        @Override
        public void onSelected(LocalPath path, InetSocketAddress address) {
            select(path, address);
        }
    }

    /** Keeps the pair's counts, and keeps forged or useless answers away from whoever waits for one. */
    private final class AuthenticOutcome implements StunTransaction.Outcome {
        private final @Nullable Pair pair; // null if there are too many
        private final IceParameters peer;
        private final StunTransaction.Outcome outcome;

        AuthenticOutcome(@Nullable Pair pair, IceParameters peer, StunTransaction.Outcome outcome) {
            this.pair = pair;
            this.peer = peer;
            this.outcome = outcome;
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            if (!response.hasGoodFingerprint() || !BindingChecks.isAuthenticResponse(response, peer)) {
                context.counters().stunUnauthentic.increment();
                return false;
            }
            InetSocketAddress mapped = response.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS);
            boolean isSuccess = response.messageClass() == StunClass.SUCCESS && mapped != null;
            if (!isSuccess && response.errorCode() != BindingChecks.ROLE_CONFLICT) {
                return false;
            }
            if (pair != null && mapped != null) {
                pair.answered(System.nanoTime(), roundTripNanos);
                pair.localCandidate = table.localSeenAs(pair, mapped);
                owner.onPeerAddress(pair.path, pair.remote);
            }
            return outcome.onResponse(response, roundTripNanos);
        }

        @Override
        public void onTimeout() {
            if (pair != null && !pair.valid) {
                pair.state = IceStats.PairState.FAILED;
            }
            outcome.onTimeout();
        }
    }
}

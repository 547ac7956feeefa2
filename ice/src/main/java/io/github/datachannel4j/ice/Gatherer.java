package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Gathers the candidates of one session: those of the sockets at once, those of the servers as they answer. */
final class Gatherer {
    /** TURN servers have nothing to do with a path's rank, but several of them should not have the same priority. */
    private static final int RELAY_RANK = 0;

    /** Hears what is found, on the agent's loop. */
    interface Sink {
        void onLocal(LocalCandidate candidate);

        void onError(IceCandidateError error);

        void onDone();
    }

    /** One question to one server from one address, or one name being looked up. */
    interface Job {
        /** The time is over: report and forget. */
        void giveUp();

        /** Nobody wants to know any more. */
        void abandon();
    }

    /** What there is to gather from. */
    record Sources(UdpPort port, IceAgentConfig config, IceNetworkConfig networkConfig, SessionContext context) {}

    private final Sources sources;
    private final EventLoop loop;
    private final Sink sink;
    private final CandidateFactory candidates;
    private final @Nullable HiddenAddresses hidden; // null if peers may know our addresses
    private final DatagramReceiver receiver;
    private final Set<Job> jobs = new LinkedHashSet<>();
    private final List<RelayJob> relayJobs = new ArrayList<>();
    private final List<TcpPath> activePaths = new ArrayList<>();
    private final Map<String, ServerTally> tallies = new LinkedHashMap<>();
    private final Set<String> signaled = new HashSet<>();
    private @Nullable ScheduledFuture<?> deadline; // null before the start
    private int relays;
    private boolean done;

    Gatherer(Sources sources, String fragment, DatagramReceiver receiver, Sink sink) {
        this.sources = sources;
        this.receiver = receiver;
        this.sink = sink;
        loop = sources.context().loop();
        candidates = new CandidateFactory(
                fragment, sources.networkConfig().reachability().advertised());
        hidden = HiddenAddresses.ifWanted(
                sources.networkConfig(), sources.context().mdns());
    }

    void start() {
        if (isForAll()) {
            gatherHosts();
        }
        // RFC 8445 §5.2: a lite agent has host candidates only.
        List<IceServer> servers =
                sources.config().lite() ? List.of() : sources.config().servers();
        for (IceServer server : servers) {
            for (String url : server.urls()) {
                gather(server, IceServerUrl.parse(url));
            }
        }
        long millis = sources.context().timings().gatheringTimeout().toMillis();
        deadline = loop.schedule(this::giveUp, millis, TimeUnit.MILLISECONDS);
        finishIfDone();
    }

    private boolean isForAll() {
        return sources.config().transportPolicy() == IceTransportPolicy.ALL;
    }

    private void gatherHosts() {
        List<UdpSocket> sockets = sources.port().sockets();
        for (int rank = 0; rank < sockets.size(); rank++) {
            UdpSocket socket = sockets.get(rank);
            candidates.hosts(socket.address(), rank).forEach(host -> foundHost(host, socket));
        }
        gatherTcp();
    }

    private void foundHost(IceCandidate host, LocalPath path) {
        InetAddress address = path.address().getAddress();
        found(new LocalCandidate(hidden == null ? host : hidden.named(host, address), path));
    }

    private void gatherTcp() {
        List<TcpPath> passive = sources.port().tcpPaths();
        for (int rank = 0; rank < passive.size(); rank++) {
            found(passive.get(rank), rank);
        }
        if (sources.networkConfig().tcp().active()) {
            List<InetAddress> addresses = addresses();
            for (int rank = 0; rank < addresses.size(); rank++) {
                TcpPath path = new TcpPath(
                        TcpPath.Mode.ACTIVE,
                        new InetSocketAddress(addresses.get(rank), TcpPath.ACTIVE_PORT),
                        loop,
                        sources.context().counters(),
                        sources.port()::dispatch);
                activePaths.add(path);
                found(path, rank);
            }
        }
    }

    /** Those that may be used; without UDP there are no sockets that have them. */
    private List<InetAddress> addresses() {
        List<UdpSocket> sockets = sources.port().sockets();
        return sockets.isEmpty()
                ? LocalAddresses.select(sources.networkConfig())
                : sockets.stream().map(socket -> socket.address().getAddress()).toList();
    }

    private void found(TcpPath path, int rank) {
        candidates.tcp(path, rank).forEach(host -> foundHost(host, path));
    }

    private void gather(IceServer server, IceServerUrl url) {
        tallyOf(url);
        String unsupported = unsupported(url);
        if (unsupported != null) {
            report(url, null, ServerError.unreachable(IceServerFailure.TRANSPORT_UNSUPPORTED, unsupported));
        } else if (url.isTurn() || isForAll()) {
            Lookup lookup = new Lookup(server, url);
            jobs.add(lookup);
            sources.context().names().ofServers().lookUp(url.host(), loop, lookup);
        }
    }

    /** Null if nothing is against it. */
    private @Nullable String unsupported(IceServerUrl url) {
        if (url.transport() == IceServerUrl.Transport.UDP
                && !sources.networkConfig().tcp().udp()) {
            return url.isTurn()
                    ? "UDP is switched off: say transport=tcp or turns:, which reach the relay over TCP"
                    : "UDP is switched off, and STUN finds nothing but addresses of UDP: use it, or leave this server out";
        }
        return url.unsupported();
    }

    /** The name of a server on its way to its addresses. */
    private final class Lookup implements Job, NameLookup.Result {
        private final IceServer server;
        private final IceServerUrl url;

        Lookup(IceServer server, IceServerUrl url) {
            this.server = server;
            this.url = url;
        }

        @Override
        public void onTooMany() {
            if (jobs.remove(this)) {
                unreachable(
                        IceServerFailure.NAME_UNANSWERED,
                        "too many names are being looked up: this host's DNS is slow, or far too many servers are asked for"
                                + " at a time");
            }
            finishIfDone();
        }

        @Override
        public void onAddresses(List<InetAddress> addresses) {
            if (!jobs.remove(this)) {
                return;
            }
            if (addresses.isEmpty()) {
                unreachable(IceServerFailure.NAME_UNKNOWN, "the name of the server has no address");
            } else {
                List<InetSocketAddress> found = addresses.stream()
                        .map(address -> new InetSocketAddress(address, url.port()))
                        .toList();
                if (url.isTurn()) {
                    allocateAll(server, url, found);
                } else {
                    askAll(url, found);
                }
            }
            finishIfDone();
        }

        @Override
        public void giveUp() {
            unreachable(IceServerFailure.NAME_UNANSWERED, "the name of the server could not be looked up in time");
        }

        @Override
        public void abandon() {
            // The late answer finds the job gone.
        }

        private void unreachable(IceServerFailure failure, String text) {
            report(url, null, ServerError.unreachable(failure, text));
        }
    }

    /** From each socket that can reach the server, over the first of its addresses that fits. */
    private void askAll(IceServerUrl url, List<InetSocketAddress> servers) {
        int asked = 0;
        List<UdpSocket> sockets = sources.port().sockets();
        for (int rank = 0; rank < sockets.size(); rank++) {
            UdpSocket socket = sockets.get(rank);
            for (InetSocketAddress server : servers) {
                if (ServerRoutes.canReach(socket.address().getAddress(), server)) {
                    ask(url, server, socket, rank);
                    asked++;
                    break;
                }
            }
        }
        if (asked == 0) {
            noRoute(url, routes(), servers);
        }
    }

    private ServerRoutes routes() {
        return new ServerRoutes(sources.networkConfig(), addresses());
    }

    private void noRoute(IceServerUrl url, ServerRoutes routes, List<InetSocketAddress> servers) {
        report(url, null, routes.noneTo(servers));
    }

    private void ask(IceServerUrl url, InetSocketAddress server, UdpSocket socket, int rank) {
        StunQuery query = new StunQuery(sources.context(), socket, server, tallyOf(url));
        Job job = new QueryJob(url, socket, query);
        jobs.add(job);
        query.start(new StunQuery.Result() {
            @Override
            public void onMapped(InetSocketAddress mapped) {
                if (jobs.remove(job) && !mapped.equals(socket.address())) {
                    IceCandidate candidate = candidates.reflexive(mapped, socket.address(), rank, url);
                    found(new LocalCandidate(candidate, socket));
                }
                finishIfDone();
            }

            @Override
            public void onFailed(ServerError error) {
                if (jobs.remove(job)) {
                    report(url, socket.address(), error);
                }
                finishIfDone();
            }
        });
    }

    /** A server asked for our address. */
    private final class QueryJob implements Job {
        private final IceServerUrl url;
        private final UdpSocket socket;
        private final StunQuery query;

        QueryJob(IceServerUrl url, UdpSocket socket, StunQuery query) {
            this.url = url;
            this.socket = socket;
            this.query = query;
        }

        @Override
        public void giveUp() {
            query.abandon();
            report(url, socket.address(), ServerError.unreachable(IceServerFailure.NO_ANSWER, StunQuery.SILENT));
        }

        @Override
        public void abandon() {
            query.abandon();
        }
    }

    private void allocateAll(IceServer server, IceServerUrl url, List<InetSocketAddress> addresses) {
        ServerRoutes routes = routes();
        List<InetSocketAddress> reached = routes.oneOfEachFamily(addresses);
        if (reached.isEmpty()) {
            noRoute(url, routes, addresses);
        }
        var user = new TurnAllocation.User(sources.context(), sources.port(), receiver, routes, tallyOf(url));
        List<RelayJob> asked = new ArrayList<>();
        for (InetSocketAddress address : reached) {
            TurnServer turn = new TurnServer(
                    address,
                    url.relayTransport().orElseThrow(),
                    url.host(),
                    Objects.requireNonNullElse(server.username(), ""),
                    Objects.requireNonNullElse(server.credential(), ""),
                    server.sslContext());
            asked.add(new RelayJob(user, url, turn, new Relays()));
        }
        begin(asked);
    }

    /** All of them are noted before one can fail, or the gathering would be over too soon. */
    private void begin(List<RelayJob> asked) {
        relayJobs.addAll(asked);
        jobs.addAll(asked);
        asked.forEach(RelayJob::start);
    }

    /** Who has no IPv4 meets those who have nothing else only at a relay that does. */
    private boolean needsIpv4Relay(TurnAllocation relay) {
        return relay.address().getAddress() instanceof Inet6Address
                && sources.port().sockets().stream()
                        .noneMatch(socket -> socket.address().getAddress() instanceof Inet4Address);
    }

    /** What comes of the servers that were asked for a relay. */
    private final class Relays implements RelayJob.Owner {
        @Override
        public void onRelay(RelayJob job, TurnAllocation path, InetSocketAddress mapped) {
            if (jobs.remove(job)) {
                IceCandidate candidate = candidates.relay(path.address(), mapped, RELAY_RANK + relays++, job.url());
                found(new LocalCandidate(candidate, path));
                if (needsIpv4Relay(path)) {
                    begin(List.of(job.forIpv4()));
                }
            }
            finishIfDone();
        }

        @Override
        public void onNoRelay(RelayJob job, IceCandidateError error) {
            jobs.remove(job);
            relayJobs.remove(job);
            if (!done) {
                sink.onError(error);
            }
            finishIfDone();
        }
    }

    private void report(IceServerUrl url, @Nullable InetSocketAddress from, ServerError error) {
        sink.onError(IceCandidateError.of(url, from, error));
    }

    private ServerTally tallyOf(IceServerUrl url) {
        return tallies.computeIfAbsent(url.url(), text -> new ServerTally(url));
    }

    /** How often each server was asked, and how fast it has answered. */
    List<IceStats.Server> serverStats() {
        return tallies.values().stream().map(ServerTally::stats).toList();
    }

    /** Two servers that see the same address make one candidate (RFC 8445 §5.1.3). */
    private void found(LocalCandidate local) {
        IceCandidate candidate = local.candidate();
        if (signaled.add(candidate.protocol() + " " + candidate.address() + " " + candidate.port())) {
            sink.onLocal(hidden == null ? local : hidden.withoutRelated(local));
        }
    }

    private void giveUp() {
        List<Job> late = List.copyOf(jobs);
        jobs.clear();
        late.forEach(Job::giveUp);
        finishIfDone();
    }

    private void finishIfDone() {
        if (!done && deadline != null && jobs.isEmpty()) {
            done = true;
            deadline.cancel(false);
            sink.onDone();
        }
    }

    /** Stops gathering, and gives the relays back. */
    void close() {
        done = true;
        if (deadline != null) {
            deadline.cancel(false);
        }
        jobs.forEach(Job::abandon);
        jobs.clear();
        relayJobs.forEach(RelayJob::abandon);
        activePaths.forEach(TcpPath::close);
        if (hidden != null) {
            hidden.close();
        }
    }
}

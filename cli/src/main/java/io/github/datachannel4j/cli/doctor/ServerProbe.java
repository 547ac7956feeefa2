package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import io.github.datachannel4j.cli.doctor.ServerReport.Problem;
import io.github.datachannel4j.peerconnection.IceCandidateInit;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionEvent;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks one server what a connection would ask it, and takes the times. */
final class ServerProbe {
    /** Gathering gives a server up after five seconds. */
    private static final int GATHERING_SECONDS_MAX = 15;

    private static final Pattern CANDIDATE = Pattern.compile(
            "candidate:\\S+ 1 \\S+ \\d+ (\\S+) (\\d+) typ (srflx|relay)(?: raddr (\\S+) rport (\\d+))?.*");
    private static final Pattern HOST = Pattern.compile("\\w+:(\\[[^\\]]+\\]|[^:?]+).*");

    private final String url;
    private final PeerConnectionConfig config;
    private final List<Found> found = new CopyOnWriteArrayList<>();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private long startNanos;
    private long answerMillis;

    /** @param server one with one URL */
    ServerProbe(IceServer server, PeerConnectionConfig base) {
        url = server.urls().getFirst();
        config = base.withIceServers(server);
    }

    ServerReport run() throws InterruptedException {
        long lookupNanos = System.nanoTime();
        List<String> addresses = addresses();
        long lookupMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lookupNanos);
        gather();
        boolean isTurn = url.startsWith("turn");
        boolean hasRelay = found.stream().anyMatch(each -> each.type().equals("relay"));
        boolean ok = isTurn ? hasRelay : problems.isEmpty() || !found.isEmpty();
        double roundTrip = -1;
        if (ok && isTurn) {
            roundTrip = RelayCheck.roundTripMillis(config);
            if (roundTrip < 0) {
                ok = false;
                problems.add(new Problem(0, "no message came through the relay", Advice.onRelaySilence()));
            }
        }
        return new ServerReport(url, ok, addresses, lookupMillis, answerMillis, found, roundTrip, problems);
    }

    /** Asked here, so that the times of the server do not contain those of the name; Java remembers the answer. */
    private List<String> addresses() {
        Matcher host = HOST.matcher(url);
        if (!host.matches()) {
            return List.of();
        }
        try {
            return Stream.of(InetAddress.getAllByName(host.group(1)))
                    .map(InetAddress::getHostAddress)
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private void gather() throws InterruptedException {
        try (PeerConnection connection = PeerConnection.create(config)) {
            connection.onIceCandidate(this::candidate);
            connection.onIceCandidateError(this::error);
            connection.createDataChannel("doctor");
            startNanos = System.nanoTime();
            connection
                    .setLocalDescription()
                    .thenCompose(done -> connection.gatheringComplete())
                    .get(GATHERING_SECONDS_MAX, TimeUnit.SECONDS);
            answerMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        } catch (ExecutionException | TimeoutException e) {
            problems.add(
                    new Problem(0, "gathering failed: " + e, "This is a defect; run with --verbose and report it."));
        }
    }

    private void candidate(IceCandidateInit init) {
        Matcher fields = CANDIDATE.matcher(init.candidate());
        if (fields.matches()) {
            String base = fields.group(4) == null || fields.group(3).equals("relay")
                    ? ""
                    : fields.group(4) + ":" + fields.group(5);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            found.add(new Found(fields.group(3), fields.group(1), Integer.parseInt(fields.group(2)), base, millis));
        }
    }

    private void error(PeerConnectionEvent.IceCandidateError error) {
        String from = error.address() == null || error.address().equals("0.0.0.0")
                ? ""
                : " (asked from " + error.address() + ")";
        Problem problem = new Problem(
                error.errorCode(), error.errorText() + from, Advice.onError(url, error.errorCode(), error.errorText()));
        problems.add(problem);
    }
}

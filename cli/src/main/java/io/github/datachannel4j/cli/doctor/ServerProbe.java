package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.ServerReport.Problem;
import io.github.datachannel4j.cli.doctor.ServerReport.Times;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.IceServerFailure;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionEvent.IceCandidateError;
import io.github.datachannel4j.peerconnection.Stats;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Asks one server what a connection would ask it, and takes the times. */
final class ServerProbe {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NOT_MEASURED = -1;
    private static final Pattern HOST = Pattern.compile("\\w+:(\\[[^\\]]+\\]|[^:?]+).*");

    private final String url;
    private final PeerConnectionConfig config;
    private final List<Problem> problems = new ArrayList<>();

    /** @param server one with one URL */
    ServerProbe(IceServer server, PeerConnectionConfig base) {
        url = server.urls().getFirst();
        config = base.withIceServers(server);
    }

    ServerReport run() throws InterruptedException {
        long start = System.nanoTime();
        List<String> addresses = addresses();
        double lookupMillis = millisSince(start);
        start = System.nanoTime();
        try {
            Gathering gathering = Gathering.by(config);
            return report(gathering, addresses, lookupMillis, millisSince(start));
        } catch (ExecutionException | TimeoutException e) {
            problems.add(new Problem(0, null, "gathering failed: " + e, Advice.onDefect()));
            Times times = new Times(lookupMillis, NOT_MEASURED, NOT_MEASURED, NOT_MEASURED);
            return new ServerReport(url, Protocol.STUN, false, false, addresses, times, List.of(), problems);
        }
    }

    private ServerReport report(
            Gathering gathering, List<String> addresses, double lookupMillis, double gatheringMillis)
            throws InterruptedException {
        Stats.OfIceServer server = gathering.servers().getFirst();
        Protocol protocol = Protocol.of(server);
        gathering.errors().forEach(error -> problems.add(problem(protocol, error)));
        boolean answered = server.totalResponsesReceived() > 0;
        boolean ok = protocol.isTurn() ? !gathering.found().isEmpty() : answered && !isRefused();
        double relayMillis = NOT_MEASURED;
        if (ok && protocol.isTurn()) {
            relayMillis = RelayCheck.roundTripMillis(config);
            if (relayMillis < 0) {
                ok = false;
                problems.add(new Problem(0, null, "no message came through the relay", Advice.onRelaySilence()));
            }
        }
        double roundTripMillis = server.minRoundTripTime().isPresent()
                ? server.minRoundTripTime().getAsDouble() * MILLIS_PER_SECOND
                : NOT_MEASURED;
        Times times = new Times(lookupMillis, roundTripMillis, gatheringMillis, relayMillis);
        return new ServerReport(url, protocol, ok, answered, addresses, times, gathering.found(), problems);
    }

    /** A host with two IP versions may get its answer over one and none over the other; that is not the server's refusal. */
    private boolean isRefused() {
        return problems.stream()
                .map(Problem::failure)
                .anyMatch(
                        failure -> failure == IceServerFailure.REFUSED || failure == IceServerFailure.ANSWER_UNUSABLE);
    }

    private static Problem problem(Protocol protocol, IceCandidateError error) {
        String from = error.address() == null || error.address().equals("0.0.0.0")
                ? ""
                : " (asked from " + error.address() + ")";
        return new Problem(
                error.errorCode(),
                error.failure(),
                error.errorText() + from,
                Advice.onError(protocol, error.failure(), error.errorCode()));
    }

    /** Asked here as well, so that the report shows them; the time of the gathering is without it where Java remembers the answer. */
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

    private static double millisSince(long startNanos) {
        return (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
    }
}

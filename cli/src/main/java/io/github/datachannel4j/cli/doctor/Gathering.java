package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import io.github.datachannel4j.peerconnection.PeerConnectionEvent.IceCandidateError;
import io.github.datachannel4j.peerconnection.Stats;
import io.github.datachannel4j.peerconnection.StatsReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a connection gathers from its servers.
 *
 * @param servers as they were asked and have answered
 * @param found what they have given
 * @param errors what they have not
 */
record Gathering(List<Stats.OfIceServer> servers, List<Found> found, List<IceCandidateError> errors) {
    /** ICE itself gives servers up after five seconds. */
    private static final int SECONDS_MAX = 15;

    /**
     * Gathers once.
     *
     * @throws ExecutionException if it fails
     * @throws TimeoutException if it does not end
     */
    static Gathering by(PeerConnectionConfig config) throws InterruptedException, ExecutionException, TimeoutException {
        List<IceCandidateError> errors = new CopyOnWriteArrayList<>();
        try (PeerConnection connection = PeerConnection.create(config)) {
            connection.onIceCandidateError(errors::add);
            connection.createDataChannel("doctor");
            StatsReport stats = connection
                    .setLocalDescription()
                    .thenCompose(done -> connection.gatheringComplete())
                    .thenCompose(done -> connection.getStats())
                    .get(SECONDS_MAX, TimeUnit.SECONDS);
            List<Found> found = stats.of(Stats.OfLocalCandidate.class).stream()
                    .filter(candidate -> !candidate.candidateType().equals("host"))
                    .map(Gathering::found)
                    .toList();
            return new Gathering(stats.of(Stats.OfIceServer.class), found, List.copyOf(errors));
        }
    }

    private static Found found(Stats.OfLocalCandidate candidate) {
        boolean isReflexive = candidate.candidateType().equals("srflx");
        String base = isReflexive
                ? endpoint(
                        candidate.relatedAddress().orElse(""),
                        candidate.relatedPort().orElse(0))
                : "";
        return new Found(candidate.candidateType(), endpoint(candidate.address(), candidate.port()), base);
    }

    private static String endpoint(String address, int port) {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }
}

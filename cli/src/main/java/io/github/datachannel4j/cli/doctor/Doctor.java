package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Examines this host: its addresses, each server, and the NAT before it. Contacts nobody but the servers that it is given. */
public final class Doctor {
    private static final int GATHERING_SECONDS_MAX = 15;
    private static final Pattern REFLEXIVE =
            Pattern.compile("candidate:\\S+ 1 \\S+ \\d+ (\\S+) (\\d+) typ srflx raddr (\\S+) rport (\\d+).*");

    private final PeerConnectionConfig config;
    private final boolean loopback;
    private final Consumer<String> progress;

    /** @param progress hears a line before each step */
    public Doctor(boolean loopback, Consumer<String> progress) {
        this.loopback = loopback;
        this.progress = progress;
        PeerConnectionConfig defaults = PeerConnectionConfig.defaults();
        config = loopback ? defaults.withNetwork(defaults.network().withLoopback()) : defaults;
    }

    /** @param servers with one URL each */
    public DoctorReport examine(List<IceServer> servers) throws SocketException, InterruptedException {
        List<ServerReport> reports = new ArrayList<>();
        for (IceServer server : servers) {
            progress.accept("asking " + server.urls().getFirst() + " ...");
            reports.add(new ServerProbe(server, config).run());
        }
        List<IceServer> stun = servers.stream()
                .filter(server -> server.urls().getFirst().startsWith("stun"))
                .toList();
        return new DoctorReport(HostAddress.all(loopback), reports, nat(stun, reports));
    }

    private Nat nat(List<IceServer> stun, List<ServerReport> reports) throws InterruptedException {
        List<ServerReport> answered = reports.stream()
                .filter(report -> report.ok() && !report.isTurn())
                .toList();
        if (answered.isEmpty()) {
            return Nat.UNKNOWN;
        }
        if (answered.stream().allMatch(report -> report.found().isEmpty())) {
            return Nat.NONE;
        }
        return answered.size() == 1 ? Nat.BEHIND_ONE : mapping(stun);
    }

    /** From one socket to all servers: what they see differs only if the NAT looks at the destination. */
    private Nat mapping(List<IceServer> stun) throws InterruptedException {
        progress.accept("comparing what they see ...");
        Map<String, Set<String>> outsideByBase = new HashMap<>();
        try (PeerConnection connection = PeerConnection.create(config.withIceServers(stun))) {
            connection.createDataChannel("doctor");
            String sdp = connection
                    .setLocalDescription()
                    .thenCompose(done -> connection.gatheringComplete())
                    .get(GATHERING_SECONDS_MAX, TimeUnit.SECONDS)
                    .sdp();
            Matcher fields = REFLEXIVE.matcher(sdp);
            while (fields.find()) {
                outsideByBase
                        .computeIfAbsent(fields.group(3) + " " + fields.group(4), base -> new HashSet<>())
                        .add(fields.group(1) + " " + fields.group(2));
            }
        } catch (ExecutionException | TimeoutException e) {
            return Nat.BEHIND_ONE;
        }
        boolean differs = outsideByBase.values().stream().anyMatch(outside -> outside.size() > 1);
        return differs ? Nat.SYMMETRIC : Nat.ENDPOINT_INDEPENDENT;
    }
}

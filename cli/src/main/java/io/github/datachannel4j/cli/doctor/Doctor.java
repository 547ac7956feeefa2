package io.github.datachannel4j.cli.doctor;

import io.github.datachannel4j.cli.doctor.DoctorReport.Nat;
import io.github.datachannel4j.cli.doctor.ServerReport.Found;
import io.github.datachannel4j.peerconnection.IceServer;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Examines this host: its addresses, each server, and the NAT before it. Contacts nobody but the servers that it is given. */
public final class Doctor {
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
        List<ServerReport> sighted = new ArrayList<>();
        List<IceServer> stun = new ArrayList<>();
        for (IceServer server : servers) {
            progress.accept("asking " + server.urls().getFirst() + " ...");
            ServerReport report = new ServerProbe(server, config).run();
            reports.add(report);
            if (report.ok() && report.protocol() == Protocol.STUN) {
                sighted.add(report);
                stun.add(server);
            }
        }
        return new DoctorReport(HostAddress.all(loopback), reports, nat(sighted, stun));
    }

    private Nat nat(List<ServerReport> sighted, List<IceServer> stun) throws InterruptedException {
        if (sighted.isEmpty()) {
            return Nat.UNKNOWN;
        }
        if (sighted.stream().allMatch(report -> report.found().isEmpty())) {
            return Nat.NONE;
        }
        if (stun.size() == 1) {
            return Nat.BEHIND_ONE;
        }
        progress.accept("comparing what they see ...");
        List<List<String>> addresses =
                sighted.stream().map(ServerReport::addresses).toList();
        return NatSight.compare(seenTogether(stun), addresses);
    }

    /** From one socket to all servers. */
    private List<Found> seenTogether(List<IceServer> stun) throws InterruptedException {
        try {
            return Gathering.by(config.withIceServers(stun)).found();
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        }
    }
}

package io.github.datachannel4j.cli;

import io.github.datachannel4j.cli.demo.DemoServer;
import io.github.datachannel4j.server.DataChannelServer;
import io.github.datachannel4j.server.DataChannelServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dc4j serve}: the demo server with its page, until Ctrl-C. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Run the demo server with its page.",
            "Open the page in Chrome or Firefox: it connects by itself, and shows a chat shared by all pages, "
                    + "round-trip time, throughput, and channel options to play with."
        })
final class ServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--http",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "TCP port of the page and of signaling, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Address the HTTP server listens on (default: ${DEFAULT-VALUE}, all interfaces).")
    private String bind = "";

    @Option(
            names = "--udp",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The one UDP port of all peers, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int udpPort;

    @Option(
            names = "--tcp",
            paramLabel = "PORT",
            description = "Also take peers over TCP, on this one port (0 for a free one): for networks that drop UDP.")
    private @Nullable Integer tcpPort;

    @Option(
            names = "--advertise",
            paramLabel = "ADDRESS[:PORT]",
            description = "Public address that peers are told, behind a NAT or port mapping.")
    private @Nullable String advertise;

    @Option(names = "--loopback", description = "Also take peers over the loopback addresses of this machine.")
    private boolean loopback;

    @Mixin
    private CaptureOption capture = new CaptureOption();

    @Mixin
    private StatsOption stats = new StatsOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        stats.check();
        PrintWriter out = spec.commandLine().getOut();
        DataChannelServerBuilder builder =
                DataChannelServer.builder().udpPort(udpPort).http(httpAddress()).configure(capture::applyTo);
        if (tcpPort != null) {
            builder.tcpPort(tcpPort);
        }
        if (advertise != null) {
            builder.advertise(advertise);
        }
        if (loopback) {
            builder.loopback();
        }
        DemoServer demo = DemoServer.start(builder, line -> {
            out.println(line);
            out.flush();
        });
        StatsReporter reporter = stats.reporter(spec.commandLine().getErr(), () -> connections(demo.server()));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            reporter.close();
            demo.close();
            capture.close();
            stopped.countDown();
        }));
        announce(out, demo.server());
        reporter.start();
        stopped.await();
        return 0;
    }

    private static List<StatsOption.Named> connections(DataChannelServer server) {
        return server.peers().stream()
                .map(peer -> new StatsOption.Named("peer from " + peer.from(), peer.peerConnection()))
                .toList();
    }

    private InetSocketAddress httpAddress() {
        if (httpPort < 0 || httpPort > 65535) {
            throw new IllegalArgumentException("--http wants a port from 0 to 65535, not " + httpPort);
        }
        InetSocketAddress address = new InetSocketAddress(bind, httpPort);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException("--bind wants an address of this machine, not \"" + bind + "\"");
        }
        return address;
    }

    private static void announce(PrintWriter out, DataChannelServer server) {
        out.println("datachannel4j " + Version.number() + " is serving");
        out.println("  page       http://localhost:" + server.httpPort() + "/");
        out.println("  signaling  http://localhost:" + server.httpPort() + "/rtc   (POST an offer)");
        out.println("  data       UDP port " + server.udpPort());
        if (server.tcpPort() != 0) {
            out.println("             TCP port " + server.tcpPort() + ", where UDP does not get through");
        }
        out.println("Press Ctrl-C to stop.");
        out.flush();
    }
}

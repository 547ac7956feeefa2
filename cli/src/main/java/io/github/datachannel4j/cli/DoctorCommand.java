package io.github.datachannel4j.cli;

import io.github.datachannel4j.cli.doctor.Doctor;
import io.github.datachannel4j.cli.doctor.DoctorReport;
import io.github.datachannel4j.peerconnection.IceServer;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dc4j doctor}: why it connects, or does not. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Find out what this host can offer to peers: its addresses, what STUN servers see, whether TURN servers relay, "
                    + "whether UDP gets through, and what to change where something fails.",
            "Nobody is contacted but the servers that are given. Progress goes to stderr, the report to stdout.",
            "Exit codes: 0 all of it works, 1 something does not, 2 the words of the call are off."
        },
        footer = {
            "",
            "Example: ./dc4j doctor --stun stun.example.org --stun stun.example.net "
                    + "--turn turns:turn.example.org:443 --user alice --credential secret"
        })
final class DoctorCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--stun",
            paramLabel = "URL",
            description = "A STUN server, stun:HOST:PORT or HOST:PORT. Two of them tell what kind of NAT there is.")
    private List<String> stun = new ArrayList<>();

    @Option(
            names = "--turn",
            paramLabel = "URL",
            description =
                    "A TURN server: turn:HOST:PORT, turn:HOST?transport=tcp or turns:HOST:PORT. May be given several times.")
    private List<String> turn = new ArrayList<>();

    @Option(names = "--user", paramLabel = "NAME", description = "User of the TURN servers.")
    private @Nullable String user;

    @Option(names = "--credential", paramLabel = "PASSWORD", description = "Password of the TURN servers.")
    private @Nullable String credential;

    @Mixin
    private TrustOption trust = new TrustOption();

    @Option(names = "--loopback", description = "Also use the loopback addresses of this machine.")
    private boolean loopback;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<IceServer> servers = new ArrayList<>();
        for (String url : stun) {
            servers.add(new IceServer(List.of(withScheme(url, "stun")), null, null));
        }
        for (String url : turn) {
            servers.add(trust.applyTo(new IceServer(List.of(withScheme(url, "turn")), user, credential)));
        }
        PrintWriter err = spec.commandLine().getErr();
        DoctorReport report = new Doctor(loopback, line -> {
                    err.println(line);
                    err.flush();
                })
                .examine(servers);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.toJson() : report.toText());
        out.flush();
        return report.ok() ? 0 : Main.EXIT_FAILED;
    }

    /** Schemes may be in upper case (RFC 3986 §3.1). */
    private static String withScheme(String url, String scheme) {
        boolean has = Stream.of(scheme + ":", scheme + "s:")
                .anyMatch(start -> url.regionMatches(true, 0, start, 0, start.length()));
        return has ? url : scheme + ":" + url;
    }
}

package io.github.datachannel4j.interop.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What networks of our own need: root, the kernel's namespaces, ip and iptables. Not every machine can have them. */
public final class NetworkTools {
    private static final Path LOG = Path.of("target/interop-set-up.log").toAbsolutePath();
    private static final Duration INSTALL_DEADLINE = Duration.ofMinutes(5);
    private static final String PROBE = "dc4j-probe";

    private NetworkTools() {}

    /** Why there can be no such networks here; empty if there can. */
    public static Optional<String> missing() throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return Optional.of("network namespaces need root");
        }
        if (Commands.find("iptables").isEmpty() && DebianPackages.canInstall()) {
            DebianPackages.install(List.of("iproute2", "iptables"), LOG, INSTALL_DEADLINE);
        }
        if (Commands.find("ip").isEmpty() || Commands.find("iptables").isEmpty()) {
            return Optional.of("ip and iptables are not here (Debian: apt-get install iproute2 iptables)");
        }
        boolean works = Commands.succeeds(
                "sh",
                "-ec",
                "ip netns add " + PROBE + "; trap 'ip netns del " + PROBE + "' EXIT; ip netns exec " + PROBE
                        + " iptables -t nat -A POSTROUTING -j MASQUERADE --random-fully");
        return works ? Optional.empty() : Optional.of("this kernel has no network namespaces with NAT for us");
    }
}

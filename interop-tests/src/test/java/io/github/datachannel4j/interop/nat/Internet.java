package io.github.datachannel4j.interop.nat;

import io.github.datachannel4j.interop.setup.Tool;
import io.github.datachannel4j.interop.setup.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Network namespaces around a bridge that is the Internet: a TURN server at it, and hosts directly at it or behind routers. All of it
 * disappears with {@link #close()}.
 */
@SuppressWarnings("try") // whoever interrupts a test wants to know
final class Internet implements AutoCloseable {
    static final String USER = "alice";
    static final String PASSWORD = "opensesame";
    static final String SERVER = "203.0.113.1";

    /** The same server at another address: what a NAT shows to two destinations tells its kind. */
    static final String SERVER_AGAIN = "203.0.113.2";

    static final String SERVER_IPV6 = "2001:db8::1";

    /** Names of namespaces and the numbers of hosts are the test's own. */
    private final String prefix = "dc4j" + ProcessHandle.current().pid() + "-";

    private final List<String> namespaces = new ArrayList<>();
    private final Path folder;
    private final Process turnServer;
    private int hosts;

    private Internet(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        add("inet");
        // The bridge has an address of its own. By default it takes the lowest of its cables', so that each new cable
        // may change it, and hosts that know the old one reach the server no more.
        // What leaves for addresses that nobody has goes to a neighbour that is not there: lost, as on the Internet.
        // Without that route the TURN server's system would refuse to send, and the server would give the relay up.
        Shell.run("""
                ip -n NS link add br0 address 02:00:00:00:00:02 type bridge
                ip -n NS link set br0 up
                ip -n NS addr add 203.0.113.1/24 dev br0
                ip -n NS addr add 203.0.113.2/24 dev br0
                ip -n NS addr add 2001:db8::1/64 dev br0 nodad
                ip -n NS route add default via 203.0.113.254
                ip -n NS neigh add 203.0.113.254 lladdr 02:00:00:00:00:01 dev br0 nud permanent
                """.replace("NS", prefix + "inet"));
        turnServer = startTurnServer();
    }

    static Internet open() throws IOException, InterruptedException {
        return new Internet(Files.createTempDirectory("internet"));
    }

    private Process startTurnServer() throws IOException {
        Path config = Files.write(
                folder.resolve("turnserver.conf"),
                List.of(
                        "listening-ip=" + SERVER,
                        "listening-ip=" + SERVER_AGAIN,
                        "listening-ip=" + SERVER_IPV6,
                        "relay-ip=" + SERVER,
                        "relay-ip=" + SERVER_IPV6,
                        "listening-port=3478",
                        "lt-cred-mech",
                        "realm=turn.test",
                        "user=" + USER + ":" + PASSWORD,
                        "no-cli",
                        "no-tls",
                        "no-dtls",
                        "log-file=stdout",
                        "pidfile=" + folder.resolve("turnserver.pid"),
                        "userdb=" + folder.resolve("turndb")));
        List<String> command = new ArrayList<>(in(prefix + "inet"));
        command.addAll(List.of(Workshop.get().tool(Tool.TURN_SERVER).toString(), "-c", config.toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("turnserver.log").toFile())
                .start();
    }

    /** A host in a network of this kind; the name of its namespace. */
    String host(NetworkKind kind) throws IOException, InterruptedException {
        int number = 10 + hosts++;
        String host = "h" + number;
        add(host);
        if (kind.isBehindRouter()) {
            String router = "r" + number;
            add(router);
            plug(router, "wan", number);
            Shell.run("""
                    ip -n INET addr add 203.0.113.N/24 dev wan
                    ip link add lan netns INET type veth peer name eth0 netns HOST
                    ip -n INET addr add 10.0.N.1/24 dev lan
                    ip -n INET link set lan up
                    ip -n HOST addr add 10.0.N.2/24 dev eth0
                    ip -n HOST link set eth0 up
                    ip -n HOST route add default via 10.0.N.1
                    ip netns exec INET sysctl -qw net.ipv4.ip_forward=1
                    """.replace("INET", prefix + router)
                    .replace("HOST", prefix + host)
                    .replace(".N", "." + number));
            String rules = kind.rules("10.0." + number + ".2");
            Shell.run(rules.replaceAll("(?m)^iptables", "ip netns exec " + prefix + router + " iptables -w"));
        } else {
            plug(host, "eth0", number);
            String ipv4 = kind == NetworkKind.PUBLIC ? "ip -n HOST addr add 203.0.113.N/24 dev eth0\n" : "";
            Shell.run((ipv4 + "ip -n HOST addr add 2001:db8::N/64 dev eth0 nodad\n")
                    .replace("HOST", prefix + host)
                    .replace(".N", "." + number)
                    .replace("::N", "::" + number));
        }
        return prefix + host;
    }

    private void add(String name) throws IOException, InterruptedException {
        Shell.run("ip netns add NS; ip -n NS link set lo up".replace("NS", prefix + name));
        namespaces.add(prefix + name);
    }

    /** A cable from the bridge. */
    private void plug(String name, String device, int number) throws IOException, InterruptedException {
        Shell.run("""
                ip link add pN netns INET type veth peer name DEVICE netns NS
                ip -n INET link set pN master br0
                ip -n INET link set pN up
                ip -n NS link set DEVICE up
                """.replace("pN", "p" + number)
                .replace("INET", prefix + "inet")
                .replace("DEVICE", device)
                .replace("NS", prefix + name));
    }

    /** Before a command that is to run in this namespace. */
    static List<String> in(String namespace) {
        return List.of("ip", "netns", "exec", namespace);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        turnServer.destroy();
        turnServer.waitFor(5, TimeUnit.SECONDS);
        turnServer.destroyForcibly();
        for (String namespace : namespaces.reversed()) {
            Shell.run("ip netns del " + namespace);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}

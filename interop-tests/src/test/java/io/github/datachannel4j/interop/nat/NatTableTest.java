package io.github.datachannel4j.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.setup.NetworkTools;
import io.github.datachannel4j.peerconnection.IceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each kind of network with each other one, with real NATs of the kernel; prints a table (docs/networks.md has one). Needs root, network
 * namespaces and iptables; where these are missing it says so and is skipped.
 */
@Order(9)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class NatTableTest {
    static final int PATIENCE_SECONDS = 40;

    private static final Path REPORT = Path.of("target/nat-table.md");
    private static final List<String> URLS = List.of(
            "stun:" + Internet.SERVER,
            "stun:[" + Internet.SERVER_IPV6 + "]",
            "turn:" + Internet.SERVER,
            "turn:[" + Internet.SERVER_IPV6 + "]",
            "turn:" + Internet.SERVER + "?transport=tcp");

    private static final Map<String, RpcPeer> PEERS = new HashMap<>();
    private static final Map<String, String> NAMESPACES = new HashMap<>();
    private static Internet internet;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        Optional<String> missing = NetworkTools.missing();
        missing.ifPresent(reason -> System.out.println("\n[interop-tests] NAT TABLE SKIPPED: " + reason + "\n"));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        internet = Internet.open();
    }

    @AfterAll
    static void close() throws IOException, InterruptedException {
        PEERS.values().forEach(RpcPeer::close);
        if (internet != null) {
            internet.close();
        }
    }

    private static String namespace(NetworkKind kind, String side) throws IOException, InterruptedException {
        String key = kind + side;
        if (!NAMESPACES.containsKey(key)) {
            NAMESPACES.put(key, internet.host(kind));
        }
        return NAMESPACES.get(key);
    }

    private static NatPeer peer(NetworkKind kind, String side) throws IOException, InterruptedException {
        String namespace = namespace(kind, side);
        if (!PEERS.containsKey(namespace)) {
            PEERS.put(namespace, RpcPeer.start(namespace));
        }
        return PEERS.get(namespace).open(configuration());
    }

    private static JsonNode configuration() {
        Map<String, Object> server = Map.of("urls", URLS, "username", Internet.USER, "credential", Internet.PASSWORD);
        return new ObjectMapper().valueToTree(Map.of("iceServers", List.of(server)));
    }

    @Test
    void connectsEveryPairOfNetworks() throws IOException, InterruptedException {
        NatTable table = new NatTable();
        List<String> failures = new ArrayList<>();
        NetworkKind[] kinds = NetworkKind.values();
        for (int i = 0; i < kinds.length; i++) {
            for (int j = i; j < kinds.length; j++) {
                String pair = kinds[i].title() + " to " + kinds[j].title() + ": ";
                Meeting.Outcome outcome = Meeting.connect(peer(kinds[i], "left"), peer(kinds[j], "right"));
                table.put(kinds[i].title(), kinds[j].title(), outcome.cell());
                System.out.println("[nat] " + pair + outcome.cell());
                if (!isAsExpected(kinds[i], kinds[j], outcome.cell())) {
                    failures.add(pair + outcome.cell() + outcome.account());
                }
            }
        }
        System.out.println("\nWhich networks connect, with a TURN server that all reach:\n\n" + table.markdown());
        Files.writeString(REPORT, table.markdown());
        assertThat(failures).isEmpty();
    }

    /** All connect, and they are relayed only where there is no other way. */
    private static boolean isAsExpected(NetworkKind one, NetworkKind other, String outcome) {
        if (outcome.equals(Meeting.FAILED)) {
            return false;
        }
        if (one == NetworkKind.UDP_BLOCKED || other == NetworkKind.UDP_BLOCKED) {
            return true;
        }
        boolean isFamilyCommon = (one == NetworkKind.IPV6_ONLY) == (other == NetworkKind.IPV6_ONLY)
                || one == NetworkKind.PUBLIC
                || other == NetworkKind.PUBLIC;
        boolean isMappingKnown = !(isSymmetric(one) && isFiltered(other)) && !(isSymmetric(other) && isFiltered(one));
        return outcome.contains("relay") == !(isFamilyCommon && isMappingKnown);
    }

    private static boolean isSymmetric(NetworkKind kind) {
        return kind == NetworkKind.SYMMETRIC;
    }

    private static boolean isFiltered(NetworkKind kind) {
        return kind == NetworkKind.SYMMETRIC || kind == NetworkKind.PORT_RESTRICTED;
    }

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void connectsABrowserBehindANat(Stack browser) throws IOException, InterruptedException {
        NatTable table = new NatTable();
        List<String> failures = new ArrayList<>();
        PeerOptions options = PeerOptions.REPORT.withIceServer(new IceServer(URLS, Internet.USER, Internet.PASSWORD));
        try (StackProcess process =
                StackProcess.start(browser, Internet.in(namespace(NetworkKind.SYMMETRIC, "left")))) {
            for (NetworkKind kind : NetworkKind.values()) {
                if (kind != NetworkKind.UDP_BLOCKED && kind != NetworkKind.IPV6_ONLY) {
                    Meeting.Outcome outcome =
                            Meeting.connect(new BrowserPeer(process.open(options)), peer(kind, "right"));
                    table.put(browser.title() + " behind symmetric NAT", kind.title(), outcome.cell());
                    if (outcome.cell().equals(Meeting.FAILED)) {
                        failures.add(kind.title() + ":" + outcome.account());
                    }
                }
            }
        }
        System.out.println("\n" + table.markdown());
        assertThat(failures).isEmpty();
    }
}

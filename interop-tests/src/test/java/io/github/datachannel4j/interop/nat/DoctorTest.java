package io.github.datachannel4j.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.peer.DoctorProcess;
import io.github.datachannel4j.interop.setup.NetworkTools;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code ./dc4j doctor} in each kind of network of docs/networks.md, with real NATs of the kernel: which of them it says this is. Needs what
 * {@link NatTableTest} needs.
 */
@Order(9)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class DoctorTest {
    private static Internet internet;

    @BeforeAll
    static void open() throws IOException, InterruptedException {
        Optional<String> missing = NetworkTools.missing();
        missing.ifPresent(
                reason -> System.out.println("\n[interop-tests] DOCTOR IN NETWORKS SKIPPED: " + reason + "\n"));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        internet = Internet.open();
    }

    @AfterAll
    static void close() throws IOException, InterruptedException {
        if (internet != null) {
            internet.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUBLIC          | both, udp works, nat none                      | no NAT
            FULL_CONE       | ipv4-only, udp works, nat endpoint-independent | one outside port for all destinations
            PORT_RESTRICTED | ipv4-only, udp works, nat endpoint-independent | one outside port for all destinations
            SYMMETRIC       | ipv4-only, udp works, nat symmetric            | another outside port for each destination
            UDP_BLOCKED     | ipv4-only, udp dropped, nat unknown            | UDP is dropped
            IPV6_ONLY       | ipv6-only, udp works, nat none                 | IPv6 only
            """)
    void saysWhichNetworkThisIs(NetworkKind kind, String network, String words)
            throws IOException, InterruptedException {
        boolean isIpv6 = kind == NetworkKind.IPV6_ONLY;
        String server = isIpv6 ? "[" + Internet.SERVER_IPV6 + "]" : Internet.SERVER;
        DoctorProcess doctor = DoctorProcess.run(
                Internet.in(internet.host(kind)),
                "--stun",
                server,
                "--stun",
                isIpv6 ? server : Internet.SERVER_AGAIN,
                "--turn",
                server + "?transport=tcp",
                "--user",
                Internet.USER,
                "--credential",
                Internet.PASSWORD);

        assertThat(doctor.network()).as(doctor.report().toPrettyString()).isEqualTo(network);
        assertThat(doctor.conclusions()).anyMatch(line -> line.contains(words));
        assertThat(doctor.server(2).path("ok").asBoolean())
                .as(doctor.server(2).toPrettyString())
                .isTrue();
        assertThat(doctor.exitCode()).isEqualTo(kind == NetworkKind.UDP_BLOCKED ? 1 : 0);
    }
}

package io.github.datachannel4j.interop.nat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.setup.NetworkTools;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A browser whose firewall drops all UDP, and a server of ours with a UDP port and a TCP port, and no TURN server: they connect by TCP, though the
 * UDP candidates of both stand beside and stay silent. Needs what {@link NatTableTest} needs.
 */
@Order(9)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class TcpWithoutUdpTest {
    private static final String PORT = "443";

    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    @SuppressWarnings("try") // whoever interrupts a test wants to know
    void browserConnectsByTcpWhereUdpIsDropped(Stack browser) throws IOException, InterruptedException {
        Optional<String> missing = NetworkTools.missing();
        missing.ifPresent(reason -> System.out.println("\n[interop-tests] TCP WITHOUT UDP SKIPPED: " + reason + "\n"));
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
        try (Internet internet = Internet.open();
                RpcPeer server = RpcPeer.start(internet.host(NetworkKind.PUBLIC), "--tcp", PORT);
                StackProcess office =
                        StackProcess.start(browser, Internet.in(internet.host(NetworkKind.UDP_BLOCKED)))) {
            NatPeer page = new BrowserPeer(office.open(PeerOptions.REPORT));
            NatPeer ours = server.open(JsonNodeFactory.instance.objectNode());
            long start = System.nanoTime();
            Meeting.Outcome outcome = Meeting.connect(page, ours);

            System.out.println("[nat] " + browser.title() + " without UDP to our TCP port: " + outcome.cell() + ", "
                    + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
            assertThat(outcome.cell()).as(outcome.account()).matches("\\w+/tcp – host/tcp");
        }
    }
}

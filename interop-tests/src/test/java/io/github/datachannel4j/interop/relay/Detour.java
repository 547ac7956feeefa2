package io.github.datachannel4j.interop.relay;

import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.testkit.LinkConditions;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Connects two peers whose only way to each other is a relay: one is told the relay's address in place of the other's, the other is told no
 * address and learns the relay from the checks that arrive.
 */
public final class Detour implements AutoCloseable {
    private static final Pattern HOST_CANDIDATE =
            Pattern.compile("a=candidate:\\S+ 1 udp \\d+ (\\S+) (\\d+) typ host.*", Pattern.CASE_INSENSITIVE);
    private static final Predicate<String> TELLS_ADDRESSES =
            Pattern.compile("a=(candidate:|end-of-candidates).*").asMatchPredicate();

    private static final InetSocketAddress OUTSIDE = new InetSocketAddress("203.0.113.1", 9);

    private final UdpRelay relay;

    private Detour(UdpRelay relay) {
        this.relay = relay;
    }

    /** Connects them, waiting until both are connected. The relay stands before the offerer. */
    public static Detour connect(Peer offerer, Peer answerer, LinkConditions conditions) {
        offerer.offer();
        String offer = offerer.gathered();
        UdpRelay relay = UdpRelay.before(hostAddress(offer), conditions);
        answerer.answer(through(relay.address(), offer));
        offerer.accept(withoutAddresses(answerer.gathered()));
        offerer.inbox().awaitState(Await.STEP, "connected");
        answerer.inbox().awaitState(Await.STEP, "connected");
        return new Detour(relay);
    }

    @Override
    public void close() {
        relay.close();
    }

    /** Browsers hide the address and tell the port, which is enough on one machine. */
    private static InetSocketAddress hostAddress(String sdp) {
        List<Matcher> hosts = sdp.lines()
                .map(HOST_CANDIDATE::matcher)
                .filter(Matcher::matches)
                .toList();
        return hosts.stream()
                .filter(host -> host.group(1).matches("[0-9.]+|.*\\.local"))
                .findFirst()
                .map(host -> new InetSocketAddress(ipv4(host.group(1)), Integer.parseInt(host.group(2))))
                .orElseThrow(() -> new AssertionError("no IPv4 host candidate in " + sdp));
    }

    private static InetAddress ipv4(String address) {
        try (DatagramSocket probe = new DatagramSocket()) {
            if (!address.endsWith(".local")) {
                return InetAddress.getByName(address);
            }
            // Connecting sends nothing; it only asks for the address towards the default route, which is what browsers
            // use.
            probe.connect(OUTSIDE);
            return probe.getLocalAddress();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String withoutAddresses(String sdp) {
        return Arrays.stream(sdp.split("\r\n"))
                .filter(TELLS_ADDRESSES.negate())
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String through(InetSocketAddress relay, String sdp) {
        String candidate = "a=candidate:1 1 UDP 2130706431 "
                + relay.getAddress().getHostAddress() + " " + relay.getPort() + " typ host\r\n";
        // One section only: these peers offer nothing but data.
        return withoutAddresses(sdp) + candidate;
    }
}

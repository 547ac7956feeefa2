package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.MdnsLinks.Link;
import io.github.datachannel4j.ice.MdnsLinks.Subnet;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where multicast DNS may speak, and to whom it listens. */
class MdnsLinksTest {
    private static InetAddress address(String literal) {
        return Objects.requireNonNull(LiteralAddress.parse(literal));
    }

    @ParameterizedTest
    @CsvSource({"DOWN, false", "UNICAST_ONLY, false", "MULTICAST, true", "LOOPBACK, true"})
    void speaksWhereMulticastWorks(Link.Kind kind, boolean may) {
        assertThat(new Link(kind, List.of()).maySpeak()).isEqualTo(may);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 24, 192.0.2.255, true",
        "192.0.2.1, 24, 192.0.3.1, false",
        "192.0.2.1, 23, 192.0.3.1, true",
        "192.0.2.129, 25, 192.0.2.128, true",
        "192.0.2.129, 25, 192.0.2.127, false",
        "192.0.2.1, 32, 192.0.2.1, true",
        "192.0.2.1, 32, 192.0.2.2, false",
        "192.0.2.1, 31, 192.0.2.0, true",
        "192.0.2.1, 0, 203.0.113.1, true",
        "192.0.2.1, 0, 2001:db8::1, false",
        "2001:db8::1, 64, 2001:db8::2:3:4:5, true",
        "2001:db8::1, 64, 2001:db8:0:1::1, false",
        "2001:db8::1, 127, 2001:db8::, true",
        "2001:db8::1, 64, 192.0.2.1, false"
    })
    void listensToItsSubnets(String ours, int prefixBits, String theirs, boolean isNeighbour) {
        Link link = new Link(Link.Kind.MULTICAST, List.of(new Subnet(address(ours), prefixBits)));
        assertThat(link.hasNeighbour(address(theirs))).isEqualTo(isNeighbour);
    }

    @Test
    void listensToLinkLocalAddresses() {
        Link link = new Link(Link.Kind.MULTICAST, List.of());
        assertThat(link.hasNeighbour(address("fe80::1"))).isTrue();
        assertThat(link.hasNeighbour(address("169.254.1.1"))).isTrue();
        assertThat(link.hasNeighbour(address("192.0.2.1"))).isFalse();
    }

    @Test
    void usesOnlyInterfacesWithOneOfTheAddresses() throws Exception {
        MdnsLinks links = MdnsLinks.of(List.of(address("127.0.0.1"), address("192.0.2.77")));
        assertThat(links.interfaces()).containsExactly(NetworkInterface.getByInetAddress(address("127.0.0.1")));
        assertThat(links.isOnLink(address("127.0.0.1"))).isTrue();
        assertThat(links.isOnLink(address("192.0.2.77"))).isFalse();
    }

    @Test
    void speaksNowhereWithoutAnAddress() {
        MdnsLinks links = MdnsLinks.of(List.of());
        assertThat(links.interfaces()).isEmpty();
        assertThat(links.isOnLink(address("fe80::1"))).isFalse();
    }
}

package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CountsByNetworkTest {
    private final CountsByNetwork counts = new CountsByNetwork();

    private static InetAddress address(String text) {
        return Objects.requireNonNull(LiteralAddress.parse(text));
    }

    @Test
    void countsIpv4AddressesOneByOne() {
        counts.add(address("192.0.2.1"));
        counts.add(address("192.0.2.1"));
        counts.add(address("192.0.2.2"));
        assertThat(counts.of(address("192.0.2.1"))).isEqualTo(2);
        assertThat(counts.of(address("192.0.2.2"))).isEqualTo(1);
        assertThat(counts.of(address("192.0.2.3"))).isZero();
    }

    @Test
    void countsTheIpv6AddressesOfOneSlash64Together() {
        counts.add(address("2001:db8:1:2::1"));
        counts.add(address("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        counts.add(address("2001:db8:1:3::1"));
        assertThat(counts.of(address("2001:db8:1:2:a:b:c:d"))).isEqualTo(2);
        assertThat(counts.of(address("2001:db8:1:3::2"))).isEqualTo(1);
        assertThat(counts.of(address("2001:db8:1:1:ffff:ffff:ffff:ffff"))).isZero();
    }

    @Test
    void forgetsNetworksThatNothingIsLeftOf() {
        counts.add(address("2001:db8::1"));
        counts.add(address("192.0.2.1"));
        counts.remove(address("2001:db8::2"));
        assertThat(counts.of(address("2001:db8::1"))).isZero();
        assertThat(counts.size()).isEqualTo(1);

        counts.remove(address("2001:db8::1"));
        assertThat(counts.of(address("2001:db8::1"))).isZero();

        counts.clear();
        assertThat(counts.size()).isZero();
    }
}

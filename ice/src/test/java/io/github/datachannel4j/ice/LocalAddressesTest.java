package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
    private static final IceNetworkConfig DEFAULTS = IceNetworkConfig.shared(0);

    private static List<InetAddress> addresses(String... texts) {
        return Stream.of(texts)
                .map(text -> Objects.requireNonNull(LiteralAddress.parse(text)))
                .toList();
    }

    @Test
    void leavesLoopbackAndLinkLocalOut() {
        assertThat(LocalAddresses.admitted(addresses("127.0.0.1", "::1", "fd00::2", "192.0.2.2", "fe80::1"), DEFAULTS))
                .isEqualTo(addresses("192.0.2.2", "fd00::2"));
    }

    @Test
    void takesLoopbackLastWhenAsked() {
        assertThat(LocalAddresses.admitted(addresses("127.0.0.1", "192.0.2.2", "::1"), DEFAULTS.withLoopback(true)))
                .isEqualTo(addresses("192.0.2.2", "127.0.0.1", "::1"));
    }

    @Test
    void takesLoopbackWhenThereIsNothingElse() {
        assertThat(LocalAddresses.admitted(addresses("127.0.0.1", "fe80::1"), DEFAULTS))
                .isEqualTo(addresses("127.0.0.1"));
    }

    @Test
    void takesLinkLocalWhenAsked() {
        assertThat(LocalAddresses.admitted(addresses("fe80::1", "192.0.2.2"), DEFAULTS.withLinkLocal(true)))
                .isEqualTo(addresses("192.0.2.2", "fe80::1"));
    }

    @Test
    void bindsWhatItIsTold() {
        List<InetAddress> wanted = addresses("127.0.0.1");
        assertThat(LocalAddresses.select(DEFAULTS.withBindAddresses(wanted))).isEqualTo(wanted);
    }
}

package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.AddressFilter;
import io.github.datachannel4j.ice.IceAgentConfig;
import io.github.datachannel4j.ice.IceNetworkConfig;
import io.github.datachannel4j.ice.IceNetworkConfig.AdvertisedAddress;
import io.github.datachannel4j.ice.IceTcpConfig;
import io.github.datachannel4j.ice.IceTimings;
import io.github.datachannel4j.ice.PortRange;
import io.github.datachannel4j.ice.Reachability;
import java.lang.reflect.RecordComponent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option about the network reaches ICE, each for itself and all together; one that is added and forgotten fails. */
class NetworkMappingTest {
    private static final InetAddress IPV4 = new InetSocketAddress("192.0.2.1", 0).getAddress();
    private static final InetAddress IPV6 = new InetSocketAddress("2001:db8::1", 0).getAddress();

    /** Has no equality, so it is looked at by what it does. */
    private static final String FILTER = "addressFilter";

    /** Belongs to the connections on the network, not to its ports. */
    private static final String LITE = "iceLite";

    /** A change of one option, and the change of ICE's configuration that it has to be. */
    private record Case(
            String component, UnaryOperator<NetworkOptions> change, UnaryOperator<IceNetworkConfig> expected) {
        @Override
        public String toString() {
            return component;
        }
    }

    private static List<Case> cases() {
        return List.of(
                new Case("portUse", NetworkOptions::withPortPerConnection, ice -> IceNetworkConfig.perAgent()),
                new Case("udpPort", options -> options.withUdpPort(40_000), ice -> IceNetworkConfig.shared(40_000)),
                new Case(
                        "bindAddresses",
                        options -> options.withBindAddresses(IPV6, IPV4),
                        ice -> ice.withBindAddresses(List.of(IPV6, IPV4))),
                new Case("loopback", NetworkOptions::withLoopback, ice -> ice.withLoopback(true)),
                new Case(
                        "advertise",
                        options -> options.withAdvertise(
                                new InetSocketAddress("203.0.113.7", 0), new InetSocketAddress(IPV6, 4000)),
                        ice -> ice.withReachability(ice.reachability()
                                .withAdvertised(List.of(
                                        new AdvertisedAddress("203.0.113.7", 0),
                                        new AdvertisedAddress("2001:db8:0:0:0:0:0:1", 4000))))),
                new Case(
                        "localNames",
                        options -> options.withLocalNames(NetworkOptions.LocalNames.RESOLVE_AND_HIDE),
                        ice -> ice.withMdns(IceNetworkConfig.Mdns.RESOLVE_AND_HIDE)),
                new Case(
                        "localNames",
                        options -> options.withLocalNames(NetworkOptions.LocalNames.IGNORE),
                        ice -> ice.withMdns(IceNetworkConfig.Mdns.OFF)),
                new Case(
                        "addressWatch",
                        NetworkOptions::withIceRestartOnNetworkChange,
                        ice -> ice.withAddressWatch(Duration.ofSeconds(2))),
                new Case(
                        "addressWatch",
                        options -> options.withAddressWatch(Duration.ofMillis(100)),
                        ice -> ice.withAddressWatch(Duration.ofMillis(100))),
                new Case(
                        "ownPorts",
                        options -> options.withPortPerConnection(new NetworkOptions.PortRange(5000, 5009)),
                        ice -> IceNetworkConfig.perAgent()
                                .withReachability(ice.reachability().withPorts(new PortRange(5000, 5009)))),
                new Case(
                        "readers",
                        options -> options.withReaders(3),
                        ice -> ice.withReachability(ice.reachability().withReadersPerAddress(3))),
                new Case(
                        "tcp",
                        options -> options.withTcp(TcpOptions.off().withPassivePort(443)),
                        ice -> ice.withTcp(new IceTcpConfig(443, false, true))),
                new Case(
                        "tcp",
                        options -> options.withTcp(TcpOptions.off().withActive()),
                        ice -> ice.withTcp(new IceTcpConfig(null, true, true))),
                new Case(
                        "tcp",
                        options -> options.withTcp(TcpOptions.off().withActive().withoutUdp()),
                        ice -> ice.withTcp(new IceTcpConfig(null, true, false))));
    }

    private static IceNetworkConfig toIce(NetworkOptions options) {
        IceNetworkConfig ice = NetworkMapping.toIce(options);
        return ice.withReachability(ice.reachability().withFilter(AddressFilter.ALL));
    }

    private static List<String> components(Class<? extends Record> options) {
        return Arrays.stream(options.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void noOptionIsWithoutACase() {
        List<String> known = new ArrayList<>(List.of(FILTER, LITE));
        cases().forEach(each -> known.add(each.component()));

        assertThat(known).containsAll(components(NetworkOptions.class));
        assertThat(components(TcpOptions.class)).containsExactly("passivePort", "active", "udp");
        assertThat(components(LivenessOptions.class))
                .containsExactly("consentInterval", "disconnectedAfter", "failedAfter");
        assertThat(components(IceServer.class)).containsExactly("urls", "username", "credential", "sslContext");
    }

    @Test
    void theDefaultsAreThoseOfIce() {
        assertThat(toIce(NetworkOptions.defaults())).isEqualTo(IceNetworkConfig.shared(0));
        assertThat(NetworkMapping.toIce(PeerConnectionConfig.defaults())).isEqualTo(IceAgentConfig.defaults());
        assertThat(toIce(NetworkOptions.loopbackOnly()))
                .isEqualTo(IceNetworkConfig.shared(0)
                        .withLoopback(true)
                        .withBindAddresses(List.of(InetAddress.getLoopbackAddress())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneOptionChangesWhatItIsAboutAndNothingElse(Case one) {
        IceNetworkConfig before = toIce(NetworkOptions.defaults());
        IceNetworkConfig after = toIce(one.change().apply(NetworkOptions.defaults()));

        assertThat(after).isNotEqualTo(before).isEqualTo(one.expected().apply(before));
    }

    @Test
    void noOptionTakesAnotherBack() {
        NetworkOptions options = NetworkOptions.defaults();
        IceNetworkConfig expected = IceNetworkConfig.perAgent();
        for (Case one : cases()) {
            // A port of its own for each and one port for all exclude each other.
            if (!List.of("portUse", "udpPort", "ownPorts").contains(one.component())) {
                options = one.change().apply(options);
                expected = one.expected().apply(expected);
            }
        }

        assertThat(toIce(options.withPortPerConnection())).isEqualTo(expected);
        assertThat(toIce(options.withPortPerConnection(new NetworkOptions.PortRange(5000, 5009))))
                .isEqualTo(expected.withReachability(expected.reachability().withPorts(new PortRange(5000, 5009))));
    }

    private static Reachability reachability(NetworkOptions options) {
        return NetworkMapping.toIce(options).reachability();
    }

    @Test
    void filtersOfAddressesAddUp() {
        NetworkOptions all = NetworkOptions.defaults();
        assertThat(reachability(all).filter().admits("eth0", IPV4)).isTrue();
        assertThat(reachability(all).filter().admits("eth0", IPV6)).isTrue();

        AddressFilter ipv4 = reachability(all.withIpv4Only()).filter();
        assertThat(ipv4.admits("eth0", IPV4)).isTrue();
        assertThat(ipv4.admits("eth0", IPV6)).isFalse();

        AddressFilter ipv6OfEth0 = reachability(all.withAddressFilter((name, address) -> name.equals("eth0"))
                        .withIpv6Only())
                .filter();
        assertThat(ipv6OfEth0.admits("eth0", IPV6)).isTrue();
        assertThat(ipv6OfEth0.admits("eth0", IPV4)).isFalse();
        assertThat(ipv6OfEth0.admits("docker0", IPV6)).isFalse();
    }

    @Test
    void theLiteSideIsThatOfTheFactorysNetwork() {
        PeerConnectionConfig plain = PeerConnectionConfig.defaults();
        NetworkOptions lite = NetworkOptions.defaults().withIceLite();

        assertThat(NetworkMapping.toIce(plain, lite))
                .isEqualTo(IceAgentConfig.defaults().withLite(true));
        assertThat(NetworkMapping.toIce(plain.withNetwork(lite), NetworkOptions.defaults()))
                .isEqualTo(IceAgentConfig.defaults());
    }

    @Test
    void livenessReachesTheTimings() {
        Duration interval = Duration.ofSeconds(7);
        Duration silence = Duration.ofSeconds(9);
        Duration end = Duration.ofSeconds(11);
        LivenessOptions all = LivenessOptions.defaults()
                .withConsentInterval(interval)
                .withFailedAfter(end)
                .withDisconnectedAfter(silence);

        assertThat(NetworkMapping.toIce(PeerConnectionConfig.defaults().withLiveness(all)))
                .isEqualTo(IceAgentConfig.defaults()
                        .withTimings(IceTimings.defaults().withConsent(interval, silence, end)));
    }

    @Test
    void serversAreToldWithAllThatIsKnownOfThem() throws GeneralSecurityException {
        SSLContext trust = SSLContext.getDefault();
        IceServer stun = IceServer.of("stun:stun.example.org");
        IceServer turn =
                IceServer.of("turns:turn.example.org", "user", "secret").withSslContext(trust);

        assertThat(NetworkMapping.toIce(PeerConnectionConfig.defaults().withIceServers(stun, turn)))
                .isEqualTo(IceAgentConfig.defaults()
                        .withServers(List.of(
                                io.github.datachannel4j.ice.IceServer.of("stun:stun.example.org"),
                                io.github.datachannel4j.ice.IceServer.of("turns:turn.example.org", "user", "secret")
                                        .withSslContext(trust))));
    }

    @ParameterizedTest
    @EnumSource(IceTransportPolicy.class)
    void policiesHaveTheSameNames(IceTransportPolicy policy) {
        assertThat(NetworkMapping.toIce(PeerConnectionConfig.defaults().withIceTransportPolicy(policy)))
                .isEqualTo(IceAgentConfig.defaults()
                        .withTransportPolicy(io.github.datachannel4j.ice.IceTransportPolicy.valueOf(policy.name())));
    }
}

package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.server.Places.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final InetAddress one = address("192.0.2.1");
    private final InetAddress other = address("192.0.2.2");

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void boundsThoseOfOneAddressAndLetsOthersIn() {
        Places places = new Places(10, 2);
        assertThat(places.take(one)).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(one)).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(one)).isEqualTo(Outcome.TOO_MANY_OF_ADDRESS);
        assertThat(places.take(other)).isEqualTo(Outcome.TAKEN);
        places.leave(one);
        assertThat(places.take(one)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void boundsThoseOfOneIpv6NetworkTogether() {
        Places places = new Places(10, 2);
        assertThat(places.take(address("2001:db8:0:1::1"))).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(address("2001:db8:0:1:ffff::1"))).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(address("2001:db8:0:1::2"))).isEqualTo(Outcome.TOO_MANY_OF_ADDRESS);
        assertThat(places.take(address("2001:db8:0:2::1"))).isEqualTo(Outcome.TAKEN);
        places.leave(address("2001:db8:0:1:ffff::1"));
        assertThat(places.take(address("2001:db8:0:1::2"))).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void boundsAll() {
        Places places = new Places(1, 5);
        assertThat(places.take(one)).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(other)).isEqualTo(Outcome.ALL_TAKEN);
        places.leave(one);
        assertThat(places.take(other)).isEqualTo(Outcome.TAKEN);
    }
}

package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.server.Places.Outcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private final InetAddress one = address(1);
    private final InetAddress other = address(2);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
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
    void boundsAll() {
        Places places = new Places(1, 5);
        assertThat(places.take(one)).isEqualTo(Outcome.TAKEN);
        assertThat(places.take(other)).isEqualTo(Outcome.ALL_TAKEN);
        places.leave(one);
        assertThat(places.take(other)).isEqualTo(Outcome.TAKEN);
    }
}

package io.github.datachannel4j.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdvertisedAddressTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, 0",
        "203.0.113.7:40000, 203.0.113.7, 40000",
        "[2001:db8::7]:40000, 2001:db8:0:0:0:0:0:7, 40000",
        "[2001:db8::7], 2001:db8:0:0:0:0:0:7, 0",
        "2001:db8::7, 2001:db8:0:0:0:0:0:7, 0"
    })
    void readsAddressesWithAndWithoutAPort(String text, String address, int port) {
        InetSocketAddress parsed = AdvertisedAddress.parse(text);

        assertThat(parsed.getAddress().getHostAddress()).isEqualTo(address);
        assertThat(parsed.getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":40000", "203.0.113.7:99999", "203.0.113.7:x", "[2001:db8::7]x", "1:2:3"})
    void refusesAnythingElseAndNamesIt(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdvertisedAddress.parse(text))
                .withMessageContaining("\"" + text + "\"");
    }
}

package io.github.datachannel4j.signaling;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinRequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/rtc", "localhost:8080/rtc", "/rtc", "http:/rtc", "mailto:a@b"})
    void refusesAUrlThatIsNotHttpAndNamesIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JoinRequest.to(URI.create(url)))
                .withMessageContaining(url)
                .withMessageContaining("http://");
    }

    @Test
    void refusesATimeOutThatLeavesNoTime() {
        JoinRequest request = JoinRequest.to(URI.create("http://localhost/rtc"));

        assertThatIllegalArgumentException().isThrownBy(() -> request.withTimeout(Duration.ZERO));
    }
}

package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The W3C's connectionState, made of the states of ICE and DTLS. */
class PeerStatesTest {
    @ParameterizedTest
    @CsvSource({
        "NEW, NEW, NEW",
        "CLOSED, NEW, NEW",
        "CLOSED, CLOSED, NEW",
        "CHECKING, NEW, CONNECTING",
        "CONNECTED, NEW, CONNECTING",
        "CONNECTED, CONNECTING, CONNECTING",
        "CONNECTED, CONNECTED, CONNECTED",
        "COMPLETED, CONNECTED, CONNECTED",
        "COMPLETED, CLOSED, CONNECTED",
        "CHECKING, CONNECTED, CONNECTING",
        "DISCONNECTED, CONNECTED, DISCONNECTED",
        "DISCONNECTED, FAILED, FAILED",
        "FAILED, CONNECTED, FAILED",
        "CONNECTED, FAILED, FAILED",
    })
    void aggregates(IceConnectionState ice, DtlsTransportState dtls, PeerConnectionState whole) {
        assertThat(PeerStates.aggregate(ice, dtls)).isEqualTo(whole);
    }
}

package io.github.datachannel4j.dtls;

/**
 * The states of the W3C's RTCDtlsTransport.
 *
 * <pre>
 *   NEW -- start --> CONNECTING -- handshake and fingerprint good --> CONNECTED
 *    |                 |    |                                          |    |
 *    |                 |    +-- alert, mismatch, time-out --> FAILED <-+    |
 *    +---- close ------+------------------------------------> CLOSED <------+ close, or the peer's close_notify
 * </pre>
 */
public enum DtlsState {
    NEW,
    CONNECTING,
    CONNECTED,
    CLOSED,
    FAILED
}

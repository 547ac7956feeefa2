package io.github.datachannel4j.peerconnection;

import java.time.Duration;

/**
 * Bounds of memory and time for one connection.
 *
 * @param maxMessageSizeBytes the greatest message that is received, as the description says it (Chromium: 262144)
 * @param receiveBufferBytes what the peer may send before the application takes it, and what a slow consumer can hold, at most (SCTP's a_rwnd): it grows up
 *     to here as long as the application keeps up; 16 MiB fill 1 Gbit/s at 120 ms
 * @param initialReceiveBufferBytes what it begins with, 1500 or more; more than {@code receiveBufferBytes} counts as that. 1 MiB fills 80 Mbit/s at 100 ms
 *     from the first round trip on, and is what a peer can make us hold that sends and is not read; the same as {@code receiveBufferBytes} for a
 *     buffer that never grows
 * @param sendQueueBytes what may be queued on all channels before send fails with OperationError (Chromium: 16 MiB)
 * @param highWaterMarkBytes the bufferedAmount above which trySend says no
 * @param handshakeTimeout how long DTLS may take once ICE is connected
 */
public record ChannelLimits(
        int maxMessageSizeBytes,
        int receiveBufferBytes,
        int initialReceiveBufferBytes,
        int sendQueueBytes,
        int highWaterMarkBytes,
        Duration handshakeTimeout) {
    /** RFC 9260 §3.3.2: less cannot be announced. */
    private static final int INITIAL_RECEIVE_BUFFER_BYTES_MIN = 1500;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private static final ChannelLimits DEFAULTS =
            new ChannelLimits(256 * KIB, 16 * MIB, MIB, 16 * MIB, MIB, Duration.ofSeconds(30));

    /** Checks that every bound leaves room to work. */
    public ChannelLimits {
        check("maxMessageSizeBytes", maxMessageSizeBytes);
        check("receiveBufferBytes", receiveBufferBytes);
        if (initialReceiveBufferBytes < INITIAL_RECEIVE_BUFFER_BYTES_MIN) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR,
                    "initialReceiveBufferBytes must be at least " + INITIAL_RECEIVE_BUFFER_BYTES_MIN + ", not "
                            + initialReceiveBufferBytes);
        }
        check("sendQueueBytes", sendQueueBytes);
        check("highWaterMarkBytes", highWaterMarkBytes);
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, "handshakeTimeout must be positive");
        }
        if (receiveBufferBytes < maxMessageSizeBytes) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR,
                    "receiveBufferBytes (" + receiveBufferBytes + ") must hold one message of maxMessageSizeBytes ("
                            + maxMessageSizeBytes + ")");
        }
    }

    /** What browsers use, by and large. */
    public static ChannelLimits defaults() {
        return DEFAULTS;
    }

    /** With this greatest message; the receive buffer grows with it. */
    public ChannelLimits withMaxMessageSizeBytes(int bytes) {
        return new ChannelLimits(
                bytes,
                Math.max(receiveBufferBytes, bytes),
                initialReceiveBufferBytes,
                sendQueueBytes,
                highWaterMarkBytes,
                handshakeTimeout);
    }

    /** With this receive buffer, at most. */
    public ChannelLimits withReceiveBufferBytes(int bytes) {
        return new ChannelLimits(
                maxMessageSizeBytes,
                bytes,
                initialReceiveBufferBytes,
                sendQueueBytes,
                highWaterMarkBytes,
                handshakeTimeout);
    }

    /** With this receive buffer at first. */
    public ChannelLimits withInitialReceiveBufferBytes(int bytes) {
        return new ChannelLimits(
                maxMessageSizeBytes, receiveBufferBytes, bytes, sendQueueBytes, highWaterMarkBytes, handshakeTimeout);
    }

    /** With this send queue. */
    public ChannelLimits withSendQueueBytes(int bytes) {
        return new ChannelLimits(
                maxMessageSizeBytes,
                receiveBufferBytes,
                initialReceiveBufferBytes,
                bytes,
                highWaterMarkBytes,
                handshakeTimeout);
    }

    /** With this high-water mark. */
    public ChannelLimits withHighWaterMarkBytes(int bytes) {
        return new ChannelLimits(
                maxMessageSizeBytes,
                receiveBufferBytes,
                initialReceiveBufferBytes,
                sendQueueBytes,
                bytes,
                handshakeTimeout);
    }

    /** With this handshake time-out. */
    public ChannelLimits withHandshakeTimeout(Duration timeout) {
        return new ChannelLimits(
                maxMessageSizeBytes,
                receiveBufferBytes,
                initialReceiveBufferBytes,
                sendQueueBytes,
                highWaterMarkBytes,
                timeout);
    }

    private static void check(String name, int bytes) {
        if (bytes < 1) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, name + " must be at least 1, not " + bytes);
        }
    }
}

package io.github.datachannel4j.server;

import io.github.datachannel4j.peerconnection.Message;
import io.github.datachannel4j.peerconnection.StrangerOptions;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BiPredicate;

/**
 * How peers come without signaling.
 *
 * @param options the password and the bounds
 * @param firstMessageTimeout how long a peer may take from its first packet to its first message
 * @param authenticator judges the first message
 */
record StrangerAccess(
        StrangerOptions options, Duration firstMessageTimeout, BiPredicate<Message, InetSocketAddress> authenticator) {
    /** Enough for a handshake over a bad radio link. */
    private static final Duration FIRST_MESSAGE_TIMEOUT = Duration.ofSeconds(10);

    StrangerAccess {
        if (firstMessageTimeout.isNegative() || firstMessageTimeout.isZero()) {
            throw new IllegalArgumentException("firstMessageTimeout must be positive, not " + firstMessageTimeout);
        }
    }

    static StrangerAccess of(StrangerOptions options, BiPredicate<Message, InetSocketAddress> authenticator) {
        return new StrangerAccess(options, FIRST_MESSAGE_TIMEOUT, authenticator);
    }
}

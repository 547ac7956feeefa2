package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The way to one TURN server for one allocation: a server tells its clients apart by their addresses, so this is shared
 * with nobody.
 */
interface TurnTransport extends DatagramSender {
    /** Over UDP, an unanswered request is sent again. */
    StunTransaction.Schedule UNRELIABLE = new StunTransaction.Schedule(500, 2000, 7);

    /** RFC 8489 §6.2.2: over TCP it is not, and the wait is 39.5 s. */
    StunTransaction.Schedule RELIABLE = new StunTransaction.Schedule(39_500, 39_500, 1);

    /** Hears of the way, on the loop. */
    interface Listener {
        /** Messages can be sent. */
        void onOpen();

        /** One message of the server; the bytes are only lent. */
        void onMessage(byte[] bytes, int offset, int length);

        /** It is closed, and not by us. */
        void onLost(IceServerFailure failure, String reason);
    }

    /** Begins; over UDP it is open at once. */
    void open(Listener listener);

    /** The address on this machine, or null before there is one. */
    @Nullable
    InetSocketAddress localAddress();

    /** Whether there has been a connection, or none is needed. */
    boolean wasConnected();

    StunTransaction.Schedule schedule();

    void close();
}

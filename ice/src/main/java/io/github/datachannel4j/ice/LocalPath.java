package io.github.datachannel4j.ice;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A way for datagrams in and out: a bound UDP socket, an address on a TURN server, or ICE-TCP at one local address. */
interface LocalPath extends DatagramSender {
    /** What it is in a candidate: HOST or RELAY. */
    CandidateType type();

    /** Whether what is sent here goes over TCP: such a path pairs with TCP candidates only. */
    default boolean isTcp() {
        return false;
    }

    /** The address that datagrams sent on this path come from, as far as this machine can tell. */
    InetSocketAddress address();

    /** Whose data comes from this remote address, or null if nobody has claimed it. */
    @Nullable
    DatagramReceiver receiver(InetSocketAddress remote);

    /** Claims a remote address that nobody has yet; a claim of another stays. */
    void claimIfFree(InetSocketAddress remote, DatagramReceiver receiver);

    /** Claims a remote address and tells whoever had it before. */
    void claim(InetSocketAddress remote, DatagramReceiver receiver);

    /** Gives up a claim, if it still stands. */
    void release(InetSocketAddress remote, DatagramReceiver receiver);

    /** Whether an address of that family and reach can be sent to at all. */
    default boolean canReach(InetSocketAddress remote) {
        var from = address().getAddress();
        var to = remote.getAddress();
        return to != null
                && from.getClass() == to.getClass()
                && from.isLinkLocalAddress() == to.isLinkLocalAddress()
                && remote.getPort() != 0;
    }
}

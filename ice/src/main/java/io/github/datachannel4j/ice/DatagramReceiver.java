package io.github.datachannel4j.ice;

import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** Takes the data from remote addresses that it has claimed. */
interface DatagramReceiver {
    /** Where to call it. */
    EventLoop loop();

    /** A datagram that is not STUN. The bytes are only lent until the call returns. */
    void onData(LocalPath path, InetSocketAddress remote, byte[] bytes, int offset, int length);

    /** Another receiver has taken over this remote address. */
    void onAddressTakenOver(LocalPath path, InetSocketAddress remote);

    /** A path that only this receiver uses is gone. */
    void onPathLost(LocalPath path);
}

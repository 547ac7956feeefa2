package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunMessage;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;

/** Takes the STUN requests for one username fragment. */
interface RequestReceiver {
    /** Where to call it. */
    EventLoop loop();

    /** A request whose integrity is still to be checked. Its bytes are only lent until the call returns. */
    void onRequest(LocalPath path, InetSocketAddress remote, StunMessage request);
}

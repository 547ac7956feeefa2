package io.github.datachannel4j.interop.matrix;

import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.RemotePeer;

/**
 * Our peer, the other one, and the connection between them.
 *
 * @param us our stack
 * @param them the other stack
 * @param connection with offerer and answerer as the column says
 */
public record Pair(Peer us, RemotePeer them, Connection connection) implements AutoCloseable {
    /**
     * The two ends of one channel.
     *
     * @param ours at our side
     * @param theirs at the other side
     */
    public record Ends(PeerChannel ours, PeerChannel theirs) {}

    /** Connects by a channel that the offerer creates, and waits until both ends are open. */
    public Ends connect(ChannelSpec spec) {
        PeerChannel created = connection.offerer().createChannel(spec);
        connection.connect();
        return meet(connection.offerer(), created);
    }

    /** Opens another channel, created by us. */
    public Ends openFromUs(ChannelSpec spec) {
        return meet(us, us.createChannel(spec));
    }

    /** Opens another channel, created by them. */
    public Ends openFromThem(ChannelSpec spec) {
        return meet(them, them.createChannel(spec));
    }

    /** Waits for a created channel to be announced at the other side, and for both ends to open. */
    public Ends meet(Peer creator, PeerChannel created) {
        Peer other = creator.equals(us) ? them : us;
        PeerChannel announced = other.inbox().nextChannel();
        created.awaitOpen();
        announced.awaitOpen();
        return creator.equals(us) ? new Ends(created, announced) : new Ends(announced, created);
    }

    @Override
    public void close() {
        connection.close();
    }
}

package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PacketTap;
import java.lang.System.Logger.Level;

/** The application's own tap: when it throws, that is said once, and it is told no more. A capture beside it goes on. */
final class WatchedTap implements PacketTap {
    private static final System.Logger LOGGER = System.getLogger(WatchedTap.class.getName());

    private PacketTap tap;

    WatchedTap(PacketTap tap) {
        this.tap = tap;
    }

    @Override
    public void onPacket(long nowNanos, Direction direction, Bytes packet) {
        try {
            tap.onPacket(nowNanos, direction, packet);
        } catch (RuntimeException e) {
            tap = NONE;
            LOGGER.log(Level.WARNING, "a packet tap has failed and is told no more", e);
        }
    }
}

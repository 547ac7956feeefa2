package io.github.datachannel4j.sctp;

/** A tap that cannot harm its association: after its first exception it is told no more. */
final class GuardedTap implements PacketTap {
    private PacketTap tap;

    private GuardedTap(PacketTap tap) {
        this.tap = tap;
    }

    static PacketTap of(PacketTap tap) {
        return tap == NONE ? NONE : new GuardedTap(tap);
    }

    @Override
    public void onPacket(long nowNanos, Direction direction, Bytes packet) {
        try {
            tap.onPacket(nowNanos, direction, packet);
        } catch (RuntimeException e) {
            // Whoever only watches must not decide over what it watches; what it missed would make the rest worthless.
            tap = NONE;
        }
    }
}

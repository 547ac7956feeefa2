package io.github.datachannel4j.sctp;

/**
 * Sees every SCTP packet of an association in plain text, for captures (text2pcap, pcapng link type 248) and tests. It is called by whoever
 * calls the association, in the middle of its work, so it must not call back. One that throws is told of no further packet, and the
 * association goes on as if it had not been there.
 */
@FunctionalInterface
public interface PacketTap {
    /** Sees nothing. */
    PacketTap NONE = (nowNanos, direction, packet) -> {};

    /** Which way a packet goes. */
    enum Direction {
        IN,
        OUT
    }

    /**
     * Called before an incoming packet is read and when an outgoing one is complete.
     *
     * @param nowNanos the association's time
     * @param direction in or out
     * @param packet the whole packet with its common header; it may have come damaged. Copy it to keep it: its array may be used again
     */
    void onPacket(long nowNanos, Direction direction, Bytes packet);
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.packet.CommonHeader;

/** How large a packet may be now. Path MTU discovery changes it; everybody who fills packets asks it each time. */
public final class PacketSize {
    private int packetBytesMax;

    public PacketSize(int packetBytesMax) {
        this.packetBytesMax = packetBytesMax;
    }

    /** The largest packet, common header included. */
    public int packetBytesMax() {
        return packetBytesMax;
    }

    /** PMDCS: what a full packet holds in chunks, with their headers and padding. */
    public int chunkBytesMax() {
        // Chunks end at multiples of four, so the odd bytes of the limit are of no use.
        return (packetBytesMax - CommonHeader.BYTES) & ~3;
    }

    public void change(int newPacketBytesMax) {
        packetBytesMax = newPacketBytesMax;
    }
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.packet.CommonHeader;

/** How large a packet may be now. Path MTU discovery changes it; everybody who fills packets asks it each time. */
public final class PacketSize {
    private final int baseBytes;
    private int packetBytesMax;

    public PacketSize(int baseBytes) {
        this.baseBytes = baseBytes;
        this.packetBytesMax = baseBytes;
    }

    /** The largest packet, common header included. */
    public int packetBytesMax() {
        return packetBytesMax;
    }

    /** What path MTU discovery starts with. */
    public int baseBytes() {
        return baseBytes;
    }

    /** PMDCS: what a full packet holds in chunks, with their headers and padding. */
    public int chunkBytesMax() {
        return chunkBytes(packetBytesMax);
    }

    /**
     * The largest DATA chunk that is cut. What has a TSN cannot be cut again (RFC 9260 §6.9), so that after the path has shrunk it
     * could only be sent with the help of IP fragmentation, which many networks do not carry. Therefore no chunk is larger than the
     * base allows; a larger packet holds two. That costs 16 bytes in 1435.
     */
    public int cutBytesMax() {
        return chunkBytes(Math.min(packetBytesMax, baseBytes));
    }

    private static int chunkBytes(int packetBytes) {
        // Chunks end at multiples of four, so the odd bytes of the limit are of no use.
        return (packetBytes - CommonHeader.BYTES) & ~3;
    }

    public void change(int newPacketBytesMax) {
        packetBytesMax = newPacketBytesMax;
    }
}

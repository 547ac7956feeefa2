package io.github.datachannel4j.sctp.tx;

/** Where a message is cut (RFC 9260 §6.9): as late as possible, when it is known how much room a packet has left. */
final class Fragmentation {
    /** A smaller first piece of a large message only makes more chunks. */
    private static final int FRAGMENT_BYTES_MIN = 64;

    private final PacketSize packetSize;
    private final Framing framing;

    Fragmentation(PacketSize packetSize, Framing framing) {
        this.packetSize = packetSize;
        this.framing = framing;
    }

    /** How much of the message goes into the room that a packet has left; 0 for nothing. */
    int fragmentBytes(QueuedMessage message, int packetRoomBytes) {
        int roomBytes = packetRoomBytes - framing.overheadBytes();
        int remaining = message.remainingBytes();
        int cutBytesMax = packetSize.cutBytesMax() - framing.overheadBytes();
        int bytesMax = Math.min(roomBytes, cutBytesMax);
        if (remaining <= bytesMax) {
            return remaining;
        }
        boolean fitsNextPacket = !message.isStarted() && remaining <= cutBytesMax;
        return fitsNextPacket || roomBytes < FRAGMENT_BYTES_MIN ? 0 : bytesMax;
    }

    /** User data in the only chunk of a full packet. */
    int chunkPayloadMax() {
        return packetSize.chunkBytesMax() - framing.overheadBytes();
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * Bundles chunks into one packet: header once, then chunk after chunk straight into the buffer that becomes the packet.
 *
 * <p>Made for one packet. {@link #add} is for a chunk that must fit, {@link #tryAdd} for one that waits for the next packet otherwise.
 * The rules of bundling (what must be first, last or alone) are the caller's.
 */
public final class PacketWriter {
    private final ByteBuffer buffer;

    /**
     * Begins a packet.
     *
     * @param packetBytesMax the most that the packet may have, common header included
     */
    public PacketWriter(CommonHeader header, int packetBytesMax) {
        buffer = ByteBuffer.allocate(packetBytesMax);
        buffer.putShort((short) header.sourcePort())
                .putShort((short) header.destinationPort())
                .putInt(header.verificationTag())
                .putInt(0);
    }

    /** A packet with one chunk, as large as the chunk needs. */
    public static Bytes packetOf(CommonHeader header, Chunk chunk) {
        return new PacketWriter(header, CommonHeader.BYTES + chunk.paddedLength())
                .add(chunk)
                .finish();
    }

    /** Bytes that are left for chunks with header and padding. */
    public int remaining() {
        // Chunks end at multiples of four, so the odd bytes of the limit are of no use.
        return buffer.remaining() & -4;
    }

    /** Whether no chunk has been added. */
    public boolean isEmpty() {
        return buffer.position() == CommonHeader.BYTES;
    }

    /** Adds the chunk if it fits. */
    public boolean tryAdd(Chunk chunk) {
        if (chunk.paddedLength() > buffer.remaining()) {
            return false;
        }
        chunk.write(buffer);
        return true;
    }

    /**
     * Adds the chunk.
     *
     * @throws IllegalStateException when it does not fit
     */
    public PacketWriter add(Chunk chunk) {
        if (!tryAdd(chunk)) {
            throw new IllegalStateException(
                    "a chunk of " + chunk.paddedLength() + " bytes does not fit into " + buffer.remaining());
        }
        return this;
    }

    /** The packet with its CRC32c. The writer must not be used any more. */
    public Bytes finish() {
        Checksum.fill(buffer);
        return written();
    }

    /** The packet with a zero checksum, for a peer that has announced {@link ZeroChecksumAcceptableParameter}. */
    public Bytes finishWithZeroChecksum() {
        return written();
    }

    private Bytes written() {
        return Bytes.wrap(buffer.array(), 0, buffer.position());
    }
}

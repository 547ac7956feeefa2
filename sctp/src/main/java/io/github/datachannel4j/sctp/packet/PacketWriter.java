package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * Bundles chunks into one packet: header once, then chunk after chunk straight into the buffer that becomes the packet.
 *
 * <p>{@link #add} is for a chunk that must fit, {@link #tryAdd} for one that waits for the next packet otherwise. The rules of bundling
 * (what must be first, last or alone) are the caller's. {@link #begin} begins another packet in the same buffer.
 */
public final class PacketWriter {
    private ByteBuffer buffer;
    /** Most packets of a transfer are as long as the one before, and need no new view of the buffer. */
    private Bytes latest = Bytes.EMPTY;

    /**
     * Begins a packet.
     *
     * @param packetBytesMax the most that the packet may have, common header included
     */
    public PacketWriter(CommonHeader header, int packetBytesMax) {
        buffer = ByteBuffer.allocate(packetBytesMax);
        begin(header, packetBytesMax);
    }

    /** Begins the next packet. What {@link #finish} has returned for the one before is overwritten. */
    public void begin(CommonHeader header, int packetBytesMax) {
        if (buffer.capacity() < packetBytesMax) {
            buffer = ByteBuffer.allocate(packetBytesMax);
            latest = Bytes.EMPTY;
        }
        buffer.clear()
                .limit(packetBytesMax)
                .putShort((short) header.sourcePort())
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

    /** Adds a fragment, which must fit, as a DATA chunk. */
    public void addData(Fragment fragment, int flags) {
        DataChunk.write(buffer, fragment, flags);
    }

    /** Adds a fragment, which must fit, as an I-DATA chunk. */
    public void addIData(Fragment fragment, int flags) {
        IDataChunk.write(buffer, fragment, flags);
    }

    /** The packet with its CRC32c, to be used before the next one is begun. */
    public Bytes finish() {
        Checksum.fill(buffer);
        return written();
    }

    /** The same with a zero checksum, for a peer that has announced {@link ZeroChecksumAcceptableParameter}. */
    public Bytes finishWithZeroChecksum() {
        return written();
    }

    private Bytes written() {
        if (latest.length() != buffer.position()) {
            latest = Bytes.wrap(buffer.array(), 0, buffer.position());
        }
        return latest;
    }
}

package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import java.util.zip.CRC32C;

/** Packets that pass the checksum and the tag, and lie: damaged real ones, and new ones with numbers near the real ones. */
final class Forgery {
    static final int BYTES_MIN = 16;

    private static final int PORT = 5000;
    private static final int PACKET_BYTES_MAX = 2000;
    private static final int HEADER_BYTES = 12;
    private static final int CHECKSUM_AT = 8;
    private static final int NEAR = 40;

    private Forgery() {}

    /** A packet in the name of one end to the other, of whom so much is known. */
    static Bytes make(Overheard from, Overheard to, boolean isInterleaving, Choices choices) {
        return choices.below(2) == 0
                ? damaged(from.latest, choices)
                : invented(from, new Inventions(from, to, isInterleaving, choices), choices);
    }

    private static Bytes damaged(Bytes model, Choices choices) {
        byte[] bytes = model.toArray();
        int changes = 1 + choices.below(3);
        for (int i = 0; i < changes; i++) {
            int at = HEADER_BYTES + choices.below(Math.min(bytes.length - HEADER_BYTES, NEAR));
            bytes[at] = (byte) (choices.below(2) == 0 ? choices.below(256) : bytes[at] + choices.below(3) - 1);
        }
        return sealed(bytes);
    }

    private static Bytes sealed(byte[] bytes) {
        for (int at = CHECKSUM_AT; at < HEADER_BYTES; at++) {
            bytes[at] = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[CHECKSUM_AT + i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return Bytes.wrap(bytes);
    }

    /** An INIT goes alone and without a tag, or nobody would read it; the others also in threes. */
    private static Bytes invented(Overheard from, Inventions inventions, Choices choices) {
        Chunk first = inventions.any();
        int tag = first instanceof InitChunk ? 0 : from.tagOfPeer;
        PacketWriter packet = new PacketWriter(new CommonHeader(PORT, PORT, tag), PACKET_BYTES_MAX).add(first);
        for (int more = tag == 0 ? 0 : Math.max(0, choices.below(6) - 3); more > 0; more--) {
            packet.add(inventions.any());
        }
        return packet.finish();
    }
}

package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;

/** What holds for every packet that can be read. */
final class PacketOracle {
    private static final int CHECKSUM_AT = 8;

    private PacketOracle() {}

    /** Reads a packet without regard to its checksum, writes it, and reads it again. */
    static void readWriteRead(Bytes bytes) throws MalformedPacketException {
        Packet packet = Packet.parse(withZeroChecksum(bytes), ZeroChecksum.ACCEPTED);
        PacketWriter writer = new PacketWriter(packet.header(), bytes.length() + Integer.BYTES);
        packet.chunks().forEach(writer::add);
        Bytes written = writer.finish();
        try {
            Packet again = Packet.parse(written);
            // Compared by hand: the fuzz test comes here a million times, and an assertion object each would be most of
            // its time.
            if (!again.equals(packet)) {
                assertThat(again).isEqualTo(packet);
            }
        } catch (MalformedPacketException e) {
            throw new AssertionError("cannot read what was written: " + written, e);
        }
    }

    private static Bytes withZeroChecksum(Bytes bytes) {
        byte[] copy = bytes.toArray();
        for (int i = CHECKSUM_AT; i < Math.min(copy.length, CHECKSUM_AT + Integer.BYTES); i++) {
            copy[i] = 0;
        }
        return Bytes.wrap(copy);
    }
}

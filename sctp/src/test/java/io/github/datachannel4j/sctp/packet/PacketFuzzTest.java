package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.testkit.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged packets are refused or read, and what was read can be written and read again. */
class PacketFuzzTest {
    private static final int MUTANTS_PER_SEED = 1000;
    private static final int CHECKSUM_AT = 8;
    private static final int GROWTH_MAX = 64;

    private final List<byte[]> corpus = corpus();
    private long accepted;
    private long refused;

    @Test
    void onlyMalformedPacketExceptionComesOut() {
        Seeds.forEach(200, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < MUTANTS_PER_SEED; i++) {
                tryOut(mutant(random));
            }
        });
        // Both must happen often, or the mutations prove nothing.
        assertThat(accepted).isGreaterThan((accepted + refused) / 20);
        assertThat(refused).isGreaterThan((accepted + refused) / 20);
    }

    private void tryOut(byte[] bytes) {
        try {
            PacketOracle.readWriteRead(Bytes.wrap(bytes));
            accepted++;
        } catch (MalformedPacketException expected) {
            refused++;
        }
    }

    private byte[] mutant(SplittableRandom random) {
        byte[] bytes = corpus.get(random.nextInt(corpus.size())).clone();
        int mutations = 1 + random.nextInt(4);
        for (int i = 0; i < mutations && bytes.length > CHECKSUM_AT + Integer.BYTES; i++) {
            bytes = mutate(bytes, random);
        }
        return bytes;
    }

    private byte[] mutate(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2 -> {
                // The first chunk's header, where the interesting numbers are.
                int header = CommonHeader.BYTES + random.nextInt(Math.min(24, bytes.length - CommonHeader.BYTES));
                bytes[header] = (byte) (random.nextBoolean() ? random.nextInt(24) : random.nextInt());
            }
            case 3 -> {
                return resized(bytes, at);
            }
            case 4 -> {
                return resized(bytes, bytes.length + 1 + random.nextInt(GROWTH_MAX));
            }
            default -> {
                return spliced(bytes, corpus.get(random.nextInt(corpus.size())));
            }
        }
        return bytes;
    }

    private static byte[] resized(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    /** The chunks of two packets in one. */
    private static byte[] spliced(byte[] first, byte[] second) {
        byte[] both = resized(first, first.length + second.length - CommonHeader.BYTES);
        System.arraycopy(second, CommonHeader.BYTES, both, first.length, second.length - CommonHeader.BYTES);
        return both;
    }

    /** The captures, and one packet for each kind of chunk that they lack. */
    private static List<byte[]> corpus() {
        List<byte[]> packets = new ArrayList<>(GoldenPackets.all());
        ChunkSamples.all()
                .forEach(chunk -> packets.add(
                        PacketWriter.packetOf(ChunkSamples.HEADER, chunk).toArray()));
        return List.copyOf(packets);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Real packets with changed bytes and a right checksum, in every state: whatever comes, it is never our bug. */
class MutationTest {
    private static final int SEEDS = 300;
    private static final int MUTANTS_PER_SEED = 60;

    @Test
    void damagedPacketsNeverMakeUsFail() {
        for (int seed = 0; seed < SEEDS; seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        Random random = new Random(seed);
        Ladder ladder = new Ladder(AssociationOptions.defaults().withReceiveBufferBytes(30_000));
        ladder.a.association.connect(ladder.now);
        for (int i = 0; i < MUTANTS_PER_SEED; i++) {
            act(ladder, random);
            ladder.runFor(random.nextInt(30) * Ladder.MILLIS);
            List<Ladder.Sent> packets =
                    new ArrayList<>(ladder.sent.subList(Math.max(0, ladder.sent.size() - 20), ladder.sent.size()));
            if (!packets.isEmpty()) {
                Ladder.Sent original = packets.get(random.nextInt(packets.size()));
                ladder.inject(original.to(), mutate(original.bytes(), random));
            }
        }
        ladder.runFor(Ladder.SECONDS);
        for (Endpoint endpoint : List.of(ladder.a, ladder.z)) {
            assertThat(endpoint.events(AssociationOutput.Closed.class))
                    .as("seed %d", seed)
                    .noneMatch(closed -> closed.reason() instanceof CloseReason.Failed failed
                            && failed.failure() == CloseReason.Failure.INTERNAL_ERROR);
        }
    }

    private static void act(Ladder ladder, Random random) {
        Endpoint endpoint = random.nextBoolean() ? ladder.a : ladder.z;
        boolean isOpen = endpoint.state().compareTo(AssociationState.ESTABLISHED) <= 0;
        if (!isOpen) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> endpoint.association.resetStreams(ladder.now, List.of(Ladder.STREAM));
            case 1 -> {
                if (random.nextInt(10) == 0) {
                    endpoint.association.shutdown(ladder.now);
                }
            }
            case 2, 3, 4 -> {
                Reliability once = new Reliability.LimitedRetransmissions(0);
                ladder.send(
                        endpoint,
                        "p".repeat(1 + random.nextInt(5_000)),
                        SendOptions.unordered().withReliability(once));
            }
            default -> ladder.send(endpoint, 1 + random.nextInt(5_000));
        }
    }

    private static Bytes mutate(Bytes packet, Random random) {
        byte[] bytes = packet.toArray();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            // Mostly the chunk headers and fixed fields; the common header, with its tag, stays right.
            int at = 12 + random.nextInt(Math.min(bytes.length - 12, 40));
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] + random.nextInt(3) - 1);
        }
        for (int at = 8; at < 12; at++) {
            bytes[at] = 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        for (int i = 0; i < 4; i++) {
            bytes[8 + i] = (byte) (value >>> (8 * i));
        }
        return Bytes.wrap(bytes);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.datachannel4j.sctp.handover.HandoverEnvelope;
import io.github.datachannel4j.testkit.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A handover as bytes: everything comes back, and nothing else is taken for one. */
class HandoverCodecTest {
    private static final int MUTANTS_PER_SEED = 200;

    /** One with streams both ways, an answered request and a measured path. */
    static AssociationHandover sample() {
        Ladder ladder = Ladder.interleaving(AssociationOptions.defaults(), AssociationOptions.defaults());
        ladder.connect();
        for (int stream = 0; stream < 5; stream++) {
            StreamId id = new StreamId(stream * 7);
            for (Endpoint end : List.of(ladder.a, ladder.z)) {
                end.association.send(
                        ladder.now, Ladder.message(id, "ordered", SendOptions.ordered(), OutgoingMessage.NO_TOKEN));
                end.association.send(
                        ladder.now, Ladder.message(id, "unordered", SendOptions.unordered(), OutgoingMessage.NO_TOKEN));
            }
        }
        ladder.runUntilQuiet();
        ladder.z.association.resetStreams(ladder.now, List.of(new StreamId(7), new StreamId(14)));
        ladder.runUntilQuiet();
        return ladder.a.association.handOver(ladder.now);
    }

    @Test
    void everythingComesBack() throws MalformedHandoverException {
        AssociationHandover handover = sample();

        assertThat(handover.outgoing().streams()).hasSize(5);
        assertThat(handover.incoming().streams()).hasSize(3);
        assertThat(handover.requests().lastAnswer().isEmpty()).isFalse();
        assertThat(AssociationHandover.decode(handover.encode())).isEqualTo(handover);
    }

    @Test
    void anotherVersionIsRefused() {
        byte[] bytes = sample().encode().toArray();
        bytes[5]++;

        assertRefused(bytes, "version 2");
    }

    @Test
    void whatIsCutOffIsRefusedWhereverItIsCut() {
        byte[] bytes = sample().encode().toArray();
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Arrays.copyOf(bytes, length), "handover");
            assertRefused(sealed(Arrays.copyOf(bytes, length)), "handover");
        }
    }

    @Test
    void whatIsTooLongIsRefused() {
        byte[] bytes = sample().encode().toArray();

        assertRefused(Arrays.copyOf(bytes, bytes.length + 1), "damaged");
        assertRefused(sealed(Arrays.copyOf(bytes, bytes.length + 8)), "8 bytes too many");
    }

    @Test
    void everyDamagedByteIsNoticed() {
        byte[] bytes = sample().encode().toArray();
        for (int at = 0; at < bytes.length; at++) {
            bytes[at] ^= 0x10;
            assertRefused(bytes, "");
            bytes[at] ^= 0x10;
        }
    }

    @Test
    void somethingElseIsRefused() {
        assertRefused(new byte[500], "not the handover");
    }

    @Test
    void theKeyOfTheCookiesIsNotShown() {
        assertThat(sample().toString()).doesNotContain("key");
    }

    /** With a right checksum, so that the reader itself is put to the test. What it takes, an association takes, too. */
    @Test
    void whateverIsReadCanBeTakenOver() {
        byte[] original = sample().encode().toArray();
        int[] taken = {0};
        Seeds.forEach(50, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < MUTANTS_PER_SEED; i++) {
                taken[0] += HandoverFuzz.takesOver(sealed(mutant(original, random))) ? 1 : 0;
            }
        });
        assertThat(taken[0]).as("mutants that make sense").isPositive();
    }

    private static byte[] mutant(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int i = random.nextInt(3); i >= 0 && bytes.length > HandoverEnvelope.PREAMBLE_BYTES; i--) {
            int at = HandoverEnvelope.PREAMBLE_BYTES + random.nextInt(bytes.length - HandoverEnvelope.PREAMBLE_BYTES);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes[at] = (byte) -random.nextInt(2);
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(at, bytes.length + 20));
            }
        }
        return bytes;
    }

    /** The same with a checksum that is right. */
    static byte[] sealed(byte[] bytes) {
        return bytes.length < HandoverEnvelope.CHECKSUM_BYTES
                ? bytes
                : HandoverEnvelope.seal(bytes).array();
    }

    private static void assertRefused(byte[] bytes, String why) {
        assertThatExceptionOfType(MalformedHandoverException.class)
                .isThrownBy(() -> AssociationHandover.decode(Bytes.wrap(bytes)))
                .withMessageContaining(why);
    }
}

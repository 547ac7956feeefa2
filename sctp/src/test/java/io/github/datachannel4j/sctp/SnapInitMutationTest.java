package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.testkit.Mutants;
import io.github.datachannel4j.testkit.Seeds;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Damaged INITs of signaling: each makes an association that works, or is refused in words. */
class SnapInitMutationTest {
    private static final int MUTANTS_PER_SEED = 20;

    private int connected;
    private int refused;

    /** Of Chromium 156 and of ours, with and without what can be switched off. */
    static List<byte[]> originals() {
        AssociationOptions bare = AssociationOptions.defaults()
                .withZeroChecksum(false)
                .withStreamOptions(StreamOptions.defaults().withInterleaving(MessageInterleaving.OFF));
        return List.of(
                Base64.getDecoder().decode("AQAAII+TRaoAUAAA/////6kSWAXAAAAEgAgACILAQMI="),
                SnapInit.draw(AssociationOptions.defaults(), new Random(11)).toArray(),
                SnapInit.draw(bare, new Random(12)).toArray());
    }

    @Test
    void whateverIsUsableMakesAnAssociation() {
        List<byte[]> originals = originals();
        Seeds.forEach(500, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            for (int i = 0; i < MUTANTS_PER_SEED; i++) {
                if (SnapInitFuzz.connects(Mutants.of(originals, random))) {
                    connected++;
                } else {
                    refused++;
                }
            }
        });
        // Both must happen often, or the mutations prove nothing.
        assertThat(connected).isGreaterThan((connected + refused) / 10);
        assertThat(refused).isGreaterThan((connected + refused) / 10);
    }
}

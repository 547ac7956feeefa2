package io.github.datachannel4j.sctp.fuzz;

import io.github.datachannel4j.testkit.Seeds;
import org.junit.jupiter.api.Test;

/** {@link CommandFuzzer} from seeds, as much as a build has time for; {@code -Dseeds=1000000} runs more, {@code -Dseed=42} one again. */
class CommandFuzzTest {
    @Test
    void everythingArrivesWhateverOwnersAndNetworksDo() {
        Seeds.forEach(100, seed -> CommandFuzzer.honest(Choices.ofSeed(seed, 800)));
    }

    @Test
    void liesDoNoHarm() {
        Seeds.forEach(600, seed -> CommandFuzzer.hostile(Choices.ofSeed(seed, 1_000)));
    }
}

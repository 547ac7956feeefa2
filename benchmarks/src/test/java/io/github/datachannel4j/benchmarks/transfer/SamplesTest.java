package io.github.datachannel4j.benchmarks.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private final Samples samples = new Samples();

    @Test
    void percentilesAreValuesThatWereSeen() {
        IntStream.rangeClosed(1, 1000).forEach(samples::add);

        assertThat(samples.percentile(95)).isEqualTo(950);
        assertThat(samples.percentile(50)).isEqualTo(500);
        assertThat(samples.mean()).isEqualTo(500.5);
    }

    @Test
    void nothingIsZero() {
        assertThat(samples.percentile(95)).isZero();
        assertThat(samples.mean()).isZero();
    }

    @Test
    void jainsIndexIsOneForEqualSharesAndAHalfWhenOneOfTwoHasAll() {
        samples.add(5);
        samples.add(5);
        assertThat(samples.jainIndex()).isCloseTo(1, within(1e-9));
        Samples unfair = new Samples();
        unfair.add(10);
        unfair.add(0);
        assertThat(unfair.jainIndex()).isCloseTo(0.5, within(1e-9));
    }
}

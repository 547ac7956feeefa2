package io.github.datachannel4j.sctp.association;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class LocalOfferTest {
    /** RFC 9260 §5.3.1. The TSN may well be 0. */
    @Test
    void theTagIsDrawnAgainUntilItIsNotZero() {
        assertThat(LocalOffer.draw(drawing(0, 0, 7, 0))).isEqualTo(new LocalOffer(7, new Tsn(0)));
        assertThat(LocalOffer.draw(drawing(-1, 5))).isEqualTo(new LocalOffer(-1, new Tsn(5)));
    }

    private static RandomGenerator drawing(Integer... numbers) {
        Iterator<Integer> next = List.of(numbers).iterator();
        // A generator makes an int of the upper half of a long.
        return () -> (long) next.next() << Integer.SIZE;
    }
}

package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is open on addresses that come and go. */
class PerAddressTest {
    private final List<String> closed = new ArrayList<>();
    private final List<InetAddress> refused = new ArrayList<>();
    private int opened;
    private final PerAddress<Opened> things = new PerAddress<>(List.of(new Opened(address(0), "first")), new Kind());

    private record Opened(InetAddress address, String name) {}

    private final class Kind implements PerAddress.Kind<Opened> {
        @Override
        public InetAddress address(Opened thing) {
            return thing.address();
        }

        @Override
        public Optional<Opened> open(InetAddress address) {
            return refused.contains(address) ? Optional.empty() : Optional.of(new Opened(address, "no. " + ++opened));
        }

        @Override
        public void close(Opened thing) {
            closed.add(thing.name());
        }
    }

    private static InetAddress address(int last) {
        return Objects.requireNonNull(LiteralAddress.parse("192.0.2." + last));
    }

    private List<String> present() {
        return things.present().stream().map(Opened::name).toList();
    }

    @Test
    void takesBackWhatWasOpenOnAnAddressThatReturns() {
        things.update(List.of(address(1)));
        assertThat(present()).containsExactly("no. 1");
        things.update(List.of(address(0), address(1), address(2)));
        assertThat(present()).containsExactly("first", "no. 1", "no. 2");
        assertThat(closed).isEmpty();
    }

    @Test
    void staysAsItIsWithoutAnyAddress() {
        things.update(List.of());
        refused.add(address(1));
        things.update(List.of(address(1)));
        assertThat(present()).containsExactly("first");
        things.update(List.of(address(1), address(2)));
        assertThat(present()).containsExactly("no. 1");
    }

    @Test
    void closesWhatHasBeenGoneForLongest() {
        IntStream.rangeClosed(1, 10).forEach(last -> things.update(List.of(address(last))));
        assertThat(closed).containsExactly("first", "no. 1");
        things.close();
        assertThat(closed).hasSize(11).doesNotHaveDuplicates();
    }
}

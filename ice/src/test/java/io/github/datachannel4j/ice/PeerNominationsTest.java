package io.github.datachannel4j.ice;

import static io.github.datachannel4j.ice.BindingChecks.Nomination.NOMINATES;
import static io.github.datachannel4j.ice.BindingChecks.Nomination.ONLY_CHECKS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which nominations of a peer are a choice. */
class PeerNominationsTest {
    private final PeerNominations nominations = new PeerNominations();
    private final Pair high = pair(6001, 200);
    private final Pair low = pair(6002, 100);

    private static Pair pair(int port, long priority) {
        InetSocketAddress address =
                new InetSocketAddress(Objects.requireNonNull(LiteralAddress.parse("127.0.0.1")), 5000);
        InetSocketAddress remote = new InetSocketAddress(address.getAddress(), port);
        return new Pair(new TestPath(address), remote, host(5000, 300), host(port, priority));
    }

    private static IceCandidate host(int port, long priority) {
        return IceCandidate.parse("candidate:1 1 udp " + priority + " 127.0.0.1 " + port + " typ host");
    }

    @Test
    void ofAPeerThatNominatesAllThatItChecksTheHighestPriorityCounts() {
        nominations.note(low, NOMINATES);
        nominations.note(high, NOMINATES);
        nominations.note(low, NOMINATES);

        assertThat(nominations.prefer(low, high)).isFalse();
        assertThat(nominations.prefer(high, low)).isTrue();
    }

    @Test
    void ofAPeerThatHasWithheldANominationTheLastOneCounts() {
        nominations.note(high, NOMINATES);
        nominations.note(low, ONLY_CHECKS);
        assertThat(nominations.prefer(low, high)).isFalse();

        nominations.note(low, NOMINATES);
        assertThat(nominations.prefer(low, high)).isTrue();
        assertThat(nominations.prefer(high, low)).isTrue();
    }

    /** As Firefox does: it nominates each pair with its first check, and then checks the selected one for consent. */
    @Test
    void aCheckOfConsentDoesNotMakeAPeerCareful() {
        nominations.note(high, NOMINATES);
        nominations.note(high, ONLY_CHECKS);
        nominations.note(low, NOMINATES);

        assertThat(nominations.prefer(low, high)).isFalse();
    }
}

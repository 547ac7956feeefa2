package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names of peers on the link, in virtual time: who needs no answer does not ask, and opens nothing to ask with. */
class RemoteNamesTest {
    private static final String NAME = "0c1dd2a9-5a4c-4a48-9a3b-6a6a4c9a0b1e.local";
    private static final int LOOKUPS_MAX = 16;

    private final TestClock clock = new TestClock();

    /** Counts how often multicast DNS asks for interfaces to speak on, which it does when it opens its sockets. */
    private final AtomicInteger opened = new AtomicInteger();

    private final SessionContext context = clock.context(new StunTransactions(), () -> {
        opened.incrementAndGet();
        return List.of();
    });
    private final RemoteNames names = new RemoteNames(context, IceNetworkConfig.Mdns.RESOLVE);
    private final List<List<InetAddress>> results = new ArrayList<>();
    private boolean needless;

    @AfterEach
    void close() {
        context.mdns().close();
        clock.close();
    }

    private void pass(long millis) {
        clock.pass(millis, TimeUnit.MILLISECONDS);
    }

    @Test
    void doesNotAskForAPeerThatHasShownItself() {
        names.lookUpLocal(NAME, () -> needless, results::add);
        needless = true;
        pass(60_000);
        assertThat(opened).as("sockets of multicast DNS").hasValue(0);
        assertThat(results).isEmpty();
    }

    @Test
    void asksATenthOfASecondLaterForOneThatHasNot() {
        names.lookUpLocal(NAME, () -> needless, results::add);
        pass(99);
        assertThat(opened).hasValue(0);
        pass(1);
        assertThat(opened).hasValue(1);
    }

    @Test
    void neverAsksIfItIsSwitchedOff() {
        new RemoteNames(context, IceNetworkConfig.Mdns.OFF).lookUpLocal(NAME, () -> needless, results::add);
        pass(60_000);
        assertThat(opened).hasValue(0);
    }

    @Test
    void neverAsksForWhatIsNoNameOfMulticastDns() {
        names.lookUpLocal("not a name.local", () -> needless, results::add);
        names.lookUpLocal("example.org", () -> needless, results::add);
        pass(60_000);
        assertThat(opened).hasValue(0);
    }

    @Test
    void asksForABoundedNumberOfNames() {
        AtomicInteger asked = new AtomicInteger();
        for (int i = 0; i < LOOKUPS_MAX + 4; i++) {
            names.lookUpLocal(
                    NAME,
                    () -> {
                        asked.incrementAndGet();
                        return true;
                    },
                    results::add);
        }
        pass(1000);
        assertThat(asked).hasValue(LOOKUPS_MAX);
    }
}

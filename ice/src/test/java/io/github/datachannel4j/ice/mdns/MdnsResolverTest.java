package io.github.datachannel4j.ice.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions, answers that are believed and others, and how long. */
class MdnsResolverTest {
    private static final MdnsName NAME = MdnsName.of("peer.local");
    /** For IPv4 and for IPv6. */
    private static final int QUERIES = 2;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final List<MdnsMessage> sent = new ArrayList<>();
    private final List<List<InetAddress>> found = new ArrayList<>();
    private final MdnsResolver resolver = new MdnsResolver(sent::add);
    private InetAddress address;

    @BeforeEach
    void makeAddress() throws UnknownHostException {
        address = InetAddress.getByName("192.0.2.7");
    }

    private static MdnsMessage answer(MdnsName name, InetAddress address, long ttlSeconds) {
        return MdnsMessage.response(List.of(new Answer(name, address, ttlSeconds)));
    }

    private void resolve(long now) {
        resolver.resolve(now, NAME, found::add);
    }

    @Test
    void asksOnceForTwoWhoWantToKnow() {
        resolve(0);
        resolve(1);
        resolver.receive(2, answer(NAME, address, 120));
        assertThat(sent).containsExactlyElementsOf(MdnsMessage.queries(NAME));
        assertThat(found).containsExactly(List.of(address), List.of(address));
        assertThat(resolver.nextTimeout()).isEqualTo(MdnsResolver.NEVER);
    }

    @Test
    void asksAgainAfterOneAndThreeSecondsAndGivesUpAfterFive() {
        resolve(0);
        List<Long> times = new ArrayList<>();
        while (resolver.nextTimeout() != MdnsResolver.NEVER) {
            times.add(resolver.nextTimeout() / SECOND);
            resolver.advanceTo(resolver.nextTimeout());
        }
        assertThat(times).containsExactly(1L, 3L, 5L);
        assertThat(sent).hasSize(3 * QUERIES);
        assertThat(found).containsExactly(List.of());
    }

    @Test
    void remembersAsLongAsTheAnswerSaysAndNoLonger() {
        resolve(0);
        resolver.receive(0, answer(NAME, address, 10));
        resolve(9 * SECOND);
        assertThat(sent).hasSize(QUERIES);
        resolve(10 * SECOND);
        assertThat(sent).hasSize(2 * QUERIES);
        assertThat(found).hasSize(2);
    }

    @Test
    void remembersNothingForLongerThanTwoMinutes() {
        resolve(0);
        resolver.receive(0, answer(NAME, address, 0xFFFF_FFFFL));
        resolve(121 * SECOND);
        assertThat(sent).hasSize(2 * QUERIES);
    }

    @Test
    void forgetsWhatIsTakenBack() {
        resolve(0);
        resolver.receive(0, answer(NAME, address, 120));
        resolver.receive(1, answer(NAME, address, 0));
        resolve(2);
        assertThat(sent).hasSize(2 * QUERIES);
    }

    @Test
    void believesOnlyAnswersToItsQuestions() throws UnknownHostException {
        resolver.receive(0, answer(NAME, address, 120));
        resolve(1);
        resolver.receive(2, answer(MdnsName.of("another.local"), address, 120));
        resolver.receive(3, answer(NAME, InetAddress.getByName("224.0.0.1"), 120));
        resolver.receive(4, answer(NAME, InetAddress.getByName("0.0.0.0"), 120));
        resolver.receive(5, new MdnsMessage(0, false, List.of(), List.of(new Answer(NAME, address, 120))));
        assertThat(found).isEmpty();
    }

    @Test
    void asksForSoManyNamesAtATimeAndNoMore() {
        for (int i = 0; i < MdnsResolver.QUESTIONS_MAX; i++) {
            resolver.resolve(0, MdnsName.of("peer" + i + ".local"), found::add);
        }
        assertThat(found).isEmpty();
        resolve(0);
        assertThat(found).containsExactly(List.of());
        assertThat(sent).hasSize(MdnsResolver.QUESTIONS_MAX * QUERIES);
    }
}

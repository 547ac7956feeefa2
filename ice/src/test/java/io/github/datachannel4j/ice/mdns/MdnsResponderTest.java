package io.github.datachannel4j.ice.mdns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Kind;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Question;
import io.github.datachannel4j.ice.mdns.MdnsResponder.Way;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of our own names, to whom, and how often. */
class MdnsResponderTest {
    private static final MdnsName NAME = MdnsName.of("me.local");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MdnsResponder responder = new MdnsResponder();
    private InetAddress address;

    @BeforeEach
    void publish() throws UnknownHostException {
        address = InetAddress.getByName("192.0.2.1");
        assertThat(responder.publish(NAME, address)).isEqualTo(answer(120));
    }

    private MdnsMessage answer(long ttlSeconds) {
        return MdnsMessage.response(List.of(new Answer(NAME, address, ttlSeconds)));
    }

    @Test
    void answersToAllAtMostOnceASecond() {
        MdnsMessage query = MdnsMessage.queries(NAME).getFirst();
        assertThat(responder.answer(0, query, true)).isEqualTo(new MdnsResponder.Reply(answer(120), Way.MULTICAST));
        assertThat(responder.answer(SECOND - 1, query, true)).isNull();
        assertThat(responder.answer(SECOND, query, true)).isNotNull();
    }

    @Test
    void answersToTheAskerAloneWhoWantsThat() {
        MdnsMessage query = new MdnsMessage(0, false, List.of(new Question(NAME, Kind.BOTH, true)), List.of());
        assertThat(responder.answer(0, query, true)).isEqualTo(new MdnsResponder.Reply(answer(120), Way.UNICAST));
    }

    @Test
    void repeatsQuestionAndIdForAResolverOfUnicastDns() {
        Question question = new Question(NAME, Kind.IPV4, false);
        MdnsResponder.Reply reply =
                responder.answer(0, new MdnsMessage(77, false, List.of(question), List.of()), false);
        assertThat(reply)
                .isEqualTo(new MdnsResponder.Reply(
                        new MdnsMessage(77, true, List.of(question), List.of(new Answer(NAME, address, 10))),
                        Way.UNICAST));
    }

    @Test
    void doesNotFloodASingleAsker() {
        MdnsMessage query = new MdnsMessage(0, false, List.of(new Question(NAME, Kind.BOTH, true)), List.of());
        long answered = IntStream.range(0, 1000)
                .filter(i -> responder.answer(5 * SECOND, query, true) != null)
                .count();
        assertThat(answered).isEqualTo(50);
        assertThat(responder.answer(7 * SECOND, query, true)).isNotNull();
    }

    @Test
    void isSilentAboutOtherNamesAndOtherFamilies() {
        MdnsMessage ipv6 = MdnsMessage.queries(NAME).getLast();
        assertThat(responder.answer(0, ipv6, true)).isNull();
        assertThat(MdnsMessage.queries(MdnsName.of("you.local")))
                .allMatch(query -> responder.answer(0, query, true) == null);
        assertThat(responder.answer(0, answer(120), true)).isNull();
    }

    @Test
    void takesANameBack() {
        assertThat(responder.withdraw(NAME)).isEqualTo(answer(0));
        assertThat(responder.withdraw(NAME)).isNull();
        assertThat(MdnsMessage.queries(NAME)).allMatch(query -> responder.answer(0, query, true) == null);
    }
}

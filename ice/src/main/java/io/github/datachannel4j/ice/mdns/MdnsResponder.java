package io.github.datachannel4j.ice.mdns;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Kind;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Question;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the names that our own addresses hide behind. The names are random, so that nobody else has them and the probing of RFC 6762
 * §8.1 can be left out. The owner sends the replies and serializes the calls.
 */
public final class MdnsResponder {
    /** RFC 6762 §10, and for those who will not hear us take it back. */
    private static final long TTL_SECONDS = 120;

    /** RFC 6762 §6.7. */
    private static final long TTL_SECONDS_OF_UNICAST = 10;

    /** RFC 6762 §6: a record is not multicast more often. */
    private static final long MULTICAST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Nobody has reason to ask for more of our names in one message. */
    private static final int ANSWERS_MAX = 8;

    /** In a second and to single askers, so that forged questions cannot make us flood somebody on the link. */
    private static final int UNICAST_PER_SECOND_MAX = 50;

    private static final class Published {
        final InetAddress address;
        long multicastNanos;
        boolean wasMulticast;

        Published(InetAddress address) {
            this.address = address;
        }
    }

    /** What to send. */
    public record Reply(MdnsMessage message, Way way) {}

    /** To whom. */
    public enum Way {
        /** All on the links. */
        MULTICAST,
        /** The asker alone. */
        UNICAST
    }

    private final Map<MdnsName, Published> names = new HashMap<>();
    private long unicastSinceNanos;
    private int unicastSent;

    /** From now on, the name leads to this address. @return the announcement (RFC 6762 §8.3), after which the first question counts as new */
    public MdnsMessage publish(MdnsName name, InetAddress address) {
        names.put(name, new Published(address));
        return MdnsMessage.response(List.of(new Answer(name, address, TTL_SECONDS)));
    }

    /** The name leads nowhere. @return the good-bye (RFC 6762 §10.1), or null if it was not ours */
    public @Nullable MdnsMessage withdraw(MdnsName name) {
        Published published = names.remove(name);
        return published == null ? null : MdnsMessage.response(List.of(new Answer(name, published.address, 0)));
    }

    /**
     * What there is to say to a question, or null.
     *
     * @param fromMdnsPort whether it came from port 5353; else the asker understands unicast DNS only (RFC 6762 §6.7)
     */
    public @Nullable Reply answer(long nowNanos, MdnsMessage query, boolean fromMdnsPort) {
        if (query.isResponse() || names.isEmpty()) {
            return null;
        }
        List<Question> ours = query.questions().stream()
                .filter(question -> leadsToAddress(question))
                .limit(ANSWERS_MAX)
                .toList();
        if (ours.isEmpty()) {
            return null;
        }
        if (!fromMdnsPort) {
            return legacy(nowNanos, query, ours);
        }
        boolean unicast = ours.stream().allMatch(Question::unicastWanted);
        return unicast ? toTheAsker(nowNanos, MdnsMessage.response(answers(ours, TTL_SECONDS))) : toAll(nowNanos, ours);
    }

    private boolean leadsToAddress(Question question) {
        Published published = names.get(question.name());
        if (published == null) {
            return false;
        }
        boolean isIpv4 = published.address instanceof Inet4Address;
        return question.kind() == Kind.BOTH || (question.kind() == Kind.IPV4) == isIpv4;
    }

    private List<Answer> answers(List<Question> ours, long ttlSeconds) {
        List<Answer> answers = new ArrayList<>();
        for (Question question : ours) {
            Published published = names.get(question.name());
            if (published != null) {
                answers.add(new Answer(question.name(), published.address, ttlSeconds));
            }
        }
        return answers;
    }

    /** The questions are repeated, and so is the id. */
    private @Nullable Reply legacy(long nowNanos, MdnsMessage query, List<Question> ours) {
        return toTheAsker(nowNanos, new MdnsMessage(query.id(), true, ours, answers(ours, TTL_SECONDS_OF_UNICAST)));
    }

    private @Nullable Reply toTheAsker(long nowNanos, MdnsMessage message) {
        if (nowNanos - unicastSinceNanos > TimeUnit.SECONDS.toNanos(1)) {
            unicastSinceNanos = nowNanos;
            unicastSent = 0;
        }
        return unicastSent++ < UNICAST_PER_SECOND_MAX ? new Reply(message, Way.UNICAST) : null;
    }

    private @Nullable Reply toAll(long nowNanos, List<Question> ours) {
        List<Question> due = new ArrayList<>();
        for (Question question : ours) {
            Published published = names.get(question.name());
            if (published != null
                    && (!published.wasMulticast || nowNanos - published.multicastNanos >= MULTICAST_PAUSE_NANOS)) {
                published.wasMulticast = true;
                published.multicastNanos = nowNanos;
                due.add(question);
            }
        }
        return due.isEmpty() ? null : new Reply(MdnsMessage.response(answers(due, TTL_SECONDS)), Way.MULTICAST);
    }
}

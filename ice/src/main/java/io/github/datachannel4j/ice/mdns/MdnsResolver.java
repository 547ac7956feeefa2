package io.github.datachannel4j.ice.mdns;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks for the addresses of {@code .local} names and remembers the answers. The owner sends what it is told to send, brings the messages that
 * come in, and comes back at {@link #nextTimeout()}. Times are nanoseconds on one scale of the owner's.
 */
public final class MdnsResolver {
    /** No timer runs. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Names that are asked for at a time. A peer brings a handful; a crowd of peers is known by its checks anyway. */
    public static final int QUESTIONS_MAX = 64;

    /** Names that are remembered: some peers on the same link, with two families each. */
    private static final int CACHE_MAX = 128;

    /** Addresses of one name beyond this are not used: a browser's name has one. */
    private static final int ADDRESSES_MAX = 4;

    /** Who asks for the same name beyond this is told that it has none. */
    private static final int WAITING_MAX = 16;

    /** RFC 6762 §10: host names live for 120 s; a longer time would only keep what is gone. */
    private static final long TTL_SECONDS_MAX = 120;

    /** RFC 6762 §5.2: a second between the first two questions, then twice as long. */
    private static final long[] ASKED_AGAIN_MILLIS = {1000, 3000};

    private static final long GIVEN_UP_MILLIS = 5000;

    private record Known(List<InetAddress> addresses, long untilNanos) {}

    private static final class Question {
        final long startNanos;
        int repeated;
        final List<Consumer<List<InetAddress>>> waiting = new ArrayList<>();

        Question(long startNanos) {
            this.startNanos = startNanos;
        }

        long nextNanos() {
            long millis = repeated < ASKED_AGAIN_MILLIS.length ? ASKED_AGAIN_MILLIS[repeated] : GIVEN_UP_MILLIS;
            return startNanos + TimeUnit.MILLISECONDS.toNanos(millis);
        }
    }

    private final Consumer<MdnsMessage> send;
    private final Map<MdnsName, Question> questions = new LinkedHashMap<>();
    private final Map<MdnsName, Known> cache = new LinkedHashMap<>();

    /** @param send to all on the links, at once */
    public MdnsResolver(Consumer<MdnsMessage> send) {
        this.send = send;
    }

    /** Asks for a name; the result is told once, at once or later, and is empty if nobody answers. */
    public void resolve(long nowNanos, MdnsName name, Consumer<List<InetAddress>> result) {
        Known known = cache.get(name);
        if (known != null && nowNanos - known.untilNanos < 0) {
            result.accept(known.addresses);
            return;
        }
        Question question = questions.get(name);
        if (question == null && questions.size() < QUESTIONS_MAX) {
            question = new Question(nowNanos);
            questions.put(name, question);
            MdnsMessage.queries(name).forEach(send);
        }
        if (question == null || question.waiting.size() >= WAITING_MAX) {
            result.accept(List.of());
        } else {
            question.waiting.add(result);
        }
    }

    /** Somebody has answered, or announces itself. Only what was asked for is taken, so that nobody can fill the cache. */
    public void receive(long nowNanos, MdnsMessage message) {
        if (!message.isResponse()) {
            return;
        }
        Map<MdnsName, List<InetAddress>> found = new LinkedHashMap<>();
        long ttlSeconds = TTL_SECONDS_MAX;
        for (Answer answer : message.answers()) {
            if (answer.ttlSeconds() == 0) {
                cache.remove(answer.name());
            } else if (questions.containsKey(answer.name()) && isOfAHost(answer.address())) {
                ttlSeconds = Math.min(ttlSeconds, answer.ttlSeconds());
                List<InetAddress> addresses = found.computeIfAbsent(answer.name(), name -> new ArrayList<>());
                if (addresses.size() < ADDRESSES_MAX && !addresses.contains(answer.address())) {
                    addresses.add(answer.address());
                }
            }
        }
        long untilNanos = nowNanos + TimeUnit.SECONDS.toNanos(ttlSeconds);
        found.forEach((name, addresses) -> found(name, new Known(List.copyOf(addresses), untilNanos)));
    }

    private static boolean isOfAHost(InetAddress address) {
        return !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }

    private void found(MdnsName name, Known known) {
        cache.remove(name);
        if (cache.size() >= CACHE_MAX) {
            cache.remove(cache.keySet().iterator().next());
        }
        cache.put(name, known);
        Question question = questions.remove(name);
        if (question != null) {
            question.waiting.forEach(waiting -> waiting.accept(known.addresses));
        }
    }

    /** When to call {@link #advanceTo}, or {@link #NEVER}. */
    public long nextTimeout() {
        return questions.values().stream().mapToLong(Question::nextNanos).min().orElse(NEVER);
    }

    /** Asks again for what is due, and gives up what has been asked for often enough. */
    public void advanceTo(long nowNanos) {
        List<Question> over = new ArrayList<>();
        for (Iterator<Map.Entry<MdnsName, Question>> each = questions.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<MdnsName, Question> entry = each.next();
            Question question = entry.getValue();
            if (nowNanos - question.nextNanos() < 0) {
                continue;
            }
            if (question.repeated < ASKED_AGAIN_MILLIS.length) {
                question.repeated++;
                MdnsMessage.queries(entry.getKey()).forEach(send);
            } else {
                each.remove();
                over.add(question);
            }
        }
        over.forEach(question -> question.waiting.forEach(waiting -> waiting.accept(List.of())));
    }
}

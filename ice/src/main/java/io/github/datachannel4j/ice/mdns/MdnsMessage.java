package io.github.datachannel4j.ice.mdns;

import java.net.InetAddress;
import java.util.List;

/**
 * A message of multicast DNS: a question for host names, or what is known of them. Everything else of DNS is skipped in parsing.
 *
 * @param id 0 but in questions and answers of resolvers that know only unicast DNS (RFC 6762 §18.1, §6.7)
 * @param isResponse whether it answers
 * @param questions for addresses of host names
 * @param answers addresses of host names, from the answers and the additional records
 */
public record MdnsMessage(int id, boolean isResponse, List<Question> questions, List<Answer> answers) {
    /** Which addresses are asked for. */
    public enum Kind {
        IPV4,
        IPV6,
        BOTH
    }

    /**
     * A question.
     *
     * @param unicastWanted whether the answer may come to the asker alone (RFC 6762 §5.4)
     */
    public record Question(MdnsName name, Kind kind, boolean unicastWanted) {}

    /**
     * An address record.
     *
     * @param ttlSeconds how long it may be believed; 0 takes it back (RFC 6762 §10.1)
     */
    public record Answer(MdnsName name, InetAddress address, long ttlSeconds) {}

    public MdnsMessage {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
    }

    /** The questions for both kinds of addresses of one name, in a message each: Chromium skips messages with more than one question. */
    public static List<MdnsMessage> queries(MdnsName name) {
        return List.of(query(name, Kind.IPV4), query(name, Kind.IPV6));
    }

    private static MdnsMessage query(MdnsName name, Kind kind) {
        return new MdnsMessage(0, false, List.of(new Question(name, kind, false)), List.of());
    }

    /** An answer to everybody, or an announcement. */
    public static MdnsMessage response(List<Answer> answers) {
        return new MdnsMessage(0, true, List.of(), answers);
    }

    /** Reads what came from the network. */
    public static MdnsMessage parse(byte[] bytes, int offset, int length) throws MalformedMdnsException {
        return new MdnsReader(bytes, offset, length).message();
    }

    /** The bytes for the network. */
    public byte[] toBytes() {
        return MdnsWriter.write(this);
    }
}

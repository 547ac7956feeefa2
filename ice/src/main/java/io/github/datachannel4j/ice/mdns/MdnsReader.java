package io.github.datachannel4j.ice.mdns;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Kind;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Question;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one message. Names of other domains, types and classes are passed over, since others share the group. */
final class MdnsReader {
    /** What one message of a browser or a printer holds is far below; the rest of a longer one is not looked at. */
    private static final int RECORDS_MAX = 64;

    /** RFC 1035 §2.3.4: a name has 255 bytes at most. */
    private static final int NAME_BYTES_MAX = 255;

    private final ByteBuffer in;

    MdnsReader(byte[] bytes, int offset, int length) {
        in = ByteBuffer.wrap(bytes, offset, length).slice();
    }

    MdnsMessage message() throws MalformedMdnsException {
        need(Wire.HEADER_BYTES);
        int id = number16();
        int flags = number16();
        if ((flags & Wire.OPCODE_AND_RCODE) != 0) {
            throw new MalformedMdnsException("an opcode or an error, which multicast DNS does not have");
        }
        int questionCount = number16();
        int recordCount = number16() + number16() + number16();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < Math.min(questionCount, RECORDS_MAX); i++) {
            readQuestion(questions);
        }
        List<Answer> answers = new ArrayList<>();
        if (questionCount <= RECORDS_MAX) {
            for (int i = 0; i < Math.min(recordCount, RECORDS_MAX); i++) {
                readRecord(answers);
            }
        }
        return new MdnsMessage(id, (flags & Wire.FLAG_RESPONSE) != 0, questions, answers);
    }

    private void readQuestion(List<Question> questions) throws MalformedMdnsException {
        MdnsName name = name();
        need(2 * Short.BYTES);
        int type = number16();
        int qclass = number16();
        Kind kind = kind(type);
        int plainClass = qclass & ~Wire.CLASS_TOP_BIT;
        if (name != null && kind != null && (plainClass == Wire.CLASS_IN || plainClass == Wire.CLASS_ANY)) {
            questions.add(new Question(name, kind, (qclass & Wire.CLASS_TOP_BIT) != 0));
        }
    }

    private static @Nullable Kind kind(int type) {
        return switch (type) {
            case Wire.TYPE_A -> Kind.IPV4;
            case Wire.TYPE_AAAA -> Kind.IPV6;
            case Wire.TYPE_ANY -> Kind.BOTH;
            default -> null;
        };
    }

    private void readRecord(List<Answer> answers) throws MalformedMdnsException {
        MdnsName name = name();
        need(3 * Short.BYTES + Integer.BYTES);
        int type = number16();
        int plainClass = number16() & ~Wire.CLASS_TOP_BIT;
        long ttlSeconds = in.getInt() & 0xFFFF_FFFFL;
        byte[] data = new byte[number16()];
        need(data.length);
        in.get(data);
        boolean isAddress = (type == Wire.TYPE_A && data.length == Wire.IPV4_BYTES)
                || (type == Wire.TYPE_AAAA && data.length == Wire.IPV6_BYTES);
        if (name != null && isAddress && plainClass == Wire.CLASS_IN) {
            answers.add(new Answer(name, address(data), ttlSeconds));
        }
    }

    private static InetAddress address(byte[] data) {
        try {
            return InetAddress.getByAddress(data);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 bytes are an address", e);
        }
    }

    /**
     * The name at the position, which is afterwards behind it; null if it is not a host of multicast DNS. A pointer leads to an earlier place
     * only (RFC 1035 §4.1.4), so that there is no way to go round in circles.
     */
    private @Nullable MdnsName name() throws MalformedMdnsException {
        byte[] text = new byte[NAME_BYTES_MAX];
        int length = 0;
        int behind = -1;
        int lowest = in.position();
        while (true) {
            need(1);
            int labelBytes = in.get() & 0xFF;
            if (labelBytes == 0) {
                break;
            }
            if ((labelBytes & Wire.POINTER) == Wire.POINTER) {
                need(1);
                int target = ((labelBytes & ~Wire.POINTER) << Byte.SIZE) | (in.get() & 0xFF);
                behind = behind < 0 ? in.position() : behind;
                if (target >= lowest) {
                    throw new MalformedMdnsException("a name points forward");
                }
                lowest = target;
                in.position(target);
                continue;
            }
            need(labelBytes);
            if ((labelBytes & Wire.POINTER) != 0 || length + labelBytes + 1 > NAME_BYTES_MAX) {
                throw new MalformedMdnsException("a label that is none, or a name that is too long");
            }
            in.get(text, length, labelBytes);
            text[length + labelBytes] = '.';
            length += labelBytes + 1;
        }
        if (behind >= 0) {
            in.position(behind);
        }
        String name = new String(Arrays.copyOf(text, length), StandardCharsets.ISO_8859_1);
        return MdnsName.isOne(name) ? MdnsName.of(name) : null;
    }

    private int number16() {
        return in.getShort() & 0xFFFF;
    }

    private void need(int bytes) throws MalformedMdnsException {
        if (in.remaining() < bytes) {
            throw new MalformedMdnsException("it ends too early");
        }
    }
}

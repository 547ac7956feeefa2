package io.github.datachannel4j.ice.mdns;

import io.github.datachannel4j.ice.mdns.MdnsMessage.Answer;
import io.github.datachannel4j.ice.mdns.MdnsMessage.Question;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one message; names are not compressed, since there is seldom more than one. */
final class MdnsWriter {
    /** RFC 6762 §17: a message keeps to the MTU; ours come nowhere near it. */
    private static final int MESSAGE_BYTES_MAX = 1400;

    private static final byte[] LOCAL = "local".getBytes(StandardCharsets.US_ASCII);

    private MdnsWriter() {}

    static byte[] write(MdnsMessage message) {
        ByteBuffer out = ByteBuffer.allocate(MESSAGE_BYTES_MAX);
        out.putShort((short) message.id());
        out.putShort((short) (message.isResponse() ? Wire.FLAG_RESPONSE | Wire.FLAG_AUTHORITATIVE : 0));
        out.putShort((short) message.questions().size());
        out.putShort((short) message.answers().size());
        out.putInt(0);
        // RFC 6762 §6.7: a resolver of unicast DNS does not know the bit for "flush your cache".
        boolean flush = message.questions().isEmpty();
        message.questions().forEach(question -> write(out, question));
        message.answers().forEach(answer -> write(out, answer, flush));
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void write(ByteBuffer out, Question question) {
        write(out, question.name());
        int type = switch (question.kind()) {
            case IPV4 -> Wire.TYPE_A;
            case IPV6 -> Wire.TYPE_AAAA;
            case BOTH -> Wire.TYPE_ANY;
        };
        out.putShort((short) type);
        out.putShort((short) (question.unicastWanted() ? Wire.CLASS_TOP_BIT | Wire.CLASS_IN : Wire.CLASS_IN));
    }

    private static void write(ByteBuffer out, Answer answer, boolean flush) {
        write(out, answer.name());
        byte[] address = answer.address().getAddress();
        out.putShort((short) (address.length == Wire.IPV4_BYTES ? Wire.TYPE_A : Wire.TYPE_AAAA));
        out.putShort((short) (flush ? Wire.CLASS_TOP_BIT | Wire.CLASS_IN : Wire.CLASS_IN));
        out.putInt((int) answer.ttlSeconds());
        out.putShort((short) address.length);
        out.put(address);
    }

    private static void write(ByteBuffer out, MdnsName name) {
        byte[] label = name.labelBytes();
        out.put((byte) label.length).put(label);
        out.put((byte) LOCAL.length).put(LOCAL);
        out.put((byte) 0);
    }
}

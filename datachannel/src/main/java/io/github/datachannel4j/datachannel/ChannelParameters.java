package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import org.jspecify.annotations.Nullable;

/**
 * What a channel is to be, as both ends know it.
 *
 * @param label any text of up to 65535 bytes of UTF-8
 * @param protocol the subprotocol, likewise; empty for none
 * @param delivery ordered or not, and how reliable: fully, or up to a number of retransmissions or a lifetime. The priority policy of RFC
 *     7496 ({@link Reliability.Priority}) is refused: neither the OPEN of RFC 8832 nor the W3C's RTCDataChannelInit has a word for it, so the
 *     peer could not be told. It is for users of {@code sctp} alone
 * @param priority 0 to 65535, see the constants; travels in the OPEN (RFC 8831 §6.4)
 * @param negotiatedId the id both ends have agreed on elsewhere, 0 to 65534; null for a channel that is opened in-band with DCEP
 */
public record ChannelParameters(
        String label,
        String protocol,
        SendOptions delivery,
        int priority,
        @Nullable StreamId negotiatedId) {
    /** RFC 8831 §6.4 "below normal"; the W3C's {@code very-low}. */
    public static final int PRIORITY_BELOW_NORMAL = 128;
    /** RFC 8831 §6.4 "normal"; the W3C's {@code low}, and its default. */
    public static final int PRIORITY_NORMAL = 256;
    /** RFC 8831 §6.4 "high"; the W3C's {@code medium}. */
    public static final int PRIORITY_HIGH = 512;
    /** RFC 8831 §6.4 "extra high"; the W3C's {@code high}. */
    public static final int PRIORITY_EXTRA_HIGH = 1024;
    /** The largest id of a channel; RFC 8832 §6 excludes 65535. */
    public static final int ID_MAX = 65534;

    private static final int TEXT_BYTES_MAX = 0xFFFF;
    private static final int PRIORITY_MAX = 0xFFFF;

    /** Checks every limit; texts are turned into what the wire can carry (a lone surrogate becomes U+FFFD). */
    public ChannelParameters {
        label = wireText(label, DataChannelError.LABEL_TOO_LONG);
        protocol = wireText(protocol, DataChannelError.PROTOCOL_TOO_LONG);
        if (priority < 0 || priority > PRIORITY_MAX) {
            throw new IllegalArgumentException("a priority is 0 to 65535, not " + priority);
        }
        if (delivery.reliability() instanceof Reliability.Priority) {
            throw new IllegalArgumentException("RFC 8832 has no channel type for the priority policy");
        }
        if (negotiatedId != null && negotiatedId.value() > ID_MAX) {
            throw new DataChannelException(
                    DataChannelError.ID_OUT_OF_RANGE, "a channel's id is 0 to 65534, not " + negotiatedId.value());
        }
    }

    /** A reliable, ordered channel of normal priority, opened in-band. */
    public static ChannelParameters of(String label) {
        return new ChannelParameters(label, "", SendOptions.ordered(), PRIORITY_NORMAL, null);
    }

    public ChannelParameters withProtocol(String subprotocol) {
        return new ChannelParameters(label, subprotocol, delivery, priority, negotiatedId);
    }

    public ChannelParameters withDelivery(SendOptions orderAndReliability) {
        return new ChannelParameters(label, protocol, orderAndReliability, priority, negotiatedId);
    }

    public ChannelParameters withPriority(int newPriority) {
        return new ChannelParameters(label, protocol, delivery, newPriority, negotiatedId);
    }

    /** Both ends create the channel with this id, and no OPEN is sent. */
    public ChannelParameters withNegotiatedId(int id) {
        if (id < 0 || id > ID_MAX) {
            throw new DataChannelException(DataChannelError.ID_OUT_OF_RANGE, "a channel's id is 0 to 65534, not " + id);
        }
        return new ChannelParameters(label, protocol, delivery, priority, new StreamId(id));
    }

    /** Whether both ends create the channel themselves. */
    public boolean isNegotiated() {
        return negotiatedId != null;
    }

    /** Bytes of UTF-8 that label and protocol take. */
    int textBytes() {
        return Utf8.encode(label).length() + Utf8.encode(protocol).length();
    }

    private static String wireText(String text, DataChannelError tooLong) {
        var encoded = Utf8.encode(text);
        if (encoded.length() > TEXT_BYTES_MAX) {
            throw new DataChannelException(tooLong, encoded.length() + " bytes of UTF-8, at most 65535 fit");
        }
        return encoded.toUtf8();
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.datachannel.DataChannelsHandover.OpenChannel;
import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.FateReport;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.Reliability;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.handover.HandoverEnvelope;
import io.github.datachannel4j.sctp.handover.HandoverReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of the handover of data channels, in network order:
 *
 * <pre>
 *   parity (1) | the peer's message size (8) | association, with its length before it (4)
 *   | retired ids (4), each (2)
 *   | channels (4), each: id (2) | bits (1) | reliability, its limit (1 + 8) | first, present priority (2 + 2)
 *   |     threshold, unconsumed (8 + 8) | messages, bytes sent, received (8 + 8 + 8 + 8) | label, protocol, lengths before (2 + 2)
 * </pre>
 *
 * <p>{@link HandoverEnvelope} stands around it.
 */
final class DataChannelsHandoverCodec {
    private static final HandoverEnvelope ENVELOPE = new HandoverEnvelope(0x4443_3443, 1, "data channels");

    private static final int FIXED_BYTES = 21;
    private static final int CHANNEL_BYTES_MIN = 68;

    private static final int UNORDERED = 1;
    private static final int REPORTS_ACKNOWLEDGED = 2;
    private static final int NEGOTIATED = 4;
    private static final int OPENED_BY_PEER = 8;
    private static final int CONFIRMED = 16;

    private static final int RELIABLE = 0;
    private static final int LIMITED_RETRANSMISSIONS = 1;
    private static final int LIMITED_LIFETIME = 2;

    private DataChannelsHandoverCodec() {}

    // ---- writing

    static Bytes encode(DataChannelsHandover handover) {
        Bytes association = handover.association().encode();
        int bytes = FIXED_BYTES
                + association.length()
                + Short.BYTES * handover.retiredIds().size();
        for (OpenChannel channel : handover.channels()) {
            bytes += CHANNEL_BYTES_MIN + channel.parameters().textBytes();
        }
        return ENVELOPE.write(bytes, out -> write(handover, association, out));
    }

    private static void write(DataChannelsHandover handover, Bytes association, ByteBuffer out) {
        out.put((byte) handover.parity().lowestId()).putLong(handover.remoteMaxMessageSize());
        out.putInt(association.length());
        association.copyTo(out);
        out.putInt(handover.retiredIds().size());
        handover.retiredIds().forEach(id -> out.putShort((short) id.value()));
        out.putInt(handover.channels().size());
        handover.channels().forEach(channel -> write(channel, out));
    }

    private static void write(OpenChannel channel, ByteBuffer out) {
        ChannelParameters parameters = channel.parameters();
        Reliability reliability = parameters.delivery().reliability();
        ChannelStats stats = channel.stats();
        out.putShort((short) channel.id().value())
                .put((byte) bits(channel))
                .put((byte) kindOf(reliability))
                .putLong(limitOf(reliability))
                .putShort((short) parameters.priority())
                .putShort((short) channel.priority())
                .putLong(channel.lowThresholdBytes())
                .putLong(channel.unconsumedBytes())
                .putLong(stats.messagesSent())
                .putLong(stats.bytesSent())
                .putLong(stats.messagesReceived())
                .putLong(stats.bytesReceived());
        writeText(parameters.label(), out);
        writeText(parameters.protocol(), out);
    }

    private static int bits(OpenChannel channel) {
        SendOptions delivery = channel.parameters().delivery();
        return (delivery.order() == MessageOrder.UNORDERED ? UNORDERED : 0)
                | (delivery.report() == FateReport.WHEN_ACKNOWLEDGED ? REPORTS_ACKNOWLEDGED : 0)
                | (channel.parameters().isNegotiated() ? NEGOTIATED : 0)
                | (channel.isOpenedByPeer() ? OPENED_BY_PEER : 0)
                | (channel.isConfirmed() ? CONFIRMED : 0);
    }

    private static int kindOf(Reliability reliability) {
        return switch (reliability) {
            case Reliability.Reliable reliable -> RELIABLE;
            case Reliability.LimitedRetransmissions limit -> LIMITED_RETRANSMISSIONS;
            case Reliability.LimitedLifetime limit -> LIMITED_LIFETIME;
            case Reliability.Priority policy -> throw new IllegalArgumentException("no channel has this policy");
        };
    }

    private static long limitOf(Reliability reliability) {
        return switch (reliability) {
            case Reliability.Reliable reliable -> 0;
            case Reliability.LimitedRetransmissions limit -> limit.retransmitsMax();
            case Reliability.LimitedLifetime limit -> limit.lifetimeNanos();
            case Reliability.Priority policy -> policy.priority();
        };
    }

    private static void writeText(String text, ByteBuffer out) {
        Bytes encoded = Utf8.encode(text);
        out.putShort((short) encoded.length());
        encoded.copyTo(out);
    }

    // ---- reading

    static DataChannelsHandover decode(Bytes bytes) throws MalformedHandoverException {
        try {
            return ENVELOPE.read(bytes, DataChannelsHandoverCodec::read);
        } catch (DataChannelException e) {
            throw new MalformedHandoverException("the handover makes no sense: " + e.getMessage(), e);
        }
    }

    private static DataChannelsHandover read(HandoverReader in) throws MalformedHandoverException {
        StreamIdParity parity = parity(in.unsignedByte());
        long remoteMaxMessageSize = in.signedLong();
        AssociationHandover association = AssociationHandover.decode(in.bytes(in.unsignedInt()));
        int retiredCount = in.count(Short.BYTES);
        List<StreamId> retiredIds = new ArrayList<>(retiredCount);
        for (int i = 0; i < retiredCount; i++) {
            retiredIds.add(new StreamId(in.unsignedShort()));
        }
        int channelCount = in.count(CHANNEL_BYTES_MIN);
        List<OpenChannel> channels = new ArrayList<>(channelCount);
        for (int i = 0; i < channelCount; i++) {
            channels.add(readChannel(in));
        }
        return new DataChannelsHandover(association, parity, remoteMaxMessageSize, channels, retiredIds);
    }

    private static StreamIdParity parity(int lowestId) throws MalformedHandoverException {
        HandoverReader.require(lowestId == 0 || lowestId == 1, "the handover has the parity " + lowestId);
        return lowestId == 0 ? StreamIdParity.EVEN : StreamIdParity.ODD;
    }

    private static OpenChannel readChannel(HandoverReader in) throws MalformedHandoverException {
        StreamId id = new StreamId(in.unsignedShort());
        int bits = in.unsignedByte();
        Reliability reliability = reliability(in.unsignedByte(), in.signedLong());
        int firstPriority = in.unsignedShort();
        int priority = in.unsignedShort();
        long lowThresholdBytes = in.signedLong();
        long unconsumedBytes = in.signedLong();
        ChannelStats stats = new ChannelStats(in.signedLong(), in.signedLong(), in.signedLong(), in.signedLong());
        SendOptions delivery = new SendOptions(
                (bits & UNORDERED) != 0 ? MessageOrder.UNORDERED : MessageOrder.ORDERED,
                reliability,
                (bits & REPORTS_ACKNOWLEDGED) != 0 ? FateReport.WHEN_ACKNOWLEDGED : FateReport.WHEN_SENT);
        @Nullable StreamId negotiatedId = (bits & NEGOTIATED) != 0 ? id : null;
        var parameters = new ChannelParameters(text(in), text(in), delivery, firstPriority, negotiatedId);
        return new OpenChannel(
                id,
                parameters,
                (bits & OPENED_BY_PEER) != 0,
                (bits & CONFIRMED) != 0,
                priority,
                lowThresholdBytes,
                unconsumedBytes,
                stats);
    }

    private static Reliability reliability(int kind, long limit) throws MalformedHandoverException {
        return switch (kind) {
            case RELIABLE -> Reliability.RELIABLE;
            case LIMITED_RETRANSMISSIONS ->
                new Reliability.LimitedRetransmissions(Math.clamp(limit, -1, Integer.MAX_VALUE));
            case LIMITED_LIFETIME -> new Reliability.LimitedLifetime(limit);
            default -> throw new MalformedHandoverException("the handover has a reliability of kind " + kind);
        };
    }

    private static String text(HandoverReader in) throws MalformedHandoverException {
        try {
            return Utf8.decode(in.bytes(in.unsignedShort()));
        } catch (CharacterCodingException e) {
            throw new MalformedHandoverException("a label or protocol of the handover is no UTF-8", e);
        }
    }
}

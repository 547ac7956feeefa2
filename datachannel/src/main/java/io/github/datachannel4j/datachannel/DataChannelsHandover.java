package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.MalformedHandoverException;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamPriority;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that another process needs to go on with the data channels of a peer: made by {@link DataChannels#handOver}, taken up by
 * {@link DataChannels#takeOver}. A secret, as the association in it is.
 *
 * @param association what lies below
 * @param parity our half of the ids
 * @param remoteMaxMessageSize as in {@link DataChannels#setRemoteMaxMessageSize}
 * @param channels those that are open
 * @param retiredIds never to be given out again, since their streams could not be reset
 */
public record DataChannelsHandover(
        AssociationHandover association,
        StreamIdParity parity,
        long remoteMaxMessageSize,
        List<OpenChannel> channels,
        List<StreamId> retiredIds) {

    /**
     * One open channel.
     *
     * @param id its id
     * @param parameters as both ends know them
     * @param isOpenedByPeer whether the peer opened it in-band
     * @param isConfirmed whether the peer has shown that it knows the channel (RFC 8832 §6)
     * @param priority the present one, 0 to 65535
     * @param lowThresholdBytes its {@link Channel#bufferedAmountLowThreshold}
     * @param unconsumedBytes what was received and is still to be told to {@link Channel#consumed}
     * @param stats what it has carried so far
     */
    public record OpenChannel(
            StreamId id,
            ChannelParameters parameters,
            boolean isOpenedByPeer,
            boolean isConfirmed,
            int priority,
            long lowThresholdBytes,
            long unconsumedBytes,
            ChannelStats stats) {
        public OpenChannel {
            check(id.value() <= ChannelParameters.ID_MAX, "a channel has the id " + id.value());
            check(
                    !parameters.isNegotiated() || id.equals(parameters.negotiatedId()),
                    "a negotiated channel has another id than was negotiated");
            check(priority >= 0 && priority <= StreamPriority.MAX, "a channel has the priority " + priority);
            check(lowThresholdBytes >= 0 && unconsumedBytes >= 0, "a channel has a negative number of bytes");
        }
    }

    public DataChannelsHandover {
        channels = List.copyOf(channels);
        retiredIds = List.copyOf(retiredIds);
        check(remoteMaxMessageSize >= 0, "a message size is not negative: " + remoteMaxMessageSize);
        Set<StreamId> ids = new HashSet<>(retiredIds);
        channels.forEach(channel -> check(ids.add(channel.id()), "an id is used twice"));
        check(
                sumOfUnconsumed(channels) <= association.incoming().unconsumedBytes(),
                "channels have received more than the association");
    }

    /** What of the association's delivered bytes nobody can tell to be consumed: their channels are closed. */
    long ownerlessBytes() {
        return association.incoming().unconsumedBytes() - sumOfUnconsumed(channels);
    }

    /** As bytes, for the way to the other process. */
    public Bytes encode() {
        return DataChannelsHandoverCodec.encode(this);
    }

    /** Reads what {@link #encode} has written, in this version of the format and no other. */
    public static DataChannelsHandover decode(Bytes bytes) throws MalformedHandoverException {
        return DataChannelsHandoverCodec.decode(bytes);
    }

    private static void check(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** {@link Long#MAX_VALUE} when there is no such number. */
    private static long sumOfUnconsumed(List<OpenChannel> channels) {
        long sum = 0;
        for (OpenChannel channel : channels) {
            sum = channel.unconsumedBytes() > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + channel.unconsumedBytes();
        }
        return sum;
    }
}

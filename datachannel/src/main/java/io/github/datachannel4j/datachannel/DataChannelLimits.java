package io.github.datachannel4j.datachannel;

/**
 * The limits of one core, in bytes unless said otherwise.
 *
 * @param sentMessageBytesMax the largest message this end sends, whatever the peer allows
 * @param receivedMessageBytesMax what this end announces as {@code a=max-message-size}; a channel that gets more is closed
 * @param bufferedBytesMax how much may be queued on one channel; more is refused with {@link DataChannelError#SEND_QUEUE_FULL}
 * @param highWaterBytes from this {@code bufferedAmount} on, {@link Channel#hasRoom} says no
 * @param remoteChannelsMax how many channels (a number) the peer may have open at a time
 */
public record DataChannelLimits(
        long sentMessageBytesMax,
        long receivedMessageBytesMax,
        long bufferedBytesMax,
        long highWaterBytes,
        int remoteChannelsMax) {
    private static final long MIB = 1024L * 1024;

    public DataChannelLimits {
        requirePositive("sentMessageBytesMax", sentMessageBytesMax);
        requirePositive("receivedMessageBytesMax", receivedMessageBytesMax);
        requirePositive("bufferedBytesMax", bufferedBytesMax);
        requirePositive("highWaterBytes", highWaterBytes);
        requirePositive("remoteChannelsMax", remoteChannelsMax);
    }

    /**
     * Messages of up to 16 MiB out, which is also the send queue of a channel (as in Chromium), and 256 KiB in, which is what Chromium
     * announces; 1 MiB of high water keeps a fast path full; 4096 channels are far above any use seen and cost about 1 MiB.
     */
    public static DataChannelLimits defaults() {
        return new DataChannelLimits(16 * MIB, MIB / 4, 16 * MIB, MIB, 4096);
    }

    public DataChannelLimits withSentMessageBytesMax(long bytes) {
        return new DataChannelLimits(
                bytes, receivedMessageBytesMax, bufferedBytesMax, highWaterBytes, remoteChannelsMax);
    }

    public DataChannelLimits withReceivedMessageBytesMax(long bytes) {
        return new DataChannelLimits(sentMessageBytesMax, bytes, bufferedBytesMax, highWaterBytes, remoteChannelsMax);
    }

    public DataChannelLimits withBufferedBytesMax(long bytes) {
        return new DataChannelLimits(
                sentMessageBytesMax, receivedMessageBytesMax, bytes, highWaterBytes, remoteChannelsMax);
    }

    public DataChannelLimits withHighWaterBytes(long bytes) {
        return new DataChannelLimits(
                sentMessageBytesMax, receivedMessageBytesMax, bufferedBytesMax, bytes, remoteChannelsMax);
    }

    public DataChannelLimits withRemoteChannelsMax(int channels) {
        return new DataChannelLimits(
                sentMessageBytesMax, receivedMessageBytesMax, bufferedBytesMax, highWaterBytes, channels);
    }

    private static void requirePositive(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}

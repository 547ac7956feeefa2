package io.github.datachannel4j.peerconnection;

/** Everything that a data channel reports, except messages: those have consumers of their own. */
public sealed interface DataChannelEvent extends PeerConnectionEvent {
    /** The channel. */
    DataChannel channel();

    /**
     * Messages can be sent.
     *
     * @param channel the channel
     */
    record Open(DataChannel channel) implements DataChannelEvent {
        @Override
        public String type() {
            return "open";
        }
    }

    /**
     * What is queued has fallen to the threshold.
     *
     * @param channel the channel
     */
    record BufferedAmountLow(DataChannel channel) implements DataChannelEvent {
        @Override
        public String type() {
            return "bufferedamountlow";
        }
    }

    /**
     * The channel breaks; closed follows.
     *
     * @param channel the channel
     * @param error why
     */
    record Errored(DataChannel channel, RtcError error) implements DataChannelEvent {
        @Override
        public String type() {
            return "error";
        }
    }

    /**
     * The peer is closing the channel.
     *
     * @param channel the channel
     */
    record Closing(DataChannel channel) implements DataChannelEvent {
        @Override
        public String type() {
            return "closing";
        }
    }

    /**
     * The channel is closed.
     *
     * @param channel the channel
     * @param reason why
     */
    record Closed(DataChannel channel, CloseReason reason) implements DataChannelEvent {
        @Override
        public String type() {
            return "close";
        }
    }
}

package io.github.datachannel4j.datachannel;

/** The W3C's RTCDataChannelState. */
public enum ChannelState {
    /** The association, or the channel's own id, is not there yet. */
    CONNECTING,
    /** Messages may be sent and arrive. */
    OPEN,
    /** One end closes; what this end had queued before its own close still goes out. */
    CLOSING,
    /** Nothing more happens to this channel; its id is free again. */
    CLOSED
}

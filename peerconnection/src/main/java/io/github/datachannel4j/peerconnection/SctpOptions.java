package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.CongestionOptions;

/**
 * How data is sent.
 *
 * @param congestion how the sender finds out what the network can carry
 */
public record SctpOptions(CongestionOptions congestion) {
    private static final SctpOptions DEFAULTS = new SctpOptions(CongestionOptions.defaults());

    /** What suits most applications. */
    public static SctpOptions defaults() {
        return DEFAULTS;
    }

    /** With another controller. */
    public SctpOptions withCongestion(CongestionOptions options) {
        return new SctpOptions(options);
    }
}

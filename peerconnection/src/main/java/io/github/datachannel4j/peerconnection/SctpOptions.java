package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.StreamOptions;

/**
 * How data is sent. How much is held for either side is the business of {@link ChannelLimits}. Fixed once a connection is made;
 * {@code getStats} shows what has come of it, as {@link Stats.OfSctp#metrics()}.
 *
 * @param congestion how the sender finds out what the network can carry (RFC 9260 §7): {@link CongestionOptions.Algorithm#BBR} by default
 * @param streams whether messages of different channels are interleaved (RFC 8260; by default with every peer that can), and which channel
 *     sends next: by default all share by {@link DataChannelOptions#priority()}
 * @param pathMtu how large packets are (RFC 8899), in bytes without DTLS: they begin at 1191, which every network carries, and grow to 1500 at
 *     most. A base of more than {@value #PACKET_BYTES_MAX} is refused, since no peer of ours would read such packets
 * @param signaledInit whether offers and answers carry our INIT chunk as {@code a=sctp-init} (draft-hancke-tsvwg-snap), which saves one or
 *     two round trips with a peer that does so, too, and nothing with others. Off by default: the draft is young, Chromium has it behind a
 *     field trial, and signaling that rewrites descriptions by halves would leave the two ends with different ideas
 */
public record SctpOptions(
        CongestionOptions congestion, StreamOptions streams, PathMtuOptions pathMtu, boolean signaledInit) {
    /** What a datagram of 2048 bytes, the most that Chromium and we read, leaves within DTLS 1.2 with AES-GCM. */
    public static final int PACKET_BYTES_MAX = 2011;

    private static final SctpOptions DEFAULTS =
            new SctpOptions(CongestionOptions.defaults(), StreamOptions.defaults(), PathMtuOptions.defaults(), false);

    /** RangeError for packets that nobody reads. */
    public SctpOptions {
        if (pathMtu.baseBytes() > PACKET_BYTES_MAX) {
            throw new WebRtcException(
                    WebRtcErrorName.RANGE_ERROR,
                    "pathMtu.baseBytes must be at most " + PACKET_BYTES_MAX + ", not " + pathMtu.baseBytes());
        }
    }

    /** What suits most applications. */
    public static SctpOptions defaults() {
        return DEFAULTS;
    }

    /** With another controller. */
    public SctpOptions withCongestion(CongestionOptions options) {
        return new SctpOptions(options, streams, pathMtu, signaledInit);
    }

    /** With the channels sharing the association otherwise. */
    public SctpOptions withStreams(StreamOptions options) {
        return new SctpOptions(congestion, options, pathMtu, signaledInit);
    }

    /** With packets of other sizes. */
    public SctpOptions withPathMtu(PathMtuOptions options) {
        return new SctpOptions(congestion, streams, options, signaledInit);
    }

    /** With our INIT chunk in offers, and in answers to offers with one. */
    public SctpOptions withSignaledInit() {
        return new SctpOptions(congestion, streams, pathMtu, true);
    }
}

package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.CongestionOptions;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.RetransmissionLimits;
import io.github.datachannel4j.sctp.RtoOptions;
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
 * @param rto bounds of the time-out after which SCTP sends again what was not answered (RFC 9260 §6.3.1), in nanoseconds: 500 ms before the
 *     first measurement, 400 ms at least and 3 s at most, as browsers have them. The least has to be above the 200 ms by which peers delay
 *     acknowledgements; the most is how long one sleeps on a path that has come back
 * @param limits after how many time-outs in a row SCTP itself gives the peer up (RFC 9260 §4, §8.1): never by default, since ICE finds out
 *     sooner whether the peer lives ({@link LivenessOptions}), and an ICE restart may bring the path back after any time. With limits the
 *     connection is {@code failed} once one is reached
 * @param signaledInit whether offers and answers carry our INIT chunk as {@code a=sctp-init} (draft-hancke-tsvwg-snap), which saves one or
 *     two round trips with a peer that does so, too, and nothing with others. Off by default: the draft is young, Chromium has it behind a
 *     field trial, and signaling that rewrites descriptions by halves would leave the two ends with different ideas
 */
public record SctpOptions(
        CongestionOptions congestion,
        StreamOptions streams,
        PathMtuOptions pathMtu,
        RtoOptions rto,
        RetransmissionLimits limits,
        boolean signaledInit) {
    /** What a datagram of 2048 bytes, the most that Chromium and we read, leaves within DTLS 1.2 with AES-GCM. */
    public static final int PACKET_BYTES_MAX = 2011;

    private static final SctpOptions DEFAULTS = new SctpOptions(
            CongestionOptions.defaults(),
            StreamOptions.defaults(),
            PathMtuOptions.defaults(),
            RtoOptions.webRtc(),
            RetransmissionLimits.unlimited(),
            false);

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
        return new SctpOptions(options, streams, pathMtu, rto, limits, signaledInit);
    }

    /** With the channels sharing the association otherwise. */
    public SctpOptions withStreams(StreamOptions options) {
        return new SctpOptions(congestion, options, pathMtu, rto, limits, signaledInit);
    }

    /** With packets of other sizes. */
    public SctpOptions withPathMtu(PathMtuOptions options) {
        return new SctpOptions(congestion, streams, options, rto, limits, signaledInit);
    }

    /** With other bounds of the retransmission time-out, such as {@link RtoOptions#rfc9260()} for very slow paths. */
    public SctpOptions withRto(RtoOptions options) {
        return new SctpOptions(congestion, streams, pathMtu, options, limits, signaledInit);
    }

    /** With limits on retransmission, such as {@link RetransmissionLimits#rfc9260()}. */
    public SctpOptions withRetransmissionLimits(RetransmissionLimits options) {
        return new SctpOptions(congestion, streams, pathMtu, rto, options, signaledInit);
    }

    /** With our INIT chunk in offers, and in answers to offers with one. */
    public SctpOptions withSignaledInit() {
        return new SctpOptions(congestion, streams, pathMtu, rto, limits, true);
    }
}

package io.github.datachannel4j.peerconnection;

import java.util.OptionalInt;

/**
 * How a new data channel behaves (W3C RTCDataChannelInit).
 *
 * @param ordered whether messages arrive in the order in which they were sent
 * @param reliability how hard it tries to deliver
 * @param protocol the subprotocol's name, for the application
 * @param negotiatedId the stream both sides have agreed on, 0 to 65534; empty to let the channel be announced to the peer
 * @param priority what the OPEN message says about the channel's weight
 */
public record DataChannelOptions(
        boolean ordered, Reliability reliability, String protocol, OptionalInt negotiatedId, Priority priority) {
    /** The greatest stream id; 65535 is not one (RFC 8832 §6). */
    public static final int ID_MAX = 65534;

    private static final DataChannelOptions DEFAULTS =
            new DataChannelOptions(true, new Reliability.Reliable(), "", OptionalInt.empty(), Priority.LOW);

    /** Checks the id. */
    public DataChannelOptions {
        if (negotiatedId.isPresent() && (negotiatedId.getAsInt() < 0 || negotiatedId.getAsInt() > ID_MAX)) {
            throw new WebRtcException(
                    WebRtcErrorName.TYPE_ERROR, "id must be 0 to 65534, not " + negotiatedId.getAsInt());
        }
    }

    /** Ordered, reliable, announced in-band. */
    public static DataChannelOptions defaults() {
        return DEFAULTS;
    }

    /** Messages may overtake each other. */
    public DataChannelOptions unordered() {
        return new DataChannelOptions(false, reliability, protocol, negotiatedId, priority);
    }

    /** At most so many retransmissions. */
    public DataChannelOptions maxRetransmits(int count) {
        return withReliability(new Reliability.MaxRetransmits(count));
    }

    /** Only for so long. */
    public DataChannelOptions maxPacketLifeTime(int milliseconds) {
        return withReliability(new Reliability.MaxPacketLifeTime(milliseconds));
    }

    /** With this reliability. */
    public DataChannelOptions withReliability(Reliability value) {
        return new DataChannelOptions(ordered, value, protocol, negotiatedId, priority);
    }

    /** With this subprotocol. */
    public DataChannelOptions protocol(String name) {
        return new DataChannelOptions(ordered, reliability, name, negotiatedId, priority);
    }

    /** Not announced: both sides create the channel with this id. */
    public DataChannelOptions negotiated(int id) {
        return new DataChannelOptions(ordered, reliability, protocol, OptionalInt.of(id), priority);
    }

    /** With this priority. */
    public DataChannelOptions priority(Priority value) {
        return new DataChannelOptions(ordered, reliability, protocol, negotiatedId, value);
    }
}

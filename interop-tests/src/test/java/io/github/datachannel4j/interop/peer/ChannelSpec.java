package io.github.datachannel4j.interop.peer;

import org.jspecify.annotations.Nullable;

/**
 * How a channel is created, or what a peer says about one (the W3C's names).
 *
 * @param label its name
 * @param ordered whether messages keep their order
 * @param maxRetransmits the limit, null without one
 * @param maxPacketLifeTime the limit in milliseconds, null without one
 * @param protocol the subprotocol
 * @param negotiatedId the stream that both sides agreed on, null for a channel that is announced
 */
public record ChannelSpec(
        String label,
        boolean ordered,
        @Nullable Integer maxRetransmits,
        @Nullable Integer maxPacketLifeTime,
        String protocol,
        @Nullable Integer negotiatedId) {
    /** Ordered and reliable. */
    public static ChannelSpec of(String label) {
        return new ChannelSpec(label, true, null, null, "", null);
    }

    /** Without order. */
    public ChannelSpec unordered() {
        return new ChannelSpec(label, false, maxRetransmits, maxPacketLifeTime, protocol, negotiatedId);
    }

    /** With at most so many retransmissions. */
    public ChannelSpec withMaxRetransmits(int count) {
        return new ChannelSpec(label, ordered, count, null, protocol, negotiatedId);
    }

    /** With messages that live so long. */
    public ChannelSpec withMaxPacketLifeTime(int millis) {
        return new ChannelSpec(label, ordered, null, millis, protocol, negotiatedId);
    }

    /** With a subprotocol. */
    public ChannelSpec withProtocol(String name) {
        return new ChannelSpec(label, ordered, maxRetransmits, maxPacketLifeTime, name, negotiatedId);
    }

    /** Created on both sides with this id. */
    public ChannelSpec negotiated(int id) {
        return new ChannelSpec(label, ordered, maxRetransmits, maxPacketLifeTime, protocol, id);
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.StreamId;
import org.jspecify.annotations.Nullable;

/** Receives DCEP (RFC 8832 §6): accepts or refuses the peer's channels, and confirms our own. */
final class ChannelEstablishment {
    /** A label and a protocol take up to 131 070 bytes; 128 channels may have them at their longest. */
    static final long REMOTE_TEXT_BYTES_MAX = 16L * 1024 * 1024;

    /** What is to be done about an OPEN. */
    enum Verdict {
        ACCEPT,
        /** The id belongs to a channel already. */
        STREAM_IN_USE,
        /** The id is of the half that is ours to give. */
        WRONG_PARITY,
        /** Too many channels, or too much text with them. */
        TOO_MUCH,
        /** There is no stream of ours with that id, so it can be neither used nor reset. */
        NO_SUCH_STREAM
    }

    private final ChannelWire wire;
    private final ChannelTable table;
    private final StreamClosing closing;

    ChannelEstablishment(ChannelWire wire, ChannelTable table, StreamClosing closing) {
        this.wire = wire;
        this.table = table;
        this.closing = closing;
    }

    /** A message with PPID 50 on a stream that is not being closed. */
    void receive(long nowNanos, MessageReceived received, Agreement agreement) {
        wire.consumed(nowNanos, received.payload().length());
        StreamId stream = received.stream();
        try {
            switch (DcepMessage.parse(received.payload())) {
                case DataChannelOpen open -> open(nowNanos, stream, open.parameters(), agreement);
                case DataChannelAck ack -> acknowledge(nowNanos, stream);
            }
        } catch (MalformedDcepException malformed) {
            wire.counters().malformedDcep++;
            if (stream.value() < agreement.maxChannels()) {
                refuse(nowNanos, stream, malformed.getMessage());
            }
        }
    }

    private void acknowledge(long nowNanos, StreamId stream) {
        @Nullable Channel channel = table.channel(stream);
        if (channel == null || channel.phase() != ChannelPhase.UNCONFIRMED) {
            wire.counters().unexpectedDcep++;
            return;
        }
        channel.confirm(nowNanos);
    }

    private void open(long nowNanos, StreamId stream, ChannelParameters parameters, Agreement agreement) {
        Verdict verdict = verdict(stream, parameters, agreement);
        if (verdict != Verdict.ACCEPT) {
            wire.counters().refusedOpens++;
        }
        switch (verdict) {
            case ACCEPT -> {
                Channel channel = Channel.openedByPeer(wire, table, parameters);
                table.add(channel, stream);
                channel.accept(nowNanos);
            }
            // RFC 8832 §6: an OPEN that must not be closes the channel on its stream, whoever's it is.
            case STREAM_IN_USE, WRONG_PARITY, TOO_MUCH -> refuse(nowNanos, stream, "OPEN refused: " + verdict);
            case NO_SUCH_STREAM -> {}
        }
    }

    private Verdict verdict(StreamId stream, ChannelParameters parameters, Agreement agreement) {
        if (stream.value() >= agreement.maxChannels()) {
            return Verdict.NO_SUCH_STREAM;
        }
        if (table.channel(stream) != null) {
            return Verdict.STREAM_IN_USE;
        }
        if (agreement.parity().matches(stream.value())) {
            return Verdict.WRONG_PARITY;
        }
        boolean fits = table.remoteChannels() < wire.limits().remoteChannelsMax()
                && table.remoteTextBytes() + parameters.textBytes() <= REMOTE_TEXT_BYTES_MAX;
        return fits ? Verdict.ACCEPT : Verdict.TOO_MUCH;
    }

    private void refuse(long nowNanos, StreamId stream, @Nullable String detail) {
        @Nullable Channel channel = table.channel(stream);
        if (channel != null) {
            channel.fail(nowNanos, ChannelCloseReason.Cause.PROTOCOL_VIOLATION, String.valueOf(detail));
        } else {
            closing.refuse(nowNanos, stream);
        }
    }
}

package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.ChannelCloseReason;
import io.github.datachannel4j.datachannel.ChannelParameters;
import io.github.datachannel4j.datachannel.DataChannelException;
import io.github.datachannel4j.sctp.MessageOrder;
import io.github.datachannel4j.sctp.SendOptions;
import io.github.datachannel4j.sctp.StreamId;
import java.util.Arrays;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Between the words of the W3C and those of the data-channel core. Pure. */
final class ChannelMapping {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private ChannelMapping() {}

    /** TypeError for a label or protocol that is too long. */
    static ChannelParameters toCore(String label, DataChannelOptions options) {
        SendOptions order = options.ordered() ? SendOptions.ordered() : SendOptions.unordered();
        OptionalInt id = options.negotiatedId();
        try {
            return new ChannelParameters(
                    label,
                    options.protocol(),
                    order.withReliability(toCore(options.reliability())),
                    toCore(options.priority()),
                    id.isPresent() ? new StreamId(id.getAsInt()) : null);
        } catch (DataChannelException e) {
            throw toW3c(e);
        }
    }

    static DataChannelOptions toW3c(ChannelParameters parameters) {
        SendOptions delivery = parameters.delivery();
        StreamId id = parameters.negotiatedId();
        return new DataChannelOptions(
                delivery.order() == MessageOrder.ORDERED,
                toW3c(delivery.reliability()),
                parameters.protocol(),
                id == null ? OptionalInt.empty() : OptionalInt.of(id.value()),
                toW3c(parameters.priority()));
    }

    static WebRtcException toW3c(DataChannelException e) {
        WebRtcErrorName name = Arrays.stream(WebRtcErrorName.values())
                .filter(candidate -> candidate.w3cName().equals(e.error().w3cName()))
                .findFirst()
                .orElse(WebRtcErrorName.OPERATION_ERROR);
        return WebRtcException.because(name, e);
    }

    /** @param connectionEnd why the connection as a whole ended, when this side knows better than the association; else null */
    static CloseReason toW3c(ChannelCloseReason reason, @Nullable CloseReason connectionEnd) {
        return switch (reason) {
            case ChannelCloseReason.ClosedLocally local -> new CloseReason.ClosedLocally();
            case ChannelCloseReason.ClosedByPeer byPeer -> new CloseReason.ClosedByPeer();
            case ChannelCloseReason.Failed failed ->
                new CloseReason.Failed(RtcError.of(RtcErrorDetail.DATA_CHANNEL_FAILURE, failed.detail()));
            case ChannelCloseReason.AssociationEnded ended ->
                connectionEnd != null ? connectionEnd : toW3c(ended.reason());
        };
    }

    /** Why the association ended, as far as it alone can tell. */
    static CloseReason toW3c(io.github.datachannel4j.sctp.CloseReason reason) {
        return switch (reason) {
            case io.github.datachannel4j.sctp.CloseReason.ShutdownComplete complete ->
                new CloseReason.ConnectionClosedByPeer();
            case io.github.datachannel4j.sctp.CloseReason.AbortedByPeer aborted -> abortedByPeer(aborted);
            case io.github.datachannel4j.sctp.CloseReason.AbortedLocally aborted ->
                new CloseReason.Failed(RtcError.of(RtcErrorDetail.SCTP_FAILURE, aborted.text()));
            // A connection keeps its association to itself, so this does not happen.
            case io.github.datachannel4j.sctp.CloseReason.HandedOver handedOver ->
                new CloseReason.Failed(RtcError.of(RtcErrorDetail.SCTP_FAILURE, "the association was handed over"));
            case io.github.datachannel4j.sctp.CloseReason.Failed failed ->
                new CloseReason.Failed(RtcError.of(RtcErrorDetail.SCTP_FAILURE, failed.detail()));
        };
    }

    /** RFC 9260 §3.3.10.12, User-Initiated Abort: how WebRTC peers say that they close the connection. */
    private static final int USER_INITIATED_ABORT = 12;

    /** Without a cause the peer, or a middle of usrsctp's kind, just closes too. */
    private static final int NO_CAUSE = 0;

    private static CloseReason abortedByPeer(io.github.datachannel4j.sctp.CloseReason.AbortedByPeer aborted) {
        if (aborted.causeCode() == USER_INITIATED_ABORT || aborted.causeCode() == NO_CAUSE) {
            return new CloseReason.ConnectionClosedByPeer();
        }
        String message = "the peer aborted the association with cause " + aborted.causeCode()
                + (aborted.text().isEmpty() ? "" : ": " + aborted.text());
        return new CloseReason.Failed(new RtcError(RtcErrorDetail.SCTP_FAILURE, message, null, aborted.causeCode()));
    }

    private static io.github.datachannel4j.sctp.Reliability toCore(Reliability reliability) {
        return switch (reliability) {
            case Reliability.Reliable reliable -> io.github.datachannel4j.sctp.Reliability.RELIABLE;
            case Reliability.MaxRetransmits limit ->
                new io.github.datachannel4j.sctp.Reliability.LimitedRetransmissions(limit.count());
            case Reliability.MaxPacketLifeTime limit ->
                new io.github.datachannel4j.sctp.Reliability.LimitedLifetime(limit.milliseconds() * NANOS_PER_MILLI);
        };
    }

    /** The wire has 32 bits where the W3C has 16; browsers cut off likewise. */
    private static Reliability toW3c(io.github.datachannel4j.sctp.Reliability reliability) {
        return switch (reliability) {
            case io.github.datachannel4j.sctp.Reliability.Reliable reliable -> new Reliability.Reliable();
            case io.github.datachannel4j.sctp.Reliability.LimitedRetransmissions limit ->
                new Reliability.MaxRetransmits(Math.min(limit.retransmitsMax(), Reliability.LIMIT_MAX));
            case io.github.datachannel4j.sctp.Reliability.LimitedLifetime limit ->
                new Reliability.MaxPacketLifeTime(
                        (int) Math.min(limit.lifetimeNanos() / NANOS_PER_MILLI, Reliability.LIMIT_MAX));
            case io.github.datachannel4j.sctp.Reliability.Priority policy ->
                throw new IllegalArgumentException("no channel has the priority policy");
        };
    }

    private static int toCore(Priority priority) {
        return switch (priority) {
            case VERY_LOW -> ChannelParameters.PRIORITY_BELOW_NORMAL;
            case LOW -> ChannelParameters.PRIORITY_NORMAL;
            case MEDIUM -> ChannelParameters.PRIORITY_HIGH;
            case HIGH -> ChannelParameters.PRIORITY_EXTRA_HIGH;
        };
    }

    /** What lies between two names takes the lower one (RFC 8831 §6.4). */
    private static Priority toW3c(int priority) {
        if (priority >= ChannelParameters.PRIORITY_EXTRA_HIGH) {
            return Priority.HIGH;
        }
        if (priority >= ChannelParameters.PRIORITY_HIGH) {
            return Priority.MEDIUM;
        }
        return priority >= ChannelParameters.PRIORITY_NORMAL ? Priority.LOW : Priority.VERY_LOW;
    }
}

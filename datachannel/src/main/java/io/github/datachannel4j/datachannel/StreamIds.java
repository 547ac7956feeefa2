package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.StreamId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which ids channels may have (RFC 8832 §6): even or odd ones by the DTLS role, below the number of streams of both ends, and none twice. Who
 * has one is up to the {@link ChannelTable}.
 */
final class StreamIds {
    /** RFC 8832 §6: ids end at 65534, so this many streams are of use. */
    private static final int CHANNELS_MAX = ChannelParameters.ID_MAX + 1;

    private final ChannelTable table;
    private @Nullable StreamIdParity parity; // null until the DTLS role is known
    private @Nullable Agreement agreement; // null until the association is established, or all but

    StreamIds(ChannelTable table) {
        this.table = table;
    }

    @Nullable
    StreamIdParity parity() {
        return parity;
    }

    @Nullable
    Agreement agreement() {
        return agreement;
    }

    void roleKnown(StreamIdParity newParity) {
        if (parity != null && parity != newParity) {
            throw new IllegalStateException("the DTLS role does not change: ids are " + parity);
        }
        parity = newParity;
    }

    /** The association has come up; it is not started before the role is known. */
    Agreement agree(int outboundStreams, int inboundStreams) {
        int streams = Math.min(outboundStreams, inboundStreams);
        Agreement agreed = new Agreement(Objects.requireNonNull(parity), Math.min(streams, CHANNELS_MAX));
        agreement = agreed;
        return agreed;
    }

    /** The association has begun anew, and has not said yet what it agrees on this time. */
    void restart() {
        agreement = null;
    }

    /**
     * The id for a new channel, or null while the DTLS role is unknown.
     *
     * @throws DataChannelException when it is in use, or there is none left
     */
    @Nullable
    StreamId idFor(ChannelParameters parameters) {
        StreamId negotiated = parameters.negotiatedId();
        if (negotiated != null) {
            return checked(negotiated);
        }
        if (parity == null) {
            return null;
        }
        StreamId free = lowestFree(parity);
        if (free == null) {
            throw new DataChannelException(
                    DataChannelError.IDS_EXHAUSTED, "every " + parity + " id below " + channelsMax() + " is taken");
        }
        return free;
    }

    private StreamId checked(StreamId negotiated) {
        if (table.isTaken(negotiated)) {
            throw new DataChannelException(
                    DataChannelError.ID_IN_USE, "id " + negotiated.value() + " belongs to another channel");
        }
        if (negotiated.value() >= channelsMax()) {
            throw new DataChannelException(
                    DataChannelError.IDS_EXHAUSTED,
                    "id " + negotiated.value() + ", but there are " + channelsMax() + " streams");
        }
        return negotiated;
    }

    /** Null when there is none. */
    @Nullable
    StreamId lowestFree(StreamIdParity half) {
        return table.lowestFree(half, channelsMax());
    }

    private int channelsMax() {
        return agreement == null ? CHANNELS_MAX : agreement.maxChannels();
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationState;
import io.github.datachannel4j.sctp.CloseReason;
import org.jspecify.annotations.Nullable;

/** How the data channels of a peer end, once: after everything queued is acknowledged, at once, or as the association says. */
final class Ending {
    private final ChannelWire wire;
    private final ChannelTable table;
    private boolean isShutdownWanted;
    private @Nullable CloseReason reason; // null while the core lives

    Ending(ChannelWire wire, ChannelTable table) {
        this.wire = wire;
        this.table = table;
    }

    /** Null while the core lives. */
    @Nullable
    CloseReason reason() {
        return reason;
    }

    void shutdown(long now) {
        Association association = wire.association();
        if (association == null) {
            end(now, new CloseReason.ShutdownComplete());
        } else if (association.state() == AssociationState.COOKIE_ECHOED) {
            // What channels have sent meanwhile shall arrive; a handshake alone would just end.
            isShutdownWanted = true;
        } else if (association.state() != AssociationState.CLOSED) {
            association.shutdown(now);
        }
    }

    /** The handshake is done; it was maybe all that a shutdown has waited for. */
    void established(long now) {
        if (isShutdownWanted) {
            shutdown(now);
        }
    }

    void abort(long now, String text) {
        Association association = wire.association();
        if (association == null) {
            end(now, new CloseReason.AbortedLocally(text));
        } else if (association.state() != AssociationState.CLOSED) {
            association.abort(now, text);
        }
    }

    /** Closes every channel. */
    void end(long now, CloseReason why) {
        if (reason != null) {
            return;
        }
        reason = why;
        for (Channel channel : table.all()) {
            channel.associationEnded(now, why);
        }
        wire.emit(new DataChannelsOutput.Ended(why));
    }
}

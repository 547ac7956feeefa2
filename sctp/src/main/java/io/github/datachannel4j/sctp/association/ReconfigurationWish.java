package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;

/** What we want the peer to do for us, with all that its request says beside the numbers of the exchange (RFC 6525 §4). */
sealed interface ReconfigurationWish {
    /**
     * Begin anew with these streams of ours.
     *
     * @param lastAssignedTsn after this TSN
     */
    record ResetOutgoing(List<StreamId> streams, Tsn lastAssignedTsn) implements ReconfigurationWish {}

    /**
     * Reset these streams of yours.
     *
     * @param streams empty for all
     */
    record ResetIncoming(List<StreamId> streams) implements ReconfigurationWish {}

    /** Begin anew with everything. */
    record ResetAssociation() implements ReconfigurationWish {}

    /** Let us have so many more streams. */
    record AddOutgoing(int streams) implements ReconfigurationWish {}

    /** Have so many more streams yourself. */
    record AddIncoming(int streams) implements ReconfigurationWish {}
}

package io.github.datachannel4j.interop.matrix;

/** The rows of the matrix, in its order. */
public enum Capability {
    /** Candidates one by one. */
    TRICKLE("connects with trickled candidates"),
    /** Candidates in the descriptions. */
    COMPLETE_DESCRIPTIONS("connects with complete descriptions"),
    /** Rejected sections before ours. */
    MEDIA_BESIDE_DATA("audio and video beside data in the offer"),
    /** New credentials while data flows. */
    ICE_RESTART("ICE restart by the offerer"),
    /** We answer checks and send none. */
    ICE_LITE("our side is ICE-lite"),
    /** What RFC 9260 does not have. */
    EXTENSIONS("extensions of SCTP in use"),
    /** Text. */
    STRINGS("strings, both ways"),
    /** Bytes. */
    BINARY("binary, both ways"),
    /** PPIDs 56 and 57. */
    EMPTY("empty strings and empty binary"),
    /** Fragmentation. */
    MESSAGE_SIZES("1 byte to the peer's max-message-size"),
    /** Every option as announced. */
    CHANNEL_OPTIONS("options announced by the peer arrive, and ours with it"),
    /** No order. */
    UNORDERED("unordered"),
    /** PR-SCTP by count. */
    MAX_RETRANSMITS("maxRetransmits 0"),
    /** PR-SCTP by time. */
    MAX_PACKET_LIFE_TIME("maxPacketLifeTime"),
    /** No DCEP. */
    NEGOTIATED("negotiated channels"),
    /** Many streams. */
    FIFTY_CHANNELS("50 channels"),
    /** Stream reset by the peer. */
    PEER_CLOSES_CHANNEL("channel closed by the peer"),
    /** Stream reset by us. */
    WE_CLOSE_CHANNEL("channel closed by us"),
    /** Stream reset by both. */
    BOTH_CLOSE_CHANNEL("channel closed by both at once"),
    /** Reuse after reset. */
    ID_REUSED("stream id used again after a close"),
    /** Close of the connection. */
    PEER_CLOSES_CONNECTION("connection closed by the peer"),
    /** Close of the connection. */
    WE_CLOSE_CONNECTION("connection closed by us"),
    /** Sender's memory. */
    BACK_PRESSURE("bufferedAmount and its low threshold"),
    /** Bulk from us. */
    BULK_TO_PEER("100 MB to the peer, every byte checked"),
    /** Bulk to us. */
    BULK_FROM_PEER("100 MB from the peer, every byte checked"),
    /** Retransmission, reassembly and the windows, between two implementations. */
    BAD_NETWORK("mixed traffic over delay, loss, reordering and a bottleneck"),
    /** Reload. */
    PAGE_RELOAD("page reload noticed"),
    /** kill -9. */
    KILLED("killed peer noticed"),
    /** The address changes in a transfer. */
    NAT_REBINDING("a NAT forgets the peer within 100 MB"),
    /** New credentials in a transfer. */
    ICE_RESTART_UNDER_LOAD("ICE restarts twice within 100 MB"),
    /** Many on one port. */
    TWENTY_PEERS("20 at once on one UDP port");

    private final String title;

    Capability(String title) {
        this.title = title;
    }

    /** What it says in the table. */
    public String title() {
        return title;
    }
}

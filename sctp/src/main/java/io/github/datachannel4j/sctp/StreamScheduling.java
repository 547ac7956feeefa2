package io.github.datachannel4j.sctp;

/**
 * Which stream sends next when many have something to send (RFC 8260 §3). With {@link MessageInterleaving} a turn is one chunk, so that a
 * small message waits for at most one packet of a large one. Without, a turn is a message, and a small message waits until the large one
 * that has begun is sent to its end, whatever the scheduling.
 */
public enum StreamScheduling {
    /** Messages leave in the order in which they were given to {@code send} (SCTP_SS_FCFS). */
    FIRST_COME,
    /** Streams take turns (SCTP_SS_RR). */
    ROUND_ROBIN,
    /** Streams take turns packet by packet; a packet carries new data of one stream only, so its loss stalls no other (SCTP_SS_RR_PKT). */
    ROUND_ROBIN_PER_PACKET,
    /** The stream of the highest priority, as long as it has something; equals take turns (SCTP_SS_PRIO). */
    STRICT_PRIORITY,
    /** All streams get the same share of the bytes (SCTP_SS_FC). */
    FAIR_CAPACITY,
    /** Streams share the bytes in proportion to their priority (SCTP_SS_WFQ). */
    WEIGHTED_FAIR
}

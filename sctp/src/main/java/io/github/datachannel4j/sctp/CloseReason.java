package io.github.datachannel4j.sctp;

/** Why an association is over. */
public sealed interface CloseReason {
    /** SHUTDOWN ran to its end, whoever began it: all data of both sides was acknowledged. */
    record ShutdownComplete() implements CloseReason {}

    /**
     * The peer sent ABORT.
     *
     * @param causeCode the first error cause's code (RFC 9260 §3.3.10), 0 when it gave none; 12 is "User-Initiated Abort"
     * @param text what the peer said, empty when it said nothing
     */
    record AbortedByPeer(int causeCode, String text) implements CloseReason {}

    /**
     * {@link Association#abort} was called.
     *
     * @param text the caller's reason, which the peer was told
     */
    record AbortedLocally(String text) implements CloseReason {}

    /** {@link Association#handOver} was called: the association lives on in another process, and the peer was told nothing. */
    record HandedOver() implements CloseReason {}

    /**
     * The association could not go on.
     *
     * @param failure the kind
     * @param detail one sentence for a log line
     */
    record Failed(Failure failure, String detail) implements CloseReason {}

    /** The kinds of {@link Failed}. */
    enum Failure {
        /** The peer stopped answering, and a limit of {@link AssociationOptions} on retransmissions was reached. */
        TOO_MANY_RETRANSMISSIONS,
        /** SHUTDOWN did not come to its end in time (the T5-shutdown-guard timer of RFC 9260 §9.2). */
        SHUTDOWN_TIMED_OUT,
        /** The peer broke the protocol in a way that leaves no common state; it was told by ABORT. */
        PROTOCOL_VIOLATION,
        /** The peer made us hold more than a limit allows; it was told by ABORT. */
        OUT_OF_RESOURCE,
        /** A bug of ours. The association is closed, the peer was told by ABORT, nothing else is harmed. */
        INTERNAL_ERROR
    }
}

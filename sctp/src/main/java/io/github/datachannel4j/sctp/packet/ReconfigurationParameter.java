package io.github.datachannel4j.sctp.packet;

/**
 * A request or response in a RE-CONFIG chunk (RFC 6525 §4).
 *
 * <p>Request sequence numbers are 32-bit serial numbers that begin at the sender's initial TSN, hence their type.
 */
public sealed interface ReconfigurationParameter extends Parameter
        permits OutgoingSsnResetRequest,
                IncomingSsnResetRequest,
                SsnTsnResetRequest,
                AddOutgoingStreamsRequest,
                AddIncomingStreamsRequest,
                ReconfigurationResponse {}

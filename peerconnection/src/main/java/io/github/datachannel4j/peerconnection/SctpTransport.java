package io.github.datachannel4j.peerconnection;

import java.util.OptionalInt;

/**
 * The SCTP transport at one moment (W3C RTCSctpTransport).
 *
 * @param state how far the association is
 * @param maxMessageSizeBytes the greatest message that can be sent
 * @param maxChannels how many channels there can be; empty until the association is up
 */
public record SctpTransport(SctpTransportState state, long maxMessageSizeBytes, OptionalInt maxChannels) {}

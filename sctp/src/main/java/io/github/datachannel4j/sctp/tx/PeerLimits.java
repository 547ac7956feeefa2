package io.github.datachannel4j.sctp.tx;

/**
 * What the handshake says about the peer as a receiver.
 *
 * @param windowBytes its first a_rwnd
 * @param partialReliability whether it can be told to skip what is given up
 */
public record PeerLimits(long windowBytes, boolean partialReliability) {}

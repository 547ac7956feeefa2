package io.github.datachannel4j.sctp.tx;

/**
 * What the handshake says about the peer as a receiver.
 *
 * @param windowBytes its first a_rwnd
 * @param partialReliability whether it can be told to skip what is given up
 * @param framing which kind of chunk it wants user data in
 */
public record PeerLimits(long windowBytes, boolean partialReliability, Framing framing) {}

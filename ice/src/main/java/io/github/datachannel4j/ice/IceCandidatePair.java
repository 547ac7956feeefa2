package io.github.datachannel4j.ice;

/** A local and a remote candidate between which datagrams can travel. */
public record IceCandidatePair(IceCandidate local, IceCandidate remote) {}

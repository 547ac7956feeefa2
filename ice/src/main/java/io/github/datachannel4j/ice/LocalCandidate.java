package io.github.datachannel4j.ice;

/** A candidate of ours together with the path behind it: its base in RFC 8445's words. */
record LocalCandidate(IceCandidate candidate, LocalPath path) {}

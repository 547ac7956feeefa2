package io.github.datachannel4j.sdp;

/** The transport of a candidate. */
public enum CandidateTransport {
    UDP,
    TCP
}

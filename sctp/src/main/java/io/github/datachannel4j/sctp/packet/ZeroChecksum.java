package io.github.datachannel4j.sctp.packet;

/** Whether a checksum field of zero is good although the CRC32c is another (RFC 9653 §5). */
public enum ZeroChecksum {
    /** The default, and until the endpoint has announced {@link ZeroChecksumAcceptableParameter}. */
    REFUSED,
    /** The endpoint has announced it: something below SCTP protects every packet. */
    ACCEPTED
}

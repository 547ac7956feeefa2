package io.github.datachannel4j.datachannel;

/**
 * Which half of the stream ids this end may give to the channels it opens in-band. RFC 8832 §6 ties it to the DTLS role,
 * not to the ICE role or to who offered, so that both ends can open channels at once without a collision.
 */
public enum StreamIdParity {
    /** This end is the DTLS client: ids 0, 2, 4 ... */
    EVEN(0),
    /** This end is the DTLS server: ids 1, 3, 5 ... */
    ODD(1);

    private final int lowestId;

    StreamIdParity(int lowestId) {
        this.lowestId = lowestId;
    }

    /** The parity of the end that is the DTLS client. */
    public static StreamIdParity ofDtlsClient() {
        return EVEN;
    }

    /** The parity of the end that is the DTLS server. */
    public static StreamIdParity ofDtlsServer() {
        return ODD;
    }

    /** The parity of the other end. */
    public StreamIdParity opposite() {
        return this == EVEN ? ODD : EVEN;
    }

    int lowestId() {
        return lowestId;
    }

    boolean matches(int id) {
        return (id & 1) == lowestId;
    }
}

package io.github.datachannel4j.sctp;

/**
 * The payload protocol identifier that travels with each message: what the bytes are, for the layer above (RFC 9260 §3.3.1).
 *
 * <p>SCTP passes it on unread. The constants are those of WebRTC (RFC 8831 §8 and RFC 8832 §8.1).
 *
 * @param value the unsigned 32-bit number
 */
public record Ppid(long value) {
    /** Nothing is said about the payload (RFC 9260 §3.3.1). */
    public static final Ppid UNSPECIFIED = new Ppid(0);
    /** A message of the Data Channel Establishment Protocol. */
    public static final Ppid DCEP = new Ppid(50);
    /** A text message in UTF-8. */
    public static final Ppid STRING = new Ppid(51);
    /** Deprecated partial binary message: never sent, accepted as {@link #BINARY}. */
    public static final Ppid BINARY_PARTIAL = new Ppid(52);
    /** A binary message. */
    public static final Ppid BINARY = new Ppid(53);
    /** Deprecated partial text message: never sent, accepted as {@link #STRING}. */
    public static final Ppid STRING_PARTIAL = new Ppid(54);
    /** An empty text message; one byte without meaning is sent, since SCTP has no empty messages. */
    public static final Ppid STRING_EMPTY = new Ppid(56);
    /** An empty binary message; one byte without meaning is sent. */
    public static final Ppid BINARY_EMPTY = new Ppid(57);

    private static final long VALUE_MAX = 0xFFFF_FFFFL;

    public Ppid {
        if (value < 0 || value > VALUE_MAX) {
            throw new IllegalArgumentException("a payload protocol identifier has 32 bits, not " + value);
        }
    }

    /** The identifier for a number; those of WebRTC are shared, so that reading a DATA chunk makes no new object. */
    public static Ppid of(long value) {
        if (value < 50 || value > 57) {
            return new Ppid(value);
        }
        return switch ((int) value) {
            case 50 -> DCEP;
            case 51 -> STRING;
            case 52 -> BINARY_PARTIAL;
            case 53 -> BINARY;
            case 54 -> STRING_PARTIAL;
            case 56 -> STRING_EMPTY;
            case 57 -> BINARY_EMPTY;
            default -> new Ppid(value);
        };
    }

    @Override
    public String toString() {
        return "ppid " + value;
    }
}

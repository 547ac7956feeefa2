package io.github.datachannel4j.sctp.packet;

/**
 * A message identifier (RFC 8260 §2.1), which takes the place of the SSN where messages are interleaved. Ordered and unordered messages of
 * a stream count apart. Compared by serial-number arithmetic on 32 bits.
 *
 * @param value the unsigned 32-bit number as bits
 */
public record Mid(int value) {
    /** The first number of every stream in either order, and again after its reset. */
    public static final Mid ZERO = new Mid(0);

    public Mid next() {
        return new Mid(value + 1);
    }

    /** How far this number is after {@code earlier}; negative when it is before. */
    public int minus(Mid earlier) {
        return value - earlier.value;
    }

    @Override
    public String toString() {
        return "MID " + Integer.toUnsignedString(value);
    }
}

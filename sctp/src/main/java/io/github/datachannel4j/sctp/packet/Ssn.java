package io.github.datachannel4j.sctp.packet;

/**
 * A stream sequence number, compared by serial-number arithmetic on 16 bits (RFC 9260 §1.6): it wraps around, so order exists only
 * between numbers less than 2^15 apart.
 *
 * @param value the unsigned 16-bit number
 */
public record Ssn(int value) {
    /** The first number of every stream, and again after its reset. */
    public static final Ssn ZERO = new Ssn(0);

    private static final int VALUE_MAX = 0xFFFF;

    public Ssn {
        if (value < 0 || value > VALUE_MAX) {
            throw new IllegalArgumentException("a stream sequence number is 0 to 65535, not " + value);
        }
    }

    public Ssn next() {
        return new Ssn((value + 1) & VALUE_MAX);
    }

    public Ssn previous() {
        return new Ssn((value - 1) & VALUE_MAX);
    }

    /** How far this number is after {@code earlier}; negative when it is before. */
    public int minus(Ssn earlier) {
        return (short) (value - earlier.value);
    }

    public boolean isAfter(Ssn other) {
        return minus(other) > 0;
    }

    public boolean isAtOrAfter(Ssn other) {
        return minus(other) >= 0;
    }

    public boolean isBefore(Ssn other) {
        return minus(other) < 0;
    }

    public boolean isAtOrBefore(Ssn other) {
        return minus(other) <= 0;
    }

    @Override
    public String toString() {
        return "SSN " + value;
    }
}

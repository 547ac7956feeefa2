package io.github.datachannel4j.sctp.packet;

/**
 * A transmission sequence number, compared by serial-number arithmetic (RFC 9260 §1.6, RFC 1982): it wraps around, so order exists
 * only between numbers less than 2^31 apart.
 *
 * @param value the unsigned 32-bit number as bits
 */
public record Tsn(int value) {
    public Tsn next() {
        return new Tsn(value + 1);
    }

    public Tsn previous() {
        return new Tsn(value - 1);
    }

    /** The number {@code distance} after this one, or before it when negative. */
    public Tsn plus(int distance) {
        return new Tsn(value + distance);
    }

    /** How far this number is after {@code earlier}; negative when it is before. */
    public int minus(Tsn earlier) {
        return value - earlier.value;
    }

    public boolean isAfter(Tsn other) {
        return value - other.value > 0;
    }

    public boolean isAtOrAfter(Tsn other) {
        return value - other.value >= 0;
    }

    public boolean isBefore(Tsn other) {
        return value - other.value < 0;
    }

    public boolean isAtOrBefore(Tsn other) {
        return value - other.value <= 0;
    }

    /** The later of two numbers. */
    public static Tsn max(Tsn a, Tsn b) {
        return a.isAfter(b) ? a : b;
    }

    /** The number without sign, for arithmetic on a wider scale. */
    public long unsignedValue() {
        return Integer.toUnsignedLong(value);
    }

    @Override
    public String toString() {
        return "TSN " + Integer.toUnsignedString(value);
    }
}

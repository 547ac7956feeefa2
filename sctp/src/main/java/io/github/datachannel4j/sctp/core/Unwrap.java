package io.github.datachannel4j.sctp.core;

import io.github.datachannel4j.sctp.packet.Mid;
import io.github.datachannel4j.sctp.packet.Ssn;
import io.github.datachannel4j.sctp.packet.Tsn;

/** Puts wrapping sequence numbers on a line without end: of all long values with the same low bits, the one nearest to a reference. */
public final class Unwrap {
    private Unwrap() {}

    /** The first TSN of an association; room is left below it, so that old numbers stay positive. */
    public static long initialTsn(Tsn tsn) {
        return (1L << Integer.SIZE) + tsn.unsignedValue();
    }

    public static long tsn(Tsn tsn, long near) {
        return near + (tsn.value() - (int) near);
    }

    public static long ssn(Ssn ssn, long near) {
        return near + (short) (ssn.value() - (int) near);
    }

    public static long mid(Mid mid, long near) {
        return near + (mid.value() - (int) near);
    }

    public static Tsn wrapTsn(long tsn) {
        return new Tsn((int) tsn);
    }

    public static Ssn wrapSsn(long ssn) {
        return new Ssn((int) ssn & 0xFFFF);
    }

    public static Mid wrapMid(long mid) {
        return new Mid((int) mid);
    }
}

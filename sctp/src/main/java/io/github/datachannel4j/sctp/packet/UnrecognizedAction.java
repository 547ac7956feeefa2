package io.github.datachannel4j.sctp.packet;

/**
 * What the two highest bits of an unknown chunk or parameter type ask of its receiver (RFC 9260 §3.2, §3.2.1).
 *
 * <p>The decision as data: whoever processes the packet acts on it.
 */
public enum UnrecognizedAction {
    /** 00: stop here and drop the rest. */
    STOP,
    /** 01: stop here, drop the rest and report what was not understood. */
    STOP_AND_REPORT,
    /** 10: skip it and go on. */
    SKIP,
    /** 11: skip it, go on and report it. */
    SKIP_AND_REPORT;

    private static final UnrecognizedAction[] BY_BITS = values();

    /** The action for an 8-bit chunk type. */
    public static UnrecognizedAction ofChunkType(int type) {
        return BY_BITS[(type >> 6) & 0x3];
    }

    /** The action for a 16-bit parameter type. */
    public static UnrecognizedAction ofParameterType(int type) {
        return BY_BITS[(type >> 14) & 0x3];
    }

    public boolean stops() {
        return this == STOP || this == STOP_AND_REPORT;
    }

    public boolean reports() {
        return this == STOP_AND_REPORT || this == SKIP_AND_REPORT;
    }
}

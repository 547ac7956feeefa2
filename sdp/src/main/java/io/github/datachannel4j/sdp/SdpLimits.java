package io.github.datachannel4j.sdp;

/** What a description may cost us at most. A description comes from a stranger, so each dimension it can grow in has an end. */
public final class SdpLimits {
    /** In characters. Offers of large conferences stay below 300 000; a data-channel offer has about 1000. */
    public static final int LENGTH_MAX = 512 * 1024;

    /** In characters, without the line end. The longest lines of real peers are codec parameters of some 2000. */
    public static final int LINE_LENGTH_MAX = 8192;

    /** A video section has about 150 lines, so this is what a conference of some 60 streams needs. */
    public static final int LINES_MAX = 10_000;

    /** Browsers themselves get slow beyond a few hundred sections, and only one of them can be ours. */
    public static final int SECTIONS_MAX = 512;

    private SdpLimits() {}
}

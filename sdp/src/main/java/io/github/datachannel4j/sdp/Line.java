package io.github.datachannel4j.sdp;

/**
 * A line of a type whose content data channels have no use for ({@code c=}, {@code b=}, {@code t=} ...), kept as it came.
 *
 * @param type the letter before the equals sign
 * @param value what follows it
 */
public record Line(char type, String value) {
    private static final String TYPES = "iuepcbtrzk";

    /** The types that may also stand in a media section (RFC 8866 §5). */
    private static final String SECTION_TYPES = "icbk";

    public Line {
        Syntax.require(TYPES.indexOf(type) >= 0, "\"" + type + "=\" is not a type of line known to RFC 8866");
        Syntax.text(type + "=", value);
    }

    static boolean isTypeOfSection(char letter) {
        return SECTION_TYPES.indexOf(letter) >= 0;
    }
}

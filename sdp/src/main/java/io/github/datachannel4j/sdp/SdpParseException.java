package io.github.datachannel4j.sdp;

import java.io.Serial;

/** Text that is no session description (or no candidate): which line, what it says, and what is wrong with it. */
public final class SdpParseException extends Exception {
    /** The message may end up in a log or a dialog: enough of the line to recognise it, and no more. */
    private static final int LINE_SHOWN_MAX = 120;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int lineNumber;
    private final String line;
    private final String reason;

    SdpParseException(int lineNumber, String line, String reason) {
        super("line " + lineNumber + " \"" + shown(line) + "\": " + reason);
        this.lineNumber = lineNumber;
        this.line = shown(line);
        this.reason = reason;
    }

    /** Counted from 1; what the W3C calls {@code sdpLineNumber}. */
    public int lineNumber() {
        return lineNumber;
    }

    /** The beginning of the offending line, without control characters. */
    public String line() {
        return line;
    }

    public String reason() {
        return reason;
    }

    private static String shown(String line) {
        String start = line.length() <= LINE_SHOWN_MAX ? line : line.substring(0, LINE_SHOWN_MAX) + "...";
        return start.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

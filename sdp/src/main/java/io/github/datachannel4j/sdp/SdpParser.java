package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a description, or a fragment of one, line by line. The grammar of a line is known to the constructor and the parse method of
 * what it becomes; here is only which line may come where, and the one place that turns "this is wrong" into "line 7 is wrong".
 */
final class SdpParser {
    /** What is read. */
    private enum Whole {
        DESCRIPTION,
        FRAGMENT
    }

    private final Whole whole;
    private int lineNumber;

    private @Nullable Origin origin;
    private @Nullable String sessionName;
    private final List<Line> sessionLines = new ArrayList<>();
    private final List<Attribute> sessionAttributes = new ArrayList<>();
    private final List<MediaDescription> media = new ArrayList<>();

    /** The section being read; null before the first m= line. */
    private @Nullable Section section;

    private record Section(MediaLine mediaLine, List<Line> lines, List<Attribute> attributes) {
        MediaDescription finished() {
            return new MediaDescription(mediaLine, lines, new Attributes(attributes));
        }
    }

    private SdpParser(Whole whole) {
        this.whole = whole;
    }

    static SessionDescription parse(String sdp) throws SdpParseException {
        SdpParser parser = new SdpParser(Whole.DESCRIPTION);
        parser.read(sdp);
        return parser.finishedDescription();
    }

    static SdpFragment parseFragment(String text) throws SdpParseException {
        SdpParser parser = new SdpParser(Whole.FRAGMENT);
        parser.read(text);
        return new SdpFragment(new Attributes(parser.sessionAttributes), parser.media);
    }

    /** The message of an exception that a constructor of the model has thrown. */
    static String reasonOf(IllegalArgumentException e) {
        return e.getMessage() == null ? "malformed" : e.getMessage();
    }

    private void read(String sdp) throws SdpParseException {
        if (sdp.length() > SdpLimits.LENGTH_MAX) {
            throw new SdpParseException(1, "", "a description of more than " + SdpLimits.LENGTH_MAX + " characters");
        }
        // Descriptions that went through a text box often end in empty lines.
        String text = sdp.stripTrailing();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int contentEnd = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            accept(text.substring(start, contentEnd));
            start = end + 1;
        }
        endSection();
    }

    private void accept(String line) throws SdpParseException {
        lineNumber++;
        try {
            Syntax.require(lineNumber <= SdpLimits.LINES_MAX, "more than " + SdpLimits.LINES_MAX + " lines");
            Syntax.text("the line", line);
            Syntax.require(line.length() >= 2 && line.charAt(1) == '=', "a line is a letter, \"=\" and a value");
            switch (whole) {
                case DESCRIPTION -> interpret(line.charAt(0), line.substring(2));
                case FRAGMENT -> interpretFragment(line.charAt(0), line.substring(2));
            }
        } catch (IllegalArgumentException e) {
            throw new SdpParseException(lineNumber, line, reasonOf(e));
        }
    }

    private void interpret(char type, String value) {
        switch (lineNumber) {
            case 1 -> {
                requireType('v', type);
                Syntax.require(value.strip().equals("0"), "the version of SDP is 0");
            }
            case 2 -> {
                requireType('o', type);
                origin = Origin.parse(value);
            }
            case 3 -> {
                requireType('s', type);
                sessionName = value;
            }
            default -> interpretBody(type, value);
        }
    }

    /** RFC 8840 §9.2 has nothing but these two; clients that send more of a description than that are not worth a refusal. */
    private void interpretFragment(char type, String value) {
        if (type == 'm' || type == 'a') {
            interpretBody(type, value);
        }
    }

    private void interpretBody(char type, String value) {
        Section current = section;
        if (type == 'm') {
            beginSection(MediaLine.parse(value));
        } else if (type == 'a') {
            (current == null ? sessionAttributes : current.attributes()).add(AttributeParser.parse(value));
        } else if (current == null) {
            sessionLines.add(new Line(type, value));
        } else {
            Syntax.require(Line.isTypeOfSection(type), "a line \"" + type + "=\" does not belong into a media section");
            current.lines().add(new Line(type, value));
        }
    }

    private void beginSection(MediaLine mediaLine) {
        endSection();
        Syntax.require(media.size() < SdpLimits.SECTIONS_MAX, "more than " + SdpLimits.SECTIONS_MAX + " sections");
        // RFC 8866 §5 wants a time, and both browsers refuse a description without; so what we accept, they accept.
        Syntax.require(whole == Whole.FRAGMENT || hasTime(), "there is no t= line before this");
        section = new Section(mediaLine, new ArrayList<>(), new ArrayList<>());
    }

    private void endSection() {
        if (section != null) {
            media.add(section.finished());
        }
    }

    private boolean hasTime() {
        return sessionLines.stream().anyMatch(line -> line.type() == 't');
    }

    private SessionDescription finishedDescription() throws SdpParseException {
        if (origin == null || sessionName == null) {
            throw new SdpParseException(lineNumber + 1, "", "the description ends before its s= line");
        }
        if (!hasTime()) {
            throw new SdpParseException(lineNumber + 1, "", "the description ends without a t= line");
        }
        return new SessionDescription(origin, sessionName, sessionLines, new Attributes(sessionAttributes), media);
    }

    private static void requireType(char expected, char type) {
        Syntax.require(type == expected, "expected a line \"" + expected + "=\" here");
    }
}

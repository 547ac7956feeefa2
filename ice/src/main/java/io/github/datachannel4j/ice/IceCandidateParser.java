package io.github.datachannel4j.ice;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the candidate attribute (RFC 8839 §5.1): eight fields in a fixed order, then pairs of a name and a value. */
final class IceCandidateParser {
    /** No real candidate comes near this; it keeps a peer from making us split megabytes. */
    private static final int LENGTH_MAX = 2048;

    private static final Pattern SPACES = Pattern.compile(" +");
    private static final String PREFIX = "candidate:";
    private static final int FIXED_FIELDS = 8;
    private static final long PRIORITY_MAX = 0xFFFF_FFFFL;
    private static final int COMPONENT_MAX = 256;
    private static final int PORT_MAX = 65535;

    private IceCandidateParser() {}

    static IceCandidate parse(String text) {
        String line = text.strip();
        if (line.startsWith("a=")) {
            line = line.substring(2);
        }
        if (!line.startsWith(PREFIX)) {
            throw bad(text, "it does not start with " + PREFIX);
        }
        if (line.length() > LENGTH_MAX) {
            throw bad(text.substring(0, FIXED_FIELDS), "it has more than " + LENGTH_MAX + " characters");
        }
        String[] fields = SPACES.split(line.substring(PREFIX.length()));
        if (fields.length < FIXED_FIELDS) {
            throw bad(text, "it has " + fields.length + " of " + FIXED_FIELDS + " fields");
        }
        if (!fields[6].equals("typ")) {
            throw bad(text, "\"typ\" is not in its place");
        }
        String related = extension(fields, "raddr");
        String relatedPort = extension(fields, "rport");
        return new IceCandidate(
                fields[0],
                (int) number(text, "component", fields[1], COMPONENT_MAX),
                fields[2].toLowerCase(Locale.ROOT),
                number(text, "priority", fields[3], PRIORITY_MAX),
                fields[4],
                (int) number(text, "port", fields[5], PORT_MAX),
                type(text, fields[7]),
                extension(fields, "tcptype"),
                related,
                related == null || relatedPort == null ? null : (int) number(text, "rport", relatedPort, PORT_MAX),
                extension(fields, "ufrag"),
                null);
    }

    private static @Nullable String extension(String[] fields, String name) {
        for (int i = FIXED_FIELDS; i + 1 < fields.length; i += 2) {
            if (fields[i].equals(name)) {
                return fields[i + 1];
            }
        }
        return null;
    }

    private static CandidateType type(String text, String word) {
        for (CandidateType type : CandidateType.values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        throw bad(text, "\"" + word + "\" is not a candidate type");
    }

    private static long number(String text, String name, String digits, long max) {
        try {
            long value = Long.parseLong(digits);
            if (value >= 0 && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, together with numbers out of range.
        }
        throw bad(text, "the " + name + " \"" + digits + "\" is not a number from 0 to " + max);
    }

    private static IllegalArgumentException bad(String text, String reason) {
        return new IllegalArgumentException("not an ICE candidate: \"" + text + "\": " + reason);
    }
}

package io.github.datachannel4j.signaling;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code If-Match} header of a PATCH (RFC 9110 §13.1.1): which ICE session it is about.
 *
 * @param any whether it is {@code *}, which asks for an ICE restart whatever the present session is (RFC 9725 §4.3.3)
 * @param entityTags strong entity tags with their quotes; weak ones are left out, as they match nothing
 */
public record IfMatch(boolean any, List<String> entityTags) {
    private static final Pattern ENTITY_TAG =
            Pattern.compile("\\G\\s*(?<weak>W/)?(?<tag>\"[^\"\\p{Cntrl}]*\")\\s*(?:,|$)");

    /** Takes a copy of the tags. */
    public IfMatch {
        entityTags = List.copyOf(entityTags);
    }

    /** Whatever the present ICE session is. */
    public static IfMatch everything() {
        return new IfMatch(true, List.of());
    }

    /** Whether the condition holds when the present session has this entity tag. */
    public boolean holdsFor(String entityTag) {
        return any || entityTags.contains(entityTag);
    }

    /** Reads the header. SignalingException (400), fit for the peer's eyes, when it is neither {@code *} nor a list of entity tags. */
    static IfMatch parse(String header) throws SignalingException {
        String value = header.strip();
        // RFC 9725 has quotes in its examples, RFC 9110 has none.
        if (value.equals("*") || value.equals("\"*\"")) {
            return everything();
        }
        List<String> tags = new ArrayList<>();
        Matcher matcher = ENTITY_TAG.matcher(value);
        int end = 0;
        while (end < value.length() && matcher.find(end)) {
            if (matcher.group("weak") == null) {
                tags.add(matcher.group("tag"));
            }
            end = matcher.end();
        }
        if (value.isEmpty() || end < value.length()) {
            throw SignalingException.badRequest(
                    "If-Match must be * or an entity tag in quotes, not: " + SignalingException.excerpt(header));
        }
        return new IfMatch(false, tags);
    }
}

package io.github.datachannel4j.sdp;

import java.util.List;
import java.util.Optional;

/**
 * One section of a description: an {@code m=} line and all that follows up to the next one.
 *
 * @param lines what is neither the m= line nor an attribute, such as {@code c=}
 */
public record MediaDescription(MediaLine mediaLine, List<Line> lines, Attributes attributes) {
    public MediaDescription {
        lines = List.copyOf(lines);
    }

    public Optional<String> mid() {
        return attributes.first(Attribute.Mid.class).map(Attribute.Mid::mid);
    }

    /** Port 0 means rejected or stopped, unless the section is there only to be bundled (RFC 9143 §6). */
    public boolean isRejected() {
        return mediaLine.port() == 0 && !isBundleOnly();
    }

    public boolean isBundleOnly() {
        return attributes.has(Attribute.Property.BUNDLE_ONLY);
    }

    /** The candidates written in this section. Those in force may stand in another one: see {@link DataChannelSection}. */
    public List<Candidate> candidates() {
        return attributes.all(Candidate.class);
    }

    public MediaDescription withAttributes(Attributes newAttributes) {
        return new MediaDescription(mediaLine, lines, newAttributes);
    }
}

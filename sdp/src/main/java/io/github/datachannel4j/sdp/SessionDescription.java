package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session description (RFC 8866) as a value: what {@link #parse} reads and {@link #toSdp} writes. It holds everything that was in
 * the text. What it means for data channels is asked of {@link #dataChannel()}; offers and answers are made in the package
 * {@code jsep}.
 *
 * @param sessionName the {@code s=} line, "-" in all that browsers write
 * @param lines session-level lines that are neither {@code v=}, {@code o=}, {@code s=} nor attributes
 * @param attributes of the session level
 * @param media the sections, in the order that offer and answer share
 */
public record SessionDescription(
        Origin origin, String sessionName, List<Line> lines, Attributes attributes, List<MediaDescription> media) {

    public SessionDescription {
        Syntax.text("the session name", sessionName);
        lines = List.copyOf(lines);
        media = List.copyOf(media);
    }

    /** Reads a description with CRLF or LF line ends. */
    public static SessionDescription parse(String sdp) throws SdpParseException {
        return SdpParser.parse(sdp);
    }

    /** The description as text, in the order of RFC 8866 and with CRLF line ends, which Firefox insists on in both cases. */
    public String toSdp() {
        return SdpWriter.write(this);
    }

    /** The section that carries data channels, or why there is none. */
    public DataChannelLookup dataChannel() {
        return DataChannelLookup.in(this);
    }

    public OptionalInt indexOfMid(String mid) {
        for (int i = 0; i < media.size(); i++) {
            if (media.get(i).mid().filter(mid::equals).isPresent()) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    public List<Group> bundleGroups() {
        List<Group> bundles = new ArrayList<>(attributes.all(Group.class));
        bundles.removeIf(group -> !group.isBundle());
        return List.copyOf(bundles);
    }

    /** The BUNDLE group that a section is in. */
    public Optional<Group> bundleGroupOf(MediaDescription section) {
        Optional<String> mid = section.mid();
        if (mid.isPresent()) {
            for (Group group : bundleGroups()) {
                if (group.mids().contains(mid.get())) {
                    return Optional.of(group);
                }
            }
        }
        return Optional.empty();
    }

    /** The ICE credentials in force for a section, which may stand in it, in the section it is bundled with, or at session level. */
    public Optional<IceParameters> iceParameters(int mLineIndex) {
        return new TransportScope(this, mLineIndex).iceParameters();
    }

    /** This description with one more candidate in a section. */
    public SessionDescription withCandidate(int mLineIndex, Candidate candidate) {
        MediaDescription section = media.get(mLineIndex);
        return withSection(
                mLineIndex, section.withAttributes(section.attributes().withCandidate(candidate)));
    }

    /** This description with {@code a=end-of-candidates} in a section. */
    public SessionDescription withEndOfCandidates(int mLineIndex) {
        MediaDescription section = media.get(mLineIndex);
        return withSection(
                mLineIndex, section.withAttributes(section.attributes().withEndOfCandidates()));
    }

    public SessionDescription withSection(int mLineIndex, MediaDescription section) {
        List<MediaDescription> changed = new ArrayList<>(media);
        changed.set(mLineIndex, section);
        return new SessionDescription(origin, sessionName, lines, attributes, changed);
    }

    public SessionDescription withOrigin(Origin newOrigin) {
        return new SessionDescription(newOrigin, sessionName, lines, attributes, media);
    }
}

package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Where a section's transport attributes stand. They may be in the section itself, in the tagged section of its BUNDLE group, which is
 * the group's first that is not rejected (RFC 9143 §7), or at session level, where Firefox writes its fingerprint; looked at in this order.
 */
record TransportScope(SessionDescription description, int mLineIndex) {

    /** The attributes of each level that counts, nearest first. */
    private List<Attributes> levels() {
        List<Attributes> levels = new ArrayList<>();
        levels.add(section().attributes());
        taggedIndex()
                .ifPresent(index -> levels.add(description.media().get(index).attributes()));
        levels.add(description.attributes());
        return levels;
    }

    <A extends Attribute> Optional<A> nearest(Class<A> type) {
        for (Attributes level : levels()) {
            Optional<A> found = level.first(type);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    <A extends Attribute> List<A> allNearest(Class<A> type) {
        for (Attributes level : levels()) {
            List<A> found = level.all(type);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Empty unless ufrag and pwd are there. They are one thing, so both must come from one level. */
    Optional<IceParameters> iceParameters() {
        for (Attributes level : levels()) {
            Optional<Attribute.IceUfrag> ufrag = level.first(Attribute.IceUfrag.class);
            Optional<Attribute.IcePwd> pwd = level.first(Attribute.IcePwd.class);
            if (ufrag.isPresent() && pwd.isPresent()) {
                return Optional.of(
                        new IceParameters(ufrag.get().ufrag(), pwd.get().pwd(), iceOptions(), isLite()));
            }
        }
        return Optional.empty();
    }

    /** The candidates in force: the section's own, else those of the section whose transport it shares. */
    List<Candidate> candidates() {
        List<Candidate> own = section().candidates();
        return own.isEmpty() ? sharedSection().map(MediaDescription::candidates).orElse(own) : own;
    }

    boolean endOfCandidates() {
        return section().attributes().has(Attribute.Property.END_OF_CANDIDATES)
                || description.attributes().has(Attribute.Property.END_OF_CANDIDATES)
                || (section().candidates().isEmpty()
                        && sharedSection()
                                .filter(shared -> shared.attributes().has(Attribute.Property.END_OF_CANDIDATES))
                                .isPresent());
    }

    /** Whether a candidate that was sent for the other section leads to this one too. */
    boolean sharesTransportWith(int otherIndex) {
        return otherIndex == mLineIndex
                || (sharedSection().isPresent() && taggedIndex().equals(OptionalInt.of(otherIndex)));
    }

    /**
     * The tagged section, if this one runs on its transport: because it has no ICE credentials of its own, must be bundled, or has the
     * same credentials. (With equal credentials it may still be a transport of its own, since browsers give all sections of an offer
     * the same ones. Then the other section's candidates cost some checks in vain, where ignoring them would cost the connection to
     * peers like pion that always bundle and write candidates for the first section only.)
     */
    private Optional<MediaDescription> sharedSection() {
        if (taggedIndex().isEmpty()) {
            return Optional.empty();
        }
        MediaDescription tagged = description.media().get(taggedIndex().getAsInt());
        Optional<Attribute.IceUfrag> own = section().attributes().first(Attribute.IceUfrag.class);
        boolean shared = own.isEmpty()
                || section().isBundleOnly()
                || own.equals(tagged.attributes().first(Attribute.IceUfrag.class));
        return shared ? Optional.of(tagged) : Optional.empty();
    }

    /** The first section of the BUNDLE group that is not rejected; empty when that is this section itself. */
    private OptionalInt taggedIndex() {
        List<String> bundled =
                description.bundleGroupOf(section()).map(Group::mids).orElse(List.of());
        for (String mid : bundled) {
            OptionalInt index = description.indexOfMid(mid);
            if (index.isPresent() && !description.media().get(index.getAsInt()).isRejected()) {
                return index.getAsInt() == mLineIndex ? OptionalInt.empty() : index;
            }
        }
        return OptionalInt.empty();
    }

    private MediaDescription section() {
        return description.media().get(mLineIndex);
    }

    /** Options may stand at each level, and none of them takes another one back. */
    private List<String> iceOptions() {
        Set<String> options = new LinkedHashSet<>();
        for (Attributes level : levels()) {
            level.all(Attribute.IceOptions.class).forEach(line -> options.addAll(line.options()));
        }
        return List.copyOf(options);
    }

    /** A property of the whole session; some peers write it into the section. */
    private boolean isLite() {
        for (Attributes level : levels()) {
            if (level.has(Attribute.Property.ICE_LITE)) {
                return true;
            }
        }
        return false;
    }
}

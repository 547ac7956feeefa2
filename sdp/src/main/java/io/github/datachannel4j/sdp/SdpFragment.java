package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What changes of a description's ICE part, without the rest ({@code application/trickle-ice-sdpfrag}, RFC 8840 §9): later candidates of
 * a generation, or the credentials and candidates of a new one, which is an ICE restart. What it means depends on the description that
 * it is a fragment of, which is why the questions take its section of data channels.
 *
 * @param attributes of the session level
 * @param media the sections; of their {@code m=} lines nothing counts, their {@code a=mid} says which ones they are
 */
public record SdpFragment(Attributes attributes, List<MediaDescription> media) {
    /** The media type of what {@link #toText} writes. */
    public static final String MEDIA_TYPE = "application/trickle-ice-sdpfrag";

    /** What is said anew in each generation; {@code candidate} also stands for those of a kind that we do not know. */
    private static final Set<String> OF_ONE_GENERATION =
            Set.of("ice-ufrag", "ice-pwd", "candidate", "end-of-candidates");

    private static final int UNUSED_PORT = 9;

    public SdpFragment {
        media = List.copyOf(media);
    }

    /** Reads a fragment with CRLF or LF line ends. */
    public static SdpFragment parse(String text) throws SdpParseException {
        return SdpParser.parseFragment(text);
    }

    /** The whole ICE part of a description's data section, as an ICE restart sends it. */
    public static SdpFragment of(DataChannelSection section) {
        List<Attribute> session = new ArrayList<>();
        List<Attribute> own = new ArrayList<>();
        section.iceParameters().ifPresent(ice -> {
            if (ice.lite()) {
                session.add(Attribute.Property.ICE_LITE);
            }
            if (!ice.options().isEmpty()) {
                session.add(new Attribute.IceOptions(ice.options()));
            }
            own.add(new Attribute.IceUfrag(ice.ufrag()));
            own.add(new Attribute.IcePwd(ice.pwd()));
        });
        section.description().bundleGroupOf(section.media()).ifPresent(session::add);
        section.mid().ifPresent(mid -> own.addFirst(new Attribute.Mid(mid)));
        own.addAll(section.candidates());
        if (section.endOfCandidates()) {
            own.add(Attribute.Property.END_OF_CANDIDATES);
        }
        MediaLine line = section.media().mediaLine().withPort(UNUSED_PORT);
        return new SdpFragment(
                new Attributes(session), List.of(new MediaDescription(line, List.of(), new Attributes(own))));
    }

    /** The fragment as text, with CRLF line ends. */
    public String toText() {
        return SdpWriter.write(this);
    }

    /** The first mid of the fragment that no section of this description has. */
    public Optional<String> unknownMid(SessionDescription description) {
        return media.stream()
                .flatMap(part -> part.mid().stream())
                .filter(mid -> description.indexOfMid(mid).isEmpty())
                .findFirst();
    }

    /** The credentials that it gives for the transport of data channels; both of one level, the section's before the session's. */
    public Optional<IceParameters> iceParameters(DataChannelSection section) {
        for (Attributes level : levels(section)) {
            Optional<Attribute.IceUfrag> ufrag = level.first(Attribute.IceUfrag.class);
            Optional<Attribute.IcePwd> pwd = level.first(Attribute.IcePwd.class);
            if (ufrag.isPresent() && pwd.isPresent()) {
                return Optional.of(new IceParameters(
                        ufrag.get().ufrag(),
                        pwd.get().pwd(),
                        iceOptions(section),
                        attributes.has(Attribute.Property.ICE_LITE)));
            }
        }
        return Optional.empty();
    }

    /** Whether it gives other credentials than the description has for data channels. */
    public boolean isIceRestartOf(DataChannelSection section) {
        Optional<IceParameters> before = section.iceParameters();
        return iceParameters(section)
                .filter(ice -> before.isEmpty() || ice.isRestartOf(before.get()))
                .isPresent();
    }

    /** Its candidates for the transport of data channels. */
    public List<Candidate> candidates(DataChannelSection section) {
        List<Candidate> candidates = new ArrayList<>();
        parts(section).forEach(part -> candidates.addAll(part.candidates()));
        return List.copyOf(candidates);
    }

    /** Whether it says that there are no more candidates for data channels. */
    public boolean endOfCandidates(DataChannelSection section) {
        return levels(section).stream().anyMatch(level -> level.has(Attribute.Property.END_OF_CANDIDATES));
    }

    /**
     * The description that its writer would have sent for an ICE restart if it could send whole ones: that of the section, in its next
     * version, with the credentials and the candidates of this fragment in place of its own. Everything else stays (RFC 9725 §4.3.3).
     */
    public SessionDescription restarted(DataChannelSection section) {
        List<Attribute> changed = new ArrayList<>(candidates(section));
        if (endOfCandidates(section)) {
            changed.add(Attribute.Property.END_OF_CANDIDATES);
        }
        iceParameters(section).ifPresent(ice -> {
            changed.add(new Attribute.IceUfrag(ice.ufrag()));
            changed.add(new Attribute.IcePwd(ice.pwd()));
        });
        section.media().attributes().forEach(attribute -> {
            if (!OF_ONE_GENERATION.contains(attribute.attributeName())) {
                changed.add(attribute);
            }
        });
        SessionDescription description = section.description();
        return description
                .withOrigin(description.origin().nextVersion())
                .withSection(section.mLineIndex(), section.media().withAttributes(new Attributes(changed)));
    }

    /** The sections that are about the transport of data channels: the data section itself, and the one that it is bundled with. */
    private List<MediaDescription> parts(DataChannelSection section) {
        List<MediaDescription> parts = new ArrayList<>();
        for (MediaDescription part : media) {
            if (isAbout(part, section)) {
                boolean isItself = part.mid().equals(section.mid());
                parts.add(isItself ? 0 : parts.size(), part);
            }
        }
        return parts;
    }

    private static boolean isAbout(MediaDescription part, DataChannelSection section) {
        SessionDescription description = section.description();
        return part.mid().isPresent()
                ? description.indexOfMid(part.mid().get()).stream().anyMatch(section::takesCandidatesOf)
                : description.media().size() == 1;
    }

    private List<Attributes> levels(DataChannelSection section) {
        List<Attributes> levels = new ArrayList<>();
        parts(section).forEach(part -> levels.add(part.attributes()));
        levels.add(attributes);
        return levels;
    }

    private List<String> iceOptions(DataChannelSection section) {
        List<String> options = new ArrayList<>();
        for (Attributes level : levels(section)) {
            level.all(Attribute.IceOptions.class).forEach(line -> options.addAll(line.options()));
        }
        return options.stream().distinct().toList();
    }
}

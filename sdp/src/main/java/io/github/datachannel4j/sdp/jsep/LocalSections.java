package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.Attributes;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Group;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.Line;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.MediaLine;
import io.github.datachannel4j.sdp.Origin;
import io.github.datachannel4j.sdp.SctpMap;
import io.github.datachannel4j.sdp.SessionDescription;
import io.github.datachannel4j.sdp.Setup;
import io.github.datachannel4j.sdp.TransportAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parts that our offers and answers are made of, with their lines in the order that browsers write them in. */
final class LocalSections {
    /** What Chromium writes into {@code a=sctpmap}; readers take no notice of it. */
    private static final int LEGACY_STREAMS = 1024;

    private LocalSections() {}

    /** How the m= line of data channels is written: {@code UDP/DTLS/SCTP} by default, else as the peer wrote it. */
    record Form(String protocol, boolean legacy) {
        static final Form CURRENT = new Form("UDP/DTLS/SCTP", false);

        static Form of(DataChannelSection section) {
            return new Form(section.media().mediaLine().protocol(), section.isLegacy());
        }
    }

    static MediaDescription data(LocalParameters local, Form form, Setup setup, Optional<String> mid) {
        List<Attribute> attributes = new ArrayList<>(local.candidates());
        if (local.endOfCandidates()) {
            attributes.add(Attribute.Property.END_OF_CANDIDATES);
        }
        addTransport(attributes, local.ice());
        attributes.addAll(local.fingerprints());
        attributes.add(setup);
        mid.map(Attribute.Mid::new).ifPresent(attributes::add);
        addSctp(attributes, local.sctp(), form);

        TransportAddress address = DefaultCandidate.of(local.candidates());
        String format = form.legacy() ? String.valueOf(local.sctp().port()) : DataChannelSection.FORMAT;
        return new MediaDescription(
                new MediaLine("application", address.port(), 1, form.protocol(), List.of(format)),
                List.of(DefaultCandidate.connectionLine(address)),
                new Attributes(attributes));
    }

    /** Port 0, and else only what keeps the section recognisable. A format has to be there, though it means nothing. */
    static MediaDescription rejected(MediaDescription section) {
        List<Attribute> attributes = new ArrayList<>();
        if (!section.mediaLine().media().equals("application")) {
            attributes.add(new Attribute.Other("inactive", null));
        }
        section.mid().map(Attribute.Mid::new).ifPresent(attributes::add);
        return new MediaDescription(
                rejected(section.mediaLine()),
                List.of(DefaultCandidate.connectionLine(DefaultCandidate.NONE)),
                new Attributes(attributes));
    }

    /** Pion looks for the rtpmap of each dynamic payload type even of a section that is rejected; 0 needs none, and is what browsers write. */
    private static MediaLine rejected(MediaLine line) {
        return line.protocol().contains("RTP/")
                ? new MediaLine(line.media(), 0, 1, line.protocol(), List.of("0"))
                : line.withPort(0);
    }

    /**
     * The description around the sections, as the next version of the previous one.
     *
     * @param previous our last description; null for the first
     */
    static SessionDescription session(
            SessionHeader header, List<MediaDescription> sections, @Nullable SessionDescription previous) {
        List<Attribute> attributes = new ArrayList<>();
        header.bundledMid().map(Group::bundle).ifPresent(attributes::add);
        if (header.iceLite()) {
            attributes.add(Attribute.Property.ICE_LITE);
        }
        attributes.add(new Attribute.Other("msid-semantic", "WMS *"));
        Origin origin = previous == null ? Origin.of(header.sessionId()) : previous.origin();
        SessionDescription made = new SessionDescription(
                origin, "-", List.of(new Line('t', "0 0")), new Attributes(attributes), sections);
        // RFC 9429 §5.2.2: the version goes up when, and only when, anything has changed.
        return previous == null || made.equals(previous) ? made : made.withOrigin(origin.nextVersion());
    }

    /**
     * What stands above the sections.
     *
     * @param bundledMid of the data-channel section; empty when there is none or it is not to be bundled
     */
    record SessionHeader(long sessionId, Optional<String> bundledMid, boolean iceLite) {}

    private static void addTransport(List<Attribute> attributes, IceParameters ice) {
        attributes.add(new Attribute.IceUfrag(ice.ufrag()));
        attributes.add(new Attribute.IcePwd(ice.pwd()));
        if (!ice.options().isEmpty()) {
            attributes.add(new Attribute.IceOptions(ice.options()));
        }
    }

    private static void addSctp(List<Attribute> attributes, SctpParameters sctp, Form form) {
        attributes.add(
                form.legacy()
                        ? new SctpMap(sctp.port(), DataChannelSection.FORMAT, LEGACY_STREAMS)
                        : new Attribute.SctpPort(sctp.port()));
        attributes.add(new Attribute.MaxMessageSize(sctp.maxMessageSizeBytes()));
        if (!form.legacy()) {
            sctp.init().ifPresent(attributes::add);
        }
    }
}

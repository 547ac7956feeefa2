package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.DataChannelLookup;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.MediaDescription;
import io.github.datachannel4j.sdp.SessionDescription;
import io.github.datachannel4j.sdp.Setup;
import io.github.datachannel4j.sdp.jsep.LocalSections.Form;
import io.github.datachannel4j.sdp.jsep.LocalSections.SessionHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * createAnswer (RFC 9429 §5.3). One section of data channels is accepted, in the form in which it was offered; every other section is
 * answered as rejected. Total: whatever the offer holds, there is an answer to it, so rules are checked before, by {@link JsepRules}.
 */
public final class JsepAnswer {
    private JsepAnswer() {}

    /** @param previous our last description, be it offer or answer; null when there has been none */
    public static SessionDescription create(
            SessionDescription offer, LocalParameters local, @Nullable SessionDescription previous) {
        Optional<DataChannelSection> data = offer.dataChannel() instanceof DataChannelLookup.Found found
                ? Optional.of(found.section())
                : Optional.empty();
        List<MediaDescription> sections = new ArrayList<>();
        offer.media().forEach(section -> sections.add(LocalSections.rejected(section)));
        data.ifPresent(section -> sections.set(section.mLineIndex(), accepted(section, local)));

        // RFC 9143 §7.3: the group of the answer holds what is accepted, and is there only if it was offered.
        Optional<String> bundledMid = data.filter(
                        section -> offer.bundleGroupOf(section.media()).isPresent())
                .flatMap(DataChannelSection::mid);
        SessionHeader header =
                new SessionHeader(local.sessionId(), bundledMid, local.ice().lite());
        return LocalSections.session(header, sections, previous);
    }

    /**
     * The role that an answer takes. Who may choose is ACTIVE, since that lets the handshake begin half a round trip earlier
     * (RFC 8842 §5.3); and who has a role keeps it, since another one would mean another DTLS association.
     *
     * @param offered empty when the offer does not say, which is then treated as a free choice, as Chromium does
     * @param current our role; null before the first negotiation
     */
    static Setup role(Optional<Setup> offered, @Nullable Setup current) {
        return offered.filter(Setup::isRole).map(Setup::reversed).orElse(current == null ? Setup.ACTIVE : current);
    }

    private static MediaDescription accepted(DataChannelSection offered, LocalParameters local) {
        // draft-hancke-tsvwg-snap §5.4: an INIT answers an INIT.
        LocalParameters said = offered.sctpInit().isPresent()
                ? local
                : local.withSctp(local.sctp().withoutInit());
        return LocalSections.data(said, Form.of(offered), role(offered.setup(), local.role()), offered.mid());
    }
}

package io.github.datachannel4j.sdp.jsep;

import io.github.datachannel4j.sdp.DataChannelLookup;
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
 * createOffer (RFC 9429 §5.2). Later offers keep every section of the previous description in its place: data channels stay in theirs,
 * else take over the first one that is rejected, else come last.
 */
public final class JsepOffer {
    private JsepOffer() {}

    /**
     * An offer of data channels.
     *
     * @param previous our last description, be it offer or answer; null when there has been none
     */
    public static SessionDescription create(LocalParameters local, @Nullable SessionDescription previous) {
        List<MediaDescription> sections = previous == null ? new ArrayList<>() : rejectedAll(previous);
        Place place = previous == null ? new Place(0, Form.CURRENT, Optional.of("0")) : Place.in(previous);
        MediaDescription data = LocalSections.data(local, place.form(), Setup.ACTPASS, place.mid());
        if (place.index() == sections.size()) {
            sections.add(data);
        } else {
            sections.set(place.index(), data);
        }
        SessionHeader header =
                new SessionHeader(local.sessionId(), place.mid(), local.ice().lite());
        return LocalSections.session(header, sections, previous);
    }

    /**
     * An offer that wants nothing, as of a connection on which no channel has been created: no section but those that are rejected.
     *
     * @param previous our last description, without a data-channel section; null when there has been none
     */
    public static SessionDescription createWithoutData(long sessionId, @Nullable SessionDescription previous) {
        List<MediaDescription> sections = previous == null ? List.of() : rejectedAll(previous);
        return LocalSections.session(new SessionHeader(sessionId, Optional.empty(), false), sections, previous);
    }

    private static List<MediaDescription> rejectedAll(SessionDescription previous) {
        List<MediaDescription> rejected = new ArrayList<>();
        previous.media().forEach(section -> rejected.add(LocalSections.rejected(section)));
        return rejected;
    }

    /** Where and how the data-channel section is written. */
    private record Place(int index, Form form, Optional<String> mid) {
        static Place in(SessionDescription previous) {
            if (previous.dataChannel() instanceof DataChannelLookup.Found found) {
                return new Place(
                        found.section().mLineIndex(),
                        Form.of(found.section()),
                        found.section().mid());
            }
            // RFC 9429 §5.2.2: a rejected section may be taken over by one of any kind,
            // under a mid that was never used.
            int index = 0;
            while (index < previous.media().size()
                    && !previous.media().get(index).isRejected()) {
                index++;
            }
            return new Place(index, Form.CURRENT, Optional.of(unusedMid(previous)));
        }

        private static String unusedMid(SessionDescription previous) {
            int mid = previous.media().size();
            while (previous.indexOfMid(String.valueOf(mid)).isPresent()) {
                mid++;
            }
            return String.valueOf(mid);
        }
    }
}

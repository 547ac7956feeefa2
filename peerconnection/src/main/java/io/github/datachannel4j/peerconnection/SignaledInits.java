package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.SnapInit;
import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.DataChannelSection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The INIT chunks in the descriptions of one connection (draft-hancke-tsvwg-snap): makes ours, and judges the peer's. Where they are not
 * wanted the attribute is one of the many that are not known, and nothing in it is an error. On the loop.
 */
final class SignaledInits {
    private final TransportParts parts;

    /** §5.6: the same for the life of the connection; null until a description is to carry it. */
    private @Nullable Bytes own;

    private boolean hasBegun;

    /** What the association has begun with; null when that was a handshake, and until it begins. */
    private @Nullable Agreed begunWith;

    SignaledInits(TransportParts parts) {
        this.parts = parts;
    }

    /**
     * Both ends' INIT chunks.
     *
     * @param own ours
     * @param peer the peer's
     */
    record Agreed(Bytes own, Bytes peer) {}

    /** What our offer says; empty when the application does not want it. */
    Optional<Attribute.SctpInit> forOffer() {
        if (!isWanted()) {
            return Optional.empty();
        }
        if (own == null) {
            own = parts.drawInit();
        }
        return Optional.of(Attribute.SctpInit.of(own.toArray()));
    }

    /** What our answer says to an offer with the attribute; to others it says nothing (§5.4). */
    Optional<Attribute.SctpInit> forAnswer() {
        // §5.6: an association that began with a handshake goes on.
        boolean isTooLate = hasBegun && begunWith == null;
        return isTooLate ? Optional.empty() : forOffer();
    }

    /**
     * Refuses a description of the peer's with an INIT chunk that cannot be used (§5.3, §5.5), since its writer believes that there will be no
     * handshake, or with another one than the association has begun with.
     *
     * @param given the description as it came, for the number of the line
     */
    void check(SessionDescription given, DataChannelSection section) {
        section.sctpInit().filter(init -> isWanted()).ifPresent(init -> check(given, init));
    }

    private void check(SessionDescription given, Attribute.SctpInit init) {
        if (init.chunk().isEmpty()) {
            throw refused(given, init, "is not base64");
        }
        if (init.chunk().map(Bytes::wrap).filter(SnapInit::isUsable).isEmpty()) {
            throw refused(given, init, "has no INIT chunk that an association can begin with");
        }
        if (begunWith != null
                && !init.equals(Attribute.SctpInit.of(begunWith.peer().toArray()))) {
            // §5.6 would begin a new association, and with it new channels; no peer in use does that.
            throw new WebRtcException(
                    WebRtcErrorName.NOT_SUPPORTED_ERROR,
                    "the peer's a=sctp-init has changed: that needs a new connection");
        }
    }

    /** The association begins: returns what both ends have shown each other; empty for a handshake. */
    Optional<Agreed> begin(Negotiated negotiated) {
        // A peer that copies lines which it does not know shows us our own, which is no INIT of its.
        Optional<Agreed> agreed = chunk(negotiated.local())
                .flatMap(ours -> chunk(negotiated.remote())
                        .filter(peers -> !peers.equals(ours))
                        .map(peers -> new Agreed(ours, peers)));
        hasBegun = true;
        begunWith = agreed.orElse(null);
        return agreed;
    }

    private boolean isWanted() {
        return parts.config().sctp().signaledInit();
    }

    private static Optional<Bytes> chunk(DataChannelSection section) {
        return section.sctpInit().flatMap(Attribute.SctpInit::chunk).map(Bytes::wrap);
    }

    private static WebRtcException refused(SessionDescription given, Attribute.SctpInit init, String reason) {
        int line = lineOf(given, init);
        String message = "line " + line + ": a=sctp-init " + reason;
        return new WebRtcException(new RtcError(RtcErrorDetail.SDP_SYNTAX_ERROR, message, line, null), null);
    }

    private static int lineOf(SessionDescription given, Attribute.SctpInit init) {
        List<String> lines = given.sdp().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("a=sctp-init") && lines.get(i).contains(init.base64())) {
                return i + 1;
            }
        }
        throw new IllegalStateException("the line that was read is not there");
    }
}

package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.Fingerprint;
import io.github.datachannel4j.peerconnection.SignalingTransition.Side;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.jsep.InvalidDescriptionException;
import io.github.datachannel4j.sdp.jsep.JsepRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** setLocalDescription and setRemoteDescription: checks first, changes afterwards, so that what is refused leaves no trace. On the loop. */
final class DescriptionApplier {
    private final PeerStates states;
    private final Descriptions descriptions;
    private final OfferAnswer offerAnswer;
    private final TransportStack transports;
    private final ChannelRegistry channels;
    private final NegotiationNeeded negotiationNeeded;
    private final CandidateExchange candidates;

    DescriptionApplier(
            PeerStates states,
            Negotiation negotiation,
            TransportStack transports,
            ChannelRegistry channels,
            CandidateExchange candidates) {
        this.states = states;
        this.descriptions = negotiation.descriptions();
        this.offerAnswer = negotiation.offerAnswer();
        this.negotiationNeeded = negotiation.needed();
        this.transports = transports;
        this.channels = channels;
        this.candidates = candidates;
    }

    /** What the negotiation of one peer consists of. */
    record Negotiation(Descriptions descriptions, OfferAnswer offerAnswer, NegotiationNeeded needed) {}

    /** @param given {@code null} to set what fits the state */
    void setLocal(@Nullable SessionDescription given) {
        SignalingState state = states.signaling();
        SdpType type = given == null ? SignalingTransition.implicitLocalType(state) : given.type();
        SignalingState next = SignalingTransition.after(state, Side.LOCAL, type);
        if (type == SdpType.ROLLBACK) {
            rollback();
            return;
        }
        Description description = offerAnswer.toBeSet(type, given == null ? "" : given.sdp());
        if (type != SdpType.OFFER) {
            Description offer = descriptions.now().pendingRemote();
            if (offer != null) {
                exchange(description, offer, Side.LOCAL);
            }
        }
        descriptions.set(Side.LOCAL, description);
        completed(next);
        states.signaling(next);
        candidates.localDescriptionSet();
    }

    void setRemote(SessionDescription given) {
        SignalingState state = states.signaling();
        if (given.type() == SdpType.ROLLBACK) {
            SignalingTransition.after(state, Side.REMOTE, SdpType.ROLLBACK);
            rollback();
            return;
        }
        // Perfect negotiation: the polite side's own offer gives way to the peer's.
        boolean glare = given.type() == SdpType.OFFER && state == SignalingState.HAVE_LOCAL_OFFER;
        SignalingState next =
                SignalingTransition.after(glare ? SignalingState.STABLE : state, Side.REMOTE, given.type());
        Description description = Description.parse(given);
        check(description);
        description.dataSection().ifPresent(section -> transports.inits().check(given, section));
        if (glare) {
            rollback();
        }
        Description offer = descriptions.now().pendingLocal();
        if (given.type() != SdpType.OFFER && offer != null) {
            exchange(offer, description, Side.REMOTE);
        }
        descriptions.set(Side.REMOTE, description);
        completed(next);
        states.signaling(next);
    }

    // ---- checks

    private void check(Description description) {
        Descriptions.Snapshot now = descriptions.now();
        try {
            if (description.type() == SdpType.OFFER) {
                Description last = now.lastAnswer();
                JsepRules.checkOffer(description.content(), last == null ? null : last.content());
            } else if (now.pendingLocal() != null) {
                JsepRules.checkAnswer(now.pendingLocal().content(), description.content());
            }
        } catch (InvalidDescriptionException e) {
            throw WebRtcException.because(WebRtcErrorName.INVALID_ACCESS_ERROR, e);
        }
        description.dataSection().ifPresent(this::checkFingerprints);
    }

    private void checkFingerprints(DataChannelSection section) {
        if (Negotiated.fingerprints(section).stream().noneMatch(Fingerprint::isKnown)) {
            throw WebRtcException.invalidAccess("no fingerprint of the description has a known hash function", null);
        }
        Negotiated agreed = transports.negotiated();
        if (agreed != null && !agreed.remoteFingerprints().equals(Negotiated.fingerprints(section))) {
            // RFC 8842 §5.4 would begin a new DTLS association, and with it new channels; no peer in use does that.
            throw new WebRtcException(
                    WebRtcErrorName.NOT_SUPPORTED_ERROR,
                    "the peer's certificate has changed: that needs a new connection");
        }
    }

    // ---- changes

    /** An answer, final or provisional, puts what is agreed on into force. */
    private void exchange(Description local, Description remote, Side answerer) {
        Optional<DataChannelSection> ours = local.dataSection();
        Optional<DataChannelSection> theirs = remote.dataSection();
        if (ours.isPresent() && theirs.isPresent()) {
            transports.ice().gather();
            try {
                transports.negotiated(new Negotiated(ours.get(), theirs.get(), answerer == Side.REMOTE));
            } catch (IllegalStateException | IllegalArgumentException e) {
                throw WebRtcException.invalidAccess("the answer cannot be used: " + e.getMessage(), e);
            }
            channels.idsKnown();
            offerAnswer.exchanged(local);
            return;
        }
        SdpType type = answerer == Side.LOCAL ? local.type() : remote.type();
        boolean rejected = transports.negotiated() != null || (answerer == Side.REMOTE && ours.isPresent());
        if (type == SdpType.ANSWER && rejected) {
            RtcError error = RtcError.of(RtcErrorDetail.DATA_CHANNEL_FAILURE, "the data section was rejected");
            channels.connectionEnds(new CloseReason.Failed(error));
            transports.close(error.message());
        }
    }

    private void completed(SignalingState next) {
        if (next == SignalingState.STABLE) {
            offerAnswer.forgetCreated();
            negotiationNeeded.exchangeCompleted();
        }
    }

    private void rollback() {
        descriptions.rollback();
        transports.ice().cancelRestart();
        completed(SignalingState.STABLE);
        states.signaling(SignalingState.STABLE);
    }
}

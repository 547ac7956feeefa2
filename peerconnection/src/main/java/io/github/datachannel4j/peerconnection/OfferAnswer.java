package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.dtls.DtlsCertificate;
import io.github.datachannel4j.dtls.DtlsRole;
import io.github.datachannel4j.ice.IceParameters;
import io.github.datachannel4j.sdp.Attribute;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.Fingerprint;
import io.github.datachannel4j.sdp.Setup;
import io.github.datachannel4j.sdp.jsep.JsepAnswer;
import io.github.datachannel4j.sdp.jsep.JsepOffer;
import io.github.datachannel4j.sdp.jsep.LocalParameters;
import io.github.datachannel4j.sdp.jsep.SctpParameters;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** createOffer and createAnswer: writes what this side has to say, and remembers it, because only that may be set as local description. */
final class OfferAnswer {
    private final Descriptions descriptions;
    private final TransportStack transports;
    private final ChannelRegistry channels;
    private final DtlsCertificate certificate;
    private final int maxMessageSizeBytes;

    /** RFC 9429 §5.2.1: 63 random bits, the same for the life of the connection. */
    private final long sessionId = new SecureRandom().nextLong() >>> 1;

    private @Nullable Description lastOffer; // null unless one was made since the last exchange
    private @Nullable Description lastAnswer; // null unless one was made since the last exchange

    /** Those of our ICE user name fragments that restartIce() wants replaced; empty when there is nothing to restart. */
    private final Set<String> fragmentsToReplace = new HashSet<>();

    OfferAnswer(Descriptions descriptions, TransportStack transports, ChannelRegistry channels, TransportParts parts) {
        this.descriptions = descriptions;
        this.transports = transports;
        this.channels = channels;
        this.certificate = parts.certificate();
        this.maxMessageSizeBytes = parts.config().limits().maxMessageSizeBytes();
    }

    /**
     * restartIce(): every offer gets new credentials until one of them has been answered. An offer that is under way already is none of
     * them: the network may have changed since.
     */
    void requestRestart() {
        if (transports.ice().isNegotiated()) {
            Descriptions.Snapshot now = descriptions.now();
            fragmentOf(now.currentLocal()).ifPresent(fragmentsToReplace::add);
            fragmentOf(now.pendingLocal()).ifPresent(fragmentsToReplace::add);
        }
    }

    boolean isRestartRequested() {
        return !fragmentsToReplace.isEmpty();
    }

    Description createOffer(OfferOptions options) {
        if (options.iceRestart() || isRestartRequested()) {
            transports.ice().prepareRestart();
        } else if (descriptions.now().pendingLocal() == null) {
            // A restart that was prepared for an offer that nobody set.
            // One that is set stays in the offers that replace it.
            transports.ice().cancelRestart();
        }
        Description previous = descriptions.now().local();
        var before = previous == null ? null : previous.content();
        boolean wanted = channels.anyCreated() || transports.negotiated() != null;
        Description offer = new Description(
                SdpType.OFFER,
                wanted && !transports.isClosed()
                        ? JsepOffer.create(localParameters(transports.inits().forOffer()), before)
                        : JsepOffer.createWithoutData(sessionId, before));
        lastOffer = offer;
        return offer;
    }

    /** @param offer the pending remote description */
    Description createAnswer(Description offer) {
        Description currentRemote = descriptions.now().currentRemote();
        Optional<DataChannelSection> before = currentRemote == null ? Optional.empty() : currentRemote.dataSection();
        boolean restarts = offer.dataSection()
                .flatMap(section -> before.map(section::isIceRestartOf))
                .orElse(false);
        if (restarts) {
            transports.ice().prepareRestart();
        } else {
            transports.ice().cancelRestart();
        }
        Description previous = descriptions.now().local();
        Description answer = new Description(
                SdpType.ANSWER,
                JsepAnswer.create(
                        offer.content(),
                        localParameters(transports.inits().forAnswer()),
                        previous == null ? null : previous.content()));
        lastAnswer = answer;
        return answer;
    }

    /**
     * The description to set as local: the one that was made, as the text must say; an empty text asks for a new one.
     * InvalidModificationError when it has been changed.
     */
    Description toBeSet(SdpType type, String sdp) {
        if (sdp.isEmpty()) {
            return type == SdpType.OFFER
                    ? createOffer(OfferOptions.defaults())
                    : new Description(type, createAnswer(pendingOffer()).content());
        }
        Description made = type == SdpType.OFFER ? lastOffer : lastAnswer;
        if (made == null || !made.toW3c().sdp().equals(sdp)) {
            throw new WebRtcException(
                    WebRtcErrorName.INVALID_MODIFICATION_ERROR,
                    "the " + type + " is not the one that was created last: descriptions must not be changed");
        }
        return new Description(type, made.content());
    }

    private Description pendingOffer() {
        Description offer = descriptions.now().pendingRemote();
        if (offer == null) {
            throw WebRtcException.invalidState("there is no remote offer to answer");
        }
        return offer;
    }

    /** An exchange is complete, or was taken back. */
    void forgetCreated() {
        lastOffer = null;
        lastAnswer = null;
    }

    /** This local description has just been agreed on. */
    void exchanged(Description local) {
        if (fragmentOf(local).stream().noneMatch(fragmentsToReplace::contains)) {
            fragmentsToReplace.clear();
        }
        forgetCreated();
    }

    private static Optional<String> fragmentOf(@Nullable Description description) {
        return Optional.ofNullable(description)
                .flatMap(Description::dataSection)
                .flatMap(DataChannelSection::iceParameters)
                .map(io.github.datachannel4j.sdp.IceParameters::ufrag);
    }

    private LocalParameters localParameters(Optional<Attribute.SctpInit> init) {
        IceGenerations ice = transports.ice();
        IceParameters credentials = ice.local();
        Negotiated agreed = transports.negotiated();
        SctpParameters sctp = SctpParameters.defaults().withMaxMessageSizeBytes(maxMessageSizeBytes);
        return new LocalParameters(
                sessionId,
                new io.github.datachannel4j.sdp.IceParameters(
                        credentials.usernameFragment(), credentials.password(), List.of("trickle"), credentials.lite()),
                List.of(new Fingerprint(
                        certificate.fingerprint().algorithm(),
                        certificate.fingerprint().value())),
                agreed == null ? null : agreed.dtlsRole() == DtlsRole.CLIENT ? Setup.ACTIVE : Setup.PASSIVE,
                ice.gathered(),
                ice.gatheringEnded(),
                init.map(sctp::withInit).orElse(sctp));
    }
}

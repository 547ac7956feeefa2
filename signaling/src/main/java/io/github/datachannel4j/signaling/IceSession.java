package io.github.datachannel4j.signaling;

import io.github.datachannel4j.sdp.SdpFragment;
import java.util.Optional;

/**
 * The ICE side of a session that an offer has begun: what a PATCH of its URL changes (RFC 9725 §4.3). Only the peer that offered can ask for
 * an ICE restart in this way; the answering side has nobody to send an offer to. Called on a virtual thread of its own for each request, so
 * it may block; requests may overlap.
 */
public interface IceSession {
    /** The strong entity tag, with its quotes, of the ICE session in force; another one after each restart. Empty when there is no ICE to be changed. */
    Optional<String> entityTag();

    /**
     * Adds the candidates of a fragment or, when it gives new credentials, restarts ICE with them. A refusal leaves everything as it was.
     *
     * @param condition has to hold for the entity tag at the moment of the change
     * @return what a restart has led to; empty when candidates were added
     * @throws SignalingException to refuse it, with the status and the words for the peer: 412 when the condition does not hold
     * @throws InterruptedException when the server stops meanwhile
     */
    Optional<Restarted> patch(IfMatch condition, SdpFragment fragment) throws SignalingException, InterruptedException;

    /**
     * A new ICE session.
     *
     * @param entityTag its entity tag
     * @param answer the answering side's new credentials, with all its candidates
     */
    record Restarted(String entityTag, SdpFragment answer) {}
}

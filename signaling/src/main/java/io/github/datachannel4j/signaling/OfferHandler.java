package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.SessionDescription;
import java.util.Optional;

/** Who answers the offers that an {@link OneShotEndpoint} receives. Called on a virtual thread of its own for each request, so it may block. */
public interface OfferHandler {
    /**
     * Answers an offer.
     *
     * @throws SignalingException to refuse it, with the status and the words for the peer
     * @throws InterruptedException when the server stops meanwhile
     */
    Answered accept(OfferRequest request) throws SignalingException, InterruptedException;

    /**
     * Ends a session.
     *
     * @return whether there was one of this id
     */
    boolean end(String sessionId);

    /** The ICE side of a session, for its PATCH requests; empty when there is no session of this id. */
    Optional<? extends IceSession> iceSession(String sessionId);

    /**
     * A session that has begun.
     *
     * @param sessionId what its URL ends with; whoever knows it may end the session and restart its ICE, so it must not be guessable
     * @param answer the answer, with all its candidates
     */
    record Answered(String sessionId, SessionDescription answer) {}
}

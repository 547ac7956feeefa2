package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calling side of one-shot signaling (see {@link OneShotEndpoint}): makes an offer with all its candidates, POSTs it, sets the answer.
 *
 * <p>Blocks, so call it on a virtual thread or one that may wait. One client serves many connections, from any thread.
 */
public final class OneShotClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OneShotClient.class);

    private final HttpExchanges http = new HttpExchanges();
    private final Set<IceRestarts> restarts = ConcurrentHashMap.newKeySet();

    /**
     * Connects {@code pc}, which must have a data channel, with what answers at {@code url}.
     *
     * <p>From then on its {@code negotiationneeded} is answered, too: {@link PeerConnection#restartIce} and, where
     * {@code NetworkOptions.withIceRestartOnNetworkChange()} is set, a change of the machine's addresses lead to an ICE restart by PATCH of
     * the session (RFC 9725 §4.3.3), tried again until it succeeds. A server that gives no {@code ETag} cannot restart ICE, and is not asked.
     *
     * @return the session's URL, whose DELETE ends it; empty when the server gave none
     * @throws SignalingException when no answer came in time, the server refused, or what it answered cannot be used
     */
    public Optional<URI> join(PeerConnection pc, JoinRequest request) throws SignalingException, InterruptedException {
        SessionDescription offer = makeOffer(pc, request);
        HttpResponse<String> response = post(offer, request);
        SessionDescription answer = readAnswer(response, request.url());
        try {
            Steps.await(pc.setRemoteDescription(answer), request.timeout(), "setting the answer");
        } catch (SignalingException e) {
            throw new SignalingException(
                    502, "The answer of " + request.url() + " cannot be used: " + e.getMessage(), e);
        }
        Optional<URI> session = response.headers().firstValue("location").map(request.url()::resolve);
        if (session.isPresent() && response.headers().firstValue("etag").isPresent()) {
            restartWhenAsked(pc, session.get(), request);
        } else {
            LOG.debug("{} cannot restart ICE", request.url());
        }
        return session;
    }

    private void restartWhenAsked(PeerConnection pc, URI session, JoinRequest request) {
        IceRestarts made = new IceRestarts(pc, session, request);
        restarts.add(made);
        made.start(() -> restarts.remove(made));
    }

    /** Ends a session by DELETE; that it is gone already is no error. */
    public void end(URI session, Optional<String> bearerToken) throws SignalingException, InterruptedException {
        HttpRequest.Builder delete = HttpExchanges.request(session, bearerToken, JoinRequest.TIMEOUT_DEFAULT);
        HttpResponse<String> response = http.send(delete.DELETE().build());
        if (response.statusCode() >= 400 && response.statusCode() != 404) {
            throw HttpExchanges.refused(response, session);
        }
    }

    /** Ends what is under way; connections that have joined go on, and cannot restart ICE any more. */
    @Override
    public void close() {
        restarts.forEach(IceRestarts::close);
        http.close();
    }

    private static SessionDescription makeOffer(PeerConnection pc, JoinRequest request)
            throws SignalingException, InterruptedException {
        Steps.await(pc.setLocalDescription(), request.timeout(), "making the offer");
        return Steps.await(pc.gatheringComplete(), request.timeout(), "gathering candidates");
    }

    private HttpResponse<String> post(SessionDescription offer, JoinRequest request)
            throws SignalingException, InterruptedException {
        DescriptionFormat format = request.json() ? DescriptionFormat.JSON : DescriptionFormat.SDP;
        HttpRequest.Builder post = HttpExchanges.request(request.url(), request.bearerToken(), request.timeout())
                .header("Content-Type", format.mediaType())
                .POST(HttpRequest.BodyPublishers.ofString(format.write(offer)));
        HttpResponse<String> response = http.send(post.build());
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw HttpExchanges.refused(response, request.url());
        }
        return response;
    }

    private static SessionDescription readAnswer(HttpResponse<String> response, URI url) throws SignalingException {
        String contentType = response.headers().firstValue("content-type").orElse("");
        try {
            return DescriptionFormat.ofContentType(contentType).read(response.body(), SdpType.ANSWER);
        } catch (SignalingException e) {
            throw new SignalingException(502, url + " did not send an answer: " + e.getMessage(), e);
        }
    }
}

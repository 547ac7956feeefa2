package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.SdpType;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.peerconnection.WebRtcException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The calling side of one-shot signaling (see {@link OneShotEndpoint}): makes an offer with all its candidates, POSTs it, sets the answer.
 *
 * <p>Blocks, so call it on a virtual thread or one that may wait. One client serves many connections, from any thread.
 */
public final class OneShotClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(task -> Thread.ofVirtual().name("dc4j-signaling").start(task))
            .build();

    /**
     * Connects {@code pc}, which must have a data channel, with what answers at {@code url}.
     *
     * @return the session's URL, whose DELETE ends it; empty when the server gave none
     * @throws SignalingException when no answer came in time, the server refused, or what it answered cannot be used
     */
    public Optional<URI> join(PeerConnection pc, JoinRequest request) throws SignalingException, InterruptedException {
        SessionDescription offer = makeOffer(pc, request);
        HttpResponse<String> response = post(offer, request);
        SessionDescription answer = readAnswer(response, request.url());
        try {
            await(pc.setRemoteDescription(answer), request.timeout(), "setting the answer");
        } catch (SignalingException e) {
            throw new SignalingException(
                    502, "The answer of " + request.url() + " cannot be used: " + e.getMessage(), e);
        }
        return response.headers().firstValue("location").map(request.url()::resolve);
    }

    /** Ends a session by DELETE; that it is gone already is no error. */
    public void end(URI session, Optional<String> bearerToken) throws SignalingException, InterruptedException {
        HttpRequest.Builder delete = HttpRequest.newBuilder(session).timeout(JoinRequest.TIMEOUT_DEFAULT);
        bearerToken.ifPresent(token -> delete.header("Authorization", "Bearer " + token));
        HttpResponse<String> response = exchange(delete.DELETE().build());
        if (response.statusCode() >= 400 && response.statusCode() != 404) {
            throw refused(response, session);
        }
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private static SessionDescription makeOffer(PeerConnection pc, JoinRequest request)
            throws SignalingException, InterruptedException {
        await(pc.setLocalDescription(), request.timeout(), "making the offer");
        return await(pc.gatheringComplete(), request.timeout(), "gathering candidates");
    }

    private HttpResponse<String> post(SessionDescription offer, JoinRequest request)
            throws SignalingException, InterruptedException {
        DescriptionFormat format = request.json() ? DescriptionFormat.JSON : DescriptionFormat.SDP;
        HttpRequest.Builder post = HttpRequest.newBuilder(request.url())
                .timeout(request.timeout())
                .header("Content-Type", format.mediaType())
                .POST(HttpRequest.BodyPublishers.ofString(format.write(offer)));
        request.bearerToken().ifPresent(token -> post.header("Authorization", "Bearer " + token));
        HttpResponse<String> response = exchange(post.build());
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw refused(response, request.url());
        }
        return response;
    }

    private HttpResponse<String> exchange(HttpRequest request) throws SignalingException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new SignalingException(
                    502,
                    request.uri() + " did not answer (" + reason + "). Is the server running, and the URL right?",
                    e);
        }
    }

    private static SessionDescription readAnswer(HttpResponse<String> response, URI url) throws SignalingException {
        String contentType = response.headers().firstValue("content-type").orElse("");
        try {
            return DescriptionFormat.ofContentType(contentType).read(response.body(), SdpType.ANSWER);
        } catch (SignalingException e) {
            throw new SignalingException(502, url + " did not send an answer: " + e.getMessage(), e);
        }
    }

    private static SignalingException refused(HttpResponse<String> response, URI url) {
        return new SignalingException(
                response.statusCode() >= 400 ? response.statusCode() : 502,
                url + " answered " + response.statusCode() + ": " + SignalingException.excerpt(response.body()));
    }

    private static <T> T await(CompletableFuture<T> future, Duration timeout, String what)
            throws SignalingException, InterruptedException {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SignalingException(504, what + " took more than " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String message = cause instanceof WebRtcException error ? error.toString() : String.valueOf(cause);
            throw new SignalingException(500, what + " failed: " + message, cause);
        }
    }
}

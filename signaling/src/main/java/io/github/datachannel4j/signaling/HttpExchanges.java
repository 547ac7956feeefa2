package io.github.datachannel4j.signaling;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The HTTP of a client, with what can go wrong put into words. Thread-safe. */
final class HttpExchanges implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .executor(task -> Thread.ofVirtual().name("dc4j-signaling").start(task))
            .build();

    /** A request to be completed. */
    static HttpRequest.Builder request(URI uri, Optional<String> bearerToken, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
        bearerToken.ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    /** Sends it and waits; whatever the status, there is a response. */
    HttpResponse<String> send(HttpRequest request) throws SignalingException, InterruptedException {
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

    /** What to throw after a response that is not what was asked for. */
    static SignalingException refused(HttpResponse<String> response, URI url) {
        return new SignalingException(
                response.statusCode() >= 400 ? response.statusCode() : 502,
                url + " answered " + response.statusCode() + ": " + SignalingException.excerpt(response.body()));
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}

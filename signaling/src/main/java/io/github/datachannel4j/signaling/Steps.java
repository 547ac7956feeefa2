package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.WebRtcException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client's waiting for what its own peer connection does. */
final class Steps {
    private Steps() {}

    /** @param what the step, as the beginning of a sentence about its failure */
    static <T> T await(CompletableFuture<T> future, Duration timeout, String what)
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

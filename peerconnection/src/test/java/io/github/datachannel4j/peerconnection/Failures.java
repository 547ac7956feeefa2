package io.github.datachannel4j.peerconnection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/** What a failed future or a refused call says. */
final class Failures {
    private Failures() {}

    static WebRtcException of(CompletableFuture<?> future) {
        Throwable thrown = Assertions.catchThrowable(
                () -> future.orTimeout(20, TimeUnit.SECONDS).join());
        assertThat(thrown).isInstanceOf(CompletionException.class).hasCauseInstanceOf(WebRtcException.class);
        return (WebRtcException) thrown.getCause();
    }

    static WebRtcErrorName name(CompletableFuture<?> future) {
        return of(future).errorName();
    }

    static WebRtcErrorName name(Runnable call) {
        Throwable thrown = Assertions.catchThrowable(call::run);
        assertThat(thrown).isInstanceOf(WebRtcException.class);
        return ((WebRtcException) thrown).errorName();
    }
}

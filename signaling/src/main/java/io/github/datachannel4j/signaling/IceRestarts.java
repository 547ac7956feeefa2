package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionState;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.SdpFragment;
import io.github.datachannel4j.sdp.SdpParseException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ICE restarts of one joined connection. When it asks for a negotiation, because {@code restartIce()} was called or the machine's
 * addresses have changed, the new credentials go to the session's URL by PATCH (RFC 9725 §4.3.3) and come back as an answer. A change of
 * networks may cut off HTTP, too, so it is tried again, with other credentials, until it succeeds, is refused, or consent must have expired.
 */
final class IceRestarts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IceRestarts.class);

    /** A network that has just come up may still lose packets; a lost connection must not hold up the next attempt for long. */
    private static final Duration PATCH_TIMEOUT_MAX = Duration.ofSeconds(5);

    /** What has been found by then must do: a server that is reached needs none of our candidates. */
    private static final Duration GATHERING_MAX = Duration.ofSeconds(2);

    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final int DOUBLINGS_MAX = 4;

    /** With their pauses 36 s and more; the server's consent to be sent to expires after 30 (RFC 7675 §5.1). */
    private static final int ATTEMPTS_MAX = 12;

    /** What may pass: time-outs, conflicts, too many requests, and whatever the server or a proxy blames itself for. */
    private static final Set<Integer> PASSING_REFUSALS = Set.of(408, 409, 425, 429);

    private final PeerConnection connection;
    private final URI session;
    private final JoinRequest request;
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Thread worker; // null before the first restart

    /** @param request how the session was begun */
    IceRestarts(PeerConnection connection, URI session, JoinRequest request) {
        this.connection = connection;
        this.session = session;
        this.request = request;
    }

    /** @param onClosed called when the connection has come to its end */
    void start(Runnable onClosed) {
        connection.onNegotiationNeeded(this::ask);
        connection.onConnectionStateChange(state -> {
            if (state == PeerConnectionState.CLOSED) {
                close();
                onClosed.run();
            }
        });
    }

    /** On the event loop, so the work is done elsewhere. */
    private void ask() {
        if (asked.getAndIncrement() == 0) {
            worker = Thread.ofVirtual().name("dc4j-ice-restart").start(this::work);
        }
    }

    private void work() {
        try {
            int seen;
            do {
                seen = asked.get();
                restartUntilDone();
            } while (asked.addAndGet(-seen) > 0);
        } catch (InterruptedException closed) {
            // Nobody waits for this thread.
        } catch (RuntimeException e) {
            LOG.error("the ICE restart of {} failed", session, e);
            over.countDown();
        }
    }

    private void restartUntilDone() throws InterruptedException {
        for (int attempt = 1; over.getCount() > 0; attempt++) {
            try {
                restart();
                return;
            } catch (SignalingException e) {
                if (isFinal(e.httpStatus()) || attempt == ATTEMPTS_MAX) {
                    LOG.warn("gives up restarting ICE: {}", e.getMessage());
                    over.countDown();
                    return;
                }
                LOG.debug("will try again to restart ICE: {}", e.getMessage());
            }
            long pauseMillis = FIRST_PAUSE_MILLIS << Math.min(attempt - 1, DOUBLINGS_MAX);
            if (over.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean isFinal(int status) {
        return status < 500 && !PASSING_REFUSALS.contains(status);
    }

    /** Does nothing when there is nothing to restart any more. */
    private void restart() throws SignalingException, InterruptedException {
        SessionDescription offer = Steps.await(connection.createOffer(), request.timeout(), "making the offer");
        if (!isRestart(offer)) {
            return;
        }
        try {
            Steps.await(connection.setLocalDescription(offer), request.timeout(), "setting the offer");
            SdpFragment answer = patch(SdpFragment.of(section(Optional.of(gathered()))));
            apply(answer);
        } catch (SignalingException | InterruptedException | RuntimeException e) {
            // The credentials in force stay, and the next attempt has others: the server may have taken these.
            var unused = connection.setLocalDescription(SessionDescription.rollback());
            throw e;
        }
    }

    private boolean isRestart(SessionDescription offer) throws SignalingException {
        return section(Optional.of(offer)).isIceRestartOf(section(connection.currentLocalDescription()));
    }

    private SessionDescription gathered() throws SignalingException, InterruptedException {
        try {
            return connection.gatheringComplete().get(GATHERING_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return connection.localDescription().orElseThrow();
        }
    }

    private SdpFragment patch(SdpFragment fragment) throws SignalingException, InterruptedException {
        Duration timeout = request.timeout().compareTo(PATCH_TIMEOUT_MAX) < 0 ? request.timeout() : PATCH_TIMEOUT_MAX;
        HttpRequest patch = HttpExchanges.request(session, request.bearerToken(), timeout)
                .header("Content-Type", SdpFragment.MEDIA_TYPE)
                .header("If-Match", "*")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(fragment.toText()))
                .build();
        // Not the client that joined: the connections it keeps may come from an address that is gone.
        try (HttpExchanges http = new HttpExchanges()) {
            HttpResponse<String> response = http.send(patch);
            if (response.statusCode() != 200) {
                throw HttpExchanges.refused(response, session);
            }
            return SdpFragment.parse(response.body());
        } catch (SdpParseException e) {
            throw new SignalingException(502, session + " did not send a fragment: " + e.getMessage(), e);
        }
    }

    private void apply(SdpFragment fragment) throws SignalingException, InterruptedException {
        DataChannelSection answered = section(connection.currentRemoteDescription());
        if (!fragment.isIceRestartOf(answered)) {
            throw new SignalingException(502, session + " has answered an ICE restart without new credentials");
        }
        String answer = fragment.restarted(answered).toSdp();
        Steps.await(
                connection.setRemoteDescription(SessionDescription.answer(answer)),
                request.timeout(),
                "setting the answer");
    }

    private static DataChannelSection section(Optional<SessionDescription> description) throws SignalingException {
        return DataSections.of(description)
                .orElseThrow(() -> new SignalingException(422, "the connection has no data channels, and so no ICE"));
    }

    /** Gives up what is under way. */
    @Override
    public void close() {
        over.countDown();
        Thread working = worker;
        if (working != null) {
            working.interrupt();
        }
    }
}

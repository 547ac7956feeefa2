package io.github.datachannel4j.signaling;

import io.github.datachannel4j.peerconnection.IceCandidateInit;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.SessionDescription;
import io.github.datachannel4j.peerconnection.WebRtcException;
import io.github.datachannel4j.sdp.Candidate;
import io.github.datachannel4j.sdp.DataChannelSection;
import io.github.datachannel4j.sdp.IceParameters;
import io.github.datachannel4j.sdp.SdpFragment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A peer connection that answers one offer of a client, and later the client's PATCH requests. To the peer connection an ICE restart by
 * PATCH is a new offer that differs in its credentials and candidates only, so the association, DTLS and all channels live on. Thread-safe;
 * requests are taken one after the other.
 */
public final class AnsweringSession implements IceSession {
    private final PeerConnection connection;
    private final Duration stepTimeout;
    private final ReentrantLock lock = new ReentrantLock();

    /** @param stepTimeout how long each step may take: setting a description, gathering, and waiting for an earlier request */
    public AnsweringSession(PeerConnection connection, Duration stepTimeout) {
        this.connection = connection;
        this.stepTimeout = stepTimeout;
    }

    /**
     * Answers the offer that begins the session, with all candidates.
     *
     * @throws SignalingException when the offer cannot be answered (400), or not in time (504)
     */
    public SessionDescription answer(SessionDescription offer) throws SignalingException, InterruptedException {
        String failure = "The offer cannot be answered: ";
        await(connection.setRemoteDescription(offer), 400, failure);
        await(connection.setLocalDescription(), 500, failure);
        return await(connection.gatheringComplete(), 500, failure);
    }

    /** Our ICE user name fragment, which no two ICE sessions of a connection share. */
    @Override
    public Optional<String> entityTag() {
        return DataSections.of(connection.currentLocalDescription())
                .flatMap(DataChannelSection::iceParameters)
                .map(ice -> '"' + ice.ufrag() + '"');
    }

    @Override
    public Optional<Restarted> patch(IfMatch condition, SdpFragment fragment)
            throws SignalingException, InterruptedException {
        if (!lock.tryLock(stepTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new SignalingException(503, "Another PATCH of this session is still under way.");
        }
        try {
            DataChannelSection offered = offered(condition);
            IceParameters ice = credentials(fragment, offered);
            if (fragment.isIceRestartOf(offered)) {
                return Optional.of(restart(fragment, offered));
            }
            addCandidates(fragment, offered, ice);
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private DataChannelSection offered(IfMatch condition) throws SignalingException {
        Optional<String> tag = entityTag();
        Optional<DataChannelSection> offered = DataSections.of(connection.currentRemoteDescription());
        if (tag.isEmpty() || offered.isEmpty()) {
            throw new SignalingException(422, "This session has no data channels, and so no ICE to be changed.");
        }
        if (!condition.holdsFor(tag.get())) {
            throw new SignalingException(
                    412,
                    "If-Match names another ICE session than the present one: "
                            + SignalingException.excerpt(String.join(", ", condition.entityTags())));
        }
        return offered.get();
    }

    private static IceParameters credentials(SdpFragment fragment, DataChannelSection offered)
            throws SignalingException {
        Optional<String> unknown = fragment.unknownMid(offered.description());
        if (unknown.isPresent()) {
            throw SignalingException.badRequest(
                    "No section of the offer has the mid \"" + SignalingException.excerpt(unknown.get()) + "\".");
        }
        return fragment.iceParameters(offered)
                .orElseThrow(() -> SignalingException.badRequest(
                        "The fragment lacks a=ice-ufrag and a=ice-pwd of the data channels' section."));
    }

    private void addCandidates(SdpFragment fragment, DataChannelSection offered, IceParameters ice)
            throws SignalingException, InterruptedException {
        List<CompletableFuture<Void>> steps = new ArrayList<>();
        for (Candidate candidate : fragment.candidates(offered)) {
            steps.add(add(candidate.toText(), offered, ice));
        }
        if (fragment.endOfCandidates(offered)) {
            steps.add(add("", offered, ice));
        }
        await(
                CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new)),
                400,
                "The candidates cannot be added: ");
    }

    private CompletableFuture<Void> add(String candidate, DataChannelSection offered, IceParameters ice) {
        return connection.addIceCandidate(new IceCandidateInit(candidate, null, offered.mLineIndex(), ice.ufrag()));
    }

    private Restarted restart(SdpFragment fragment, DataChannelSection offered)
            throws SignalingException, InterruptedException {
        String failure = "ICE cannot be restarted: ";
        String offer = fragment.restarted(offered).toSdp();
        await(connection.setRemoteDescription(SessionDescription.offer(offer)), 400, failure);
        SessionDescription answer;
        try {
            await(connection.setLocalDescription(), 500, failure);
            answer = await(connection.gatheringComplete(), 500, failure);
        } catch (SignalingException | InterruptedException | RuntimeException e) {
            // RFC 9725 §4.3.3: the present ICE session goes on.
            var unused = connection.setRemoteDescription(SessionDescription.rollback());
            throw e;
        }
        DataChannelSection answered = DataSections.of(answer).orElseThrow();
        return new Restarted(entityTag().orElseThrow(), SdpFragment.of(answered));
    }

    /** @param statusOfFailure whose fault it is when this step fails: 400 the peer's, 500 ours */
    private <T> T await(CompletableFuture<T> step, int statusOfFailure, String failure)
            throws SignalingException, InterruptedException {
        try {
            return step.get(stepTimeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebRtcException error) {
                throw new SignalingException(statusOfFailure, failure + error.getMessage(), error);
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new SignalingException(504, failure + "it took more than " + stepTimeout.toMillis() + " ms.", e);
        }
    }
}

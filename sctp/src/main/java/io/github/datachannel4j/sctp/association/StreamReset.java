package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamResetFailure;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.AddIncoming;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.AddOutgoing;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetAssociation;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetIncoming;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetOutgoing;
import io.github.datachannel4j.sctp.core.BackoffTimer;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.AddIncomingStreamsRequest;
import io.github.datachannel4j.sctp.packet.AddOutgoingStreamsRequest;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.tx.DataSender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes the streams of a running association (RFC 6525): asks the peer, one request at a time, and hands its requests to
 * {@link ReconfigurationAnswers}.
 *
 * <p>A reset of our streams waits until everything queued on them has a TSN, and names the last one; the peer performs it once it has
 * received that far. A reset of the whole association waits until everything is acknowledged.
 */
public final class StreamReset {
    /** Wishes other than resets of our own streams, which wait in the queue; more at a time are a mistake of their owner. */
    static final int WISHES_MAX = 16;

    /** Chunk and parameter header with the three numbers of a request. */
    private static final int REQUEST_BYTES = 20;

    private final Environment environment;
    private final TransmissionControlBlock tcb;
    private final int streamsPerRequestMax;
    private final AssociationResetHold hold;
    private final ReconfigurationAnswers answers;
    private final ReconfigurationOutcomes outcomes;
    private final ArrayDeque<ReconfigurationWish> wishes = new ArrayDeque<>();
    private Tsn nextRequest;
    /** The one request that may be unanswered at a time (§5.1.1); null when there is none. */
    private @Nullable Pending pending;

    /** Runs while the first wish, a reset of the association, leaves the peer time for its own one. */
    private final Timer turnedAway = new Timer();

    /**
     * A question to the peer.
     *
     * @param peersNext what the peer has sent below this TSN, it has sent before it performed anything
     */
    private record Pending(Phase phase, Tsn number, ReconfigurationWish wish, BackoffTimer timer, Tsn peersNext) {}

    private enum Phase {
        /** Sent; sent again when the timer expires. */
        ASKED,
        /** The peer said "in progress"; asked again when the timer expires. */
        DEFERRED
    }

    StreamReset(Environment environment, TransmissionControlBlock tcb) {
        this.environment = environment;
        this.tcb = tcb;
        // §4.1: request numbers begin at the initial TSN.
        this.nextRequest = tcb.local().initialTsn();
        this.hold = new AssociationResetHold(
                environment.queue().streams(), tcb.path().rto());
        this.answers = new ReconfigurationAnswers(environment, tcb, this, hold);
        this.outcomes = new ReconfigurationOutcomes(environment, tcb, hold);
        // Chunks are padded to four bytes.
        int chunkBytesMax = (environment.options().pathMtu().baseBytes() - CommonHeader.BYTES) & ~3;
        this.streamsPerRequestMax = (chunkBytesMax - REQUEST_BYTES) / Short.BYTES;
    }

    // ---- wishes

    /** False when too many wait already. */
    boolean wish(ReconfigurationWish wish) {
        if (wishes.size() >= WISHES_MAX) {
            return false;
        }
        wishes.add(wish);
        if (wish instanceof ResetAssociation) {
            hold.beginForUs();
        }
        return true;
    }

    /** Resets the peer's streams; an empty list means all that it uses. */
    public boolean resetIncoming(List<StreamId> streams) {
        return wish(new ResetIncoming(streams));
    }

    public boolean resetAssociation() {
        return wish(new ResetAssociation());
    }

    public boolean addOutgoing(int streams) {
        return wish(new AddOutgoing(streams));
    }

    public boolean addIncoming(int streams) {
        return wish(new AddIncoming(streams));
    }

    /** How many streams one request has room for. */
    public int streamsPerRequestMax() {
        return streamsPerRequestMax;
    }

    // ---- requests

    /** Sends a request if something is ready for it and no other is unanswered. */
    void progress(long nowNanos) {
        while (pending == null) {
            ReconfigurationWish wish = nextWish();
            if (wish == null) {
                return;
            }
            if (tcb.peerCapabilities().streamReset()) {
                begin(wish);
                request(nowNanos, wish);
            } else {
                outcomes.failed(wish, StreamResetFailure.NOT_SUPPORTED);
            }
        }
    }

    private @Nullable ReconfigurationWish nextWish() {
        List<StreamId> ready = environment.queue().streams().takeReadyForReset(streamsPerRequestMax);
        if (!ready.isEmpty()) {
            return new ResetOutgoing(ready, tcb.sender().lastAssignedTsn());
        }
        // What the peer was told to wait with comes first, or both could go on turning each other away.
        boolean mustWait = wishes.peek() instanceof ResetAssociation
                && (hold.isForPeer() || turnedAway.isRunning() || !isDrained());
        return mustWait ? null : wishes.poll();
    }

    /** Whether nothing of ours is under way, so that no number is in use. */
    boolean isDrained() {
        return environment.queue().streams().isReadyForResetAll()
                && tcb.sender().isAllAcknowledged();
    }

    private void begin(ReconfigurationWish wish) {
        if (wish instanceof ResetOutgoing reset) {
            tcb.sender().streamsAreReset(reset.streams());
        }
    }

    private void request(long nowNanos, ReconfigurationWish wish) {
        Tsn peersNext = tcb.receiver().cumulativeTsn().next();
        pending = new Pending(Phase.ASKED, nextRequest, wish, newTimer(nowNanos), peersNext);
        nextRequest = nextRequest.next();
        send(pending);
    }

    private BackoffTimer newTimer(long nowNanos) {
        return new BackoffTimer(
                nowNanos, tcb.path().rto().rtoNanos(), tcb.path().rto().rtoMaxNanos());
    }

    private void send(Pending request) {
        if (request.wish() instanceof ResetAssociation) {
            // Of what comes from there on, numbers need not tell whether it was sent before the reset or after it.
            tcb.receiver().refuseFrom(request.peersNext());
        }
        tcb.control().add(new ReconfigChunk(List.of(parameterFor(request))));
    }

    private ReconfigurationParameter parameterFor(Pending request) {
        Tsn number = request.number();
        return switch (request.wish()) {
            case ResetOutgoing wish ->
                new OutgoingSsnResetRequest(number, answers.lastRequest(), wish.lastAssignedTsn(), wish.streams());
            case ResetIncoming wish -> new IncomingSsnResetRequest(number, wish.streams());
            case ResetAssociation wish -> new SsnTsnResetRequest(number);
            case AddOutgoing wish -> new AddOutgoingStreamsRequest(number, wish.streams());
            case AddIncoming wish -> new AddIncomingStreamsRequest(number, wish.streams());
        };
    }

    // ---- what comes

    void receive(long nowNanos, List<ReconfigurationParameter> parameters) {
        List<ReconfigurationResponse> responses = new ArrayList<>();
        for (ReconfigurationParameter parameter : parameters) {
            if (parameter instanceof ReconfigurationResponse response) {
                receiveResponse(nowNanos, response);
            } else if (parameter instanceof OutgoingSsnResetRequest request) {
                takeForAnswer(request);
            }
            ReconfigurationResponse response = answers.answer(nowNanos, parameter);
            if (response != null) {
                responses.add(response);
            }
        }
        answers.send(responses);
    }

    /** §5.2.3: a peer that was asked to reset its streams may answer by the very request. */
    private void takeForAnswer(OutgoingSsnResetRequest request) {
        Pending asked = pending;
        if (asked != null
                && asked.wish() instanceof ResetIncoming wish
                && request.responseSequenceNumber().equals(asked.number())
                && (wish.streams().isEmpty()
                        || request.streams().isEmpty()
                        || wish.streams().stream().anyMatch(request.streams()::contains))) {
            pending = null;
        }
    }

    private void receiveResponse(long nowNanos, ReconfigurationResponse response) {
        Pending request = pending;
        if (request == null || !request.number().equals(response.responseSequenceNumber())) {
            return;
        }
        tcb.path().errors().clear();
        tcb.receiver().refuseNothing();
        pending = null;
        Result result = response.result();
        if (result == null) {
            outcomes.failed(request.wish(), StreamResetFailure.REJECTED_AS_WRONG);
            return;
        }
        switch (result) {
            case SUCCESS_NOTHING_TO_DO, SUCCESS_PERFORMED -> outcomes.succeeded(request.wish(), response);
            case DENIED -> outcomes.failed(request.wish(), StreamResetFailure.DENIED);
            case ERROR_WRONG_SSN, ERROR_BAD_SEQUENCE_NUMBER ->
                outcomes.failed(request.wish(), StreamResetFailure.REJECTED_AS_WRONG);
            case IN_PROGRESS -> defer(nowNanos, request, response);
            case ERROR_REQUEST_ALREADY_IN_PROGRESS -> turnAway(nowNanos, request, response);
        }
    }

    /**
     * The peer still lacks data. Asked again with the same number, some peers (dcSCTP) would repeat this answer for ever, so the
     * question gets a new one; it waits for a time-out so that the data can arrive. Until then a copy of the old question, which the
     * network made, may still get the final answer.
     */
    private void defer(long nowNanos, Pending request, ReconfigurationResponse response) {
        Tsn peersNext = response.nextTsns() == null
                ? request.peersNext()
                : response.nextTsns().sender();
        BackoffTimer timer = request.phase() == Phase.DEFERRED ? request.timer() : deferral(nowNanos);
        pending = new Pending(Phase.DEFERRED, request.number(), request.wish(), timer, peersNext);
        if (request.wish() instanceof ResetAssociation) {
            // It may be an old copy of the answer, and the reset be performed by now: a peer of our kind has gone on
            // beyond reach then.
            tcb.receiver().refuseFrom(peersNext.plus(DataSender.REACH));
        }
    }

    /** The number is refused for good: a reset of the association waits for the peer's own, and is asked under another one otherwise. */
    private void turnAway(long nowNanos, Pending request, ReconfigurationResponse response) {
        if (request.wish() instanceof ResetAssociation) {
            wishes.addFirst(request.wish());
            turnedAway.start(nowNanos, deferralNanos());
        } else {
            defer(nowNanos, request, response);
        }
    }

    private BackoffTimer deferral(long nowNanos) {
        return new BackoffTimer(nowNanos, deferralNanos(), 2 * tcb.path().rto().rtoMaxNanos());
    }

    /** Not the time of a retransmission, or new data of the peer could come just while it is refused, again and again. */
    private long deferralNanos() {
        long rto = tcb.path().rto().rtoNanos();
        return rto + rto / 3;
    }

    // ---- both ends reset the association at once

    /** Whether the peer may still perform what it was asked. */
    boolean isBusy() {
        return pending != null;
    }

    /** Whether a request to reset all of these streams of ours is under way (§5.2.3). */
    boolean isResetting(List<StreamId> streams) {
        return pending != null
                && pending.wish() instanceof ResetOutgoing reset
                && reset.streams().containsAll(streams);
    }

    boolean isResettingAssociation() {
        return pending != null && pending.wish() instanceof ResetAssociation;
    }

    /** On the peer's wish, and as ours would have it. */
    void associationIsReset() {
        turnedAway.stop();
        wishes.removeIf(ResetAssociation.class::isInstance);
    }

    // ---- handover

    /** Whether no request of ours waits to be sent or answered. */
    boolean isIdle() {
        return pending == null
                && wishes.isEmpty()
                && !environment.queue().streams().isResetWanted();
    }

    /** Whether the peer was told to wait with its reset of the association. */
    boolean isHoldingForPeer() {
        return hold.isForPeer();
    }

    ReconfigurationAnswers answers() {
        return answers;
    }

    AssociationHandover.Requests handOver() {
        return answers.handOver(nextRequest);
    }

    void takeOver(AssociationHandover.Requests requests) {
        nextRequest = new Tsn((int) requests.nextOwn());
        answers.takeOver(requests);
    }

    // ---- time

    void advanceTo(long nowNanos) {
        if (hold.expire(nowNanos)) {
            answers.holdExpired();
        }
        turnedAway.expire(nowNanos);
        Pending request = pending;
        if (request == null || !request.timer().expire(nowNanos)) {
            return;
        }
        switch (request.phase()) {
            case ASKED -> {
                tcb.path().errors().increment();
                send(request);
            }
            case DEFERRED -> askAgain(nowNanos, request);
        }
    }

    private void askAgain(long nowNanos, Pending request) {
        if (request.wish() instanceof ResetAssociation) {
            // Under its number: a copy of the first request may have been performed by now,
            // and twice would be once too often.
            pending =
                    new Pending(Phase.ASKED, request.number(), request.wish(), newTimer(nowNanos), request.peersNext());
            send(pending);
        } else {
            request(nowNanos, request.wish());
        }
    }

    long nextTimeoutNanos() {
        long requestNanos = pending == null ? Timer.NEVER : pending.timer().deadlineNanos();
        return Math.min(requestNanos, Math.min(turnedAway.deadlineNanos(), hold.nextTimeoutNanos()));
    }
}

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
    private final ReconfigurationAnswers answers;
    private final ReconfigurationOutcomes outcomes;
    private final ArrayDeque<ReconfigurationWish> wishes = new ArrayDeque<>();
    private Tsn nextRequest;
    /** The one request that may be unanswered at a time (§5.1.1); null when there is none. */
    private @Nullable Pending pending;

    private record Pending(Phase phase, Tsn number, ReconfigurationWish wish, BackoffTimer timer) {}

    private enum Phase {
        /** Sent; sent again when the timer expires. */
        ASKED,
        /** The peer said "in progress"; asked anew, under a new number, when the timer expires. */
        DEFERRED
    }

    StreamReset(Environment environment, TransmissionControlBlock tcb) {
        this.environment = environment;
        this.tcb = tcb;
        // §4.1: request numbers begin at the initial TSN.
        this.nextRequest = tcb.local().initialTsn();
        this.answers = new ReconfigurationAnswers(environment, tcb, this);
        this.outcomes = new ReconfigurationOutcomes(environment, tcb);
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
            environment.queue().streams().beginResetAll();
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
        boolean mustWait = wishes.peek() instanceof ResetAssociation && !isDrained();
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
        pending = new Pending(Phase.ASKED, nextRequest, wish, newTimer(nowNanos));
        nextRequest = nextRequest.next();
        send(pending);
    }

    private BackoffTimer newTimer(long nowNanos) {
        return new BackoffTimer(
                nowNanos, tcb.path().rto().rtoNanos(), tcb.path().rto().rtoMaxNanos());
    }

    private void send(Pending request) {
        // Data that comes before the answer may have been sent before the reset or after it,
        // and its numbers do not tell.
        tcb.receiver().refuseData(request.wish() instanceof ResetAssociation);
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
        tcb.receiver().refuseData(false);
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
            case IN_PROGRESS, ERROR_REQUEST_ALREADY_IN_PROGRESS -> defer(nowNanos, request);
        }
    }

    /**
     * The peer still lacks data. Asked again with the same number, some peers (dcSCTP) would repeat this answer for ever, so the
     * question gets a new one; it waits for a time-out so that the data can arrive. Until then a copy of the old question, which the
     * network made, may still get the final answer.
     */
    private void defer(long nowNanos, Pending request) {
        pending = request.phase() == Phase.DEFERRED
                ? request
                : new Pending(Phase.DEFERRED, request.number(), request.wish(), deferral(nowNanos));
    }

    /** Not the time of a retransmission, or the peer's data could come just while it is refused, again and again. */
    private BackoffTimer deferral(long nowNanos) {
        long rto = tcb.path().rto().rtoNanos();
        return new BackoffTimer(nowNanos, rto + rto / 3, 2 * tcb.path().rto().rtoMaxNanos());
    }

    // ---- both ends reset the association at once

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

    /** The peer's reset of the association does what ours would have done. */
    void dropAssociationReset() {
        pending = null;
        tcb.receiver().refuseData(false);
    }

    /** Whether the association is to be reset by a wish that has not been sent. */
    boolean wantsAssociationReset() {
        return wishes.stream().anyMatch(ResetAssociation.class::isInstance);
    }

    // ---- handover

    /** Whether no request of ours waits to be sent or answered. */
    boolean isIdle() {
        return pending == null
                && wishes.isEmpty()
                && !environment.queue().streams().isResetWanted();
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
        answers.advanceTo(nowNanos);
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
            pending = new Pending(Phase.ASKED, request.number(), request.wish(), newTimer(nowNanos));
            send(pending);
        } else {
            request(nowNanos, request.wish());
        }
    }

    long nextTimeoutNanos() {
        long requestNanos = pending == null ? Timer.NEVER : pending.timer().deadlineNanos();
        return Math.min(requestNanos, answers.nextTimeoutNanos());
    }
}

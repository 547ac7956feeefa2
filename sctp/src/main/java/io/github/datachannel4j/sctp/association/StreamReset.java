package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.OutgoingResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamResetFailure;
import io.github.datachannel4j.sctp.core.BackoffTimer;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.tx.ResetOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resets our outgoing streams, one request at a time, and answers the peer's requests (RFC 6525).
 *
 * <p>A request waits until everything queued on its streams has a TSN, and names the last one; the peer performs it once it has received
 * that far.
 */
final class StreamReset {
    /** Chunk and parameter header with the three numbers of a request. */
    private static final int REQUEST_BYTES = 20;

    private final Environment environment;
    private final TransmissionControlBlock tcb;
    private final int streamsPerRequestMax;
    private final IncomingResets incoming;
    private Tsn nextRequest;
    /** The one request that may be unanswered at a time (§5.1.1); null when there is none. */
    private @Nullable Pending pending;

    private record Pending(Phase phase, Tsn number, Tsn lastAssignedTsn, List<StreamId> streams, BackoffTimer timer) {}

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
        this.incoming = new IncomingResets(environment, tcb);
        // Chunks are padded to four bytes.
        int chunkBytesMax = (environment.options().pathMtu().baseBytes() - CommonHeader.BYTES) & ~3;
        this.streamsPerRequestMax = (chunkBytesMax - REQUEST_BYTES) / Short.BYTES;
    }

    /** Sends a request if streams are ready for it and no other is unanswered. */
    void progress(long nowNanos) {
        if (pending != null) {
            return;
        }
        List<StreamId> ready = environment.queue().takeReadyForReset(streamsPerRequestMax);
        if (ready.isEmpty()) {
            return;
        }
        if (!tcb.peerCapabilities().streamReset()) {
            fail(ready, StreamResetFailure.NOT_SUPPORTED);
            return;
        }
        tcb.sender().streamsAreReset(ready);
        request(nowNanos, ready, tcb.sender().lastAssignedTsn());
    }

    private void request(long nowNanos, List<StreamId> streams, Tsn lastAssignedTsn) {
        pending = new Pending(Phase.ASKED, nextRequest, lastAssignedTsn, streams, newTimer(nowNanos));
        nextRequest = nextRequest.next();
        send(pending);
    }

    private BackoffTimer newTimer(long nowNanos) {
        return new BackoffTimer(
                nowNanos, tcb.path().rto().rtoNanos(), tcb.path().rto().rtoMaxNanos());
    }

    private void send(Pending request) {
        tcb.control()
                .add(new ReconfigChunk(List.of(new OutgoingSsnResetRequest(
                        request.number(), incoming.lastRequest(), request.lastAssignedTsn(), request.streams()))));
    }

    void receive(long nowNanos, ReconfigChunk chunk) {
        for (ReconfigurationParameter parameter : chunk.parameters()) {
            if (parameter instanceof ReconfigurationResponse response) {
                receiveResponse(nowNanos, response);
            } else {
                incoming.receive(parameter);
            }
        }
    }

    private void receiveResponse(long nowNanos, ReconfigurationResponse response) {
        Pending request = pending;
        if (request == null || !request.number().equals(response.responseSequenceNumber())) {
            return;
        }
        tcb.path().errors().clear();
        pending = null;
        Result result = response.result();
        if (result == null) {
            fail(request.streams(), StreamResetFailure.REJECTED_AS_WRONG);
            return;
        }
        switch (result) {
            case SUCCESS_NOTHING_TO_DO, SUCCESS_PERFORMED -> succeed(request.streams());
            case DENIED -> fail(request.streams(), StreamResetFailure.DENIED);
            case ERROR_WRONG_SSN, ERROR_BAD_SEQUENCE_NUMBER ->
                fail(request.streams(), StreamResetFailure.REJECTED_AS_WRONG);
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
                : new Pending(
                        Phase.DEFERRED,
                        request.number(),
                        request.lastAssignedTsn(),
                        request.streams(),
                        newTimer(nowNanos));
    }

    private void succeed(List<StreamId> streams) {
        for (StreamId stream : streams) {
            environment.queue().endReset(stream, ResetOutcome.PERFORMED);
        }
        environment.outputs().add(new OutgoingStreamsReset(streams));
    }

    private void fail(List<StreamId> streams, StreamResetFailure failure) {
        for (StreamId stream : streams) {
            environment.queue().endReset(stream, ResetOutcome.REFUSED);
        }
        environment.outputs().add(new OutgoingResetFailed(streams, failure));
    }

    void advanceTo(long nowNanos) {
        Pending request = pending;
        if (request == null || !request.timer().expire(nowNanos)) {
            return;
        }
        switch (request.phase()) {
            case ASKED -> {
                tcb.path().errors().increment();
                send(request);
            }
            case DEFERRED -> request(nowNanos, request.streams(), request.lastAssignedTsn());
        }
    }

    long nextTimeoutNanos() {
        return pending == null ? Timer.NEVER : pending.timer().deadlineNanos();
    }
}

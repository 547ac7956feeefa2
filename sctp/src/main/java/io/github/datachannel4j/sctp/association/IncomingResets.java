package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.AddIncomingStreamsRequest;
import io.github.datachannel4j.sctp.packet.AddOutgoingStreamsRequest;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the peer's re-configuration requests, each number once, and repetitions with the same answer (RFC 6525 §5.2). */
final class IncomingResets {
    private final Environment environment;
    private final TransmissionControlBlock tcb;
    private Tsn expectedRequest;
    private Result lastResult = Result.SUCCESS_NOTHING_TO_DO;
    /** A request that was first "in progress" and performed when it was repeated; null when the latest one was not. */
    private @Nullable OutgoingSsnResetRequest performedLate;

    IncomingResets(Environment environment, TransmissionControlBlock tcb) {
        this.environment = environment;
        this.tcb = tcb;
        this.expectedRequest = tcb.peer().initialTsn();
    }

    /** The number of the peer's latest request; that before its first one when there was none. */
    Tsn lastRequest() {
        return expectedRequest.previous();
    }

    void receive(ReconfigurationParameter parameter) {
        switch (parameter) {
            case OutgoingSsnResetRequest request -> answer(request.requestSequenceNumber(), request);
            case IncomingSsnResetRequest request -> answer(request.requestSequenceNumber(), request);
            case SsnTsnResetRequest request -> answer(request.requestSequenceNumber(), request);
            case AddOutgoingStreamsRequest request -> answer(request.requestSequenceNumber(), request);
            case AddIncomingStreamsRequest request -> answer(request.requestSequenceNumber(), request);
            case ReconfigurationResponse response -> {}
        }
    }

    private void answer(Tsn number, ReconfigurationParameter request) {
        Result result;
        if (number.equals(expectedRequest)) {
            expectedRequest = expectedRequest.next();
            result = isAskedAnew(request) ? Result.SUCCESS_PERFORMED : perform(request);
            performedLate = null;
            lastResult = result;
        } else if (number.equals(lastRequest())) {
            // §5.2.1: a repetition gets the same answer, except "in progress", which was not the last word.
            result = lastResult == Result.IN_PROGRESS ? performLate(request) : lastResult;
            lastResult = result;
        } else {
            result = Result.ERROR_BAD_SEQUENCE_NUMBER;
        }
        tcb.control().add(new ReconfigChunk(List.of(new ReconfigurationResponse(number, result))));
    }

    private Result performLate(ReconfigurationParameter request) {
        Result result = perform(request);
        if (result == Result.SUCCESS_PERFORMED && request instanceof OutgoingSsnResetRequest reset) {
            performedLate = reset;
        }
        return result;
    }

    /** The peer heard only our first answer, "in progress", and asks under a new number for what has been done meanwhile. */
    private boolean isAskedAnew(ReconfigurationParameter request) {
        return performedLate != null
                && request instanceof OutgoingSsnResetRequest reset
                && reset.lastAssignedTsn().equals(performedLate.lastAssignedTsn())
                && reset.streams().equals(performedLate.streams());
    }

    private Result perform(ReconfigurationParameter request) {
        if (!(request instanceof OutgoingSsnResetRequest reset)) {
            // WebRTC's peers close their own streams and never add any; nothing needs the other requests.
            return Result.DENIED;
        }
        for (StreamId stream : reset.streams()) {
            if (stream.value() >= tcb.inboundStreams()) {
                return Result.ERROR_WRONG_SSN;
            }
        }
        if (!tcb.receiver().hasReceivedAllUpTo(reset.lastAssignedTsn())) {
            return Result.IN_PROGRESS;
        }
        List<StreamId> streams = tcb.receiver().resetStreams(reset.streams());
        if (streams.isEmpty()) {
            return Result.SUCCESS_NOTHING_TO_DO;
        }
        environment.outputs().add(new IncomingStreamsReset(streams));
        return Result.SUCCESS_PERFORMED;
    }
}

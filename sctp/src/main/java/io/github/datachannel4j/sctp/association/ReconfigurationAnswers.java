package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationReset;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.StreamDirection;
import io.github.datachannel4j.sctp.AssociationOutput.StreamsAdded;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.ReconfigurationOptions;
import io.github.datachannel4j.sctp.ReconfigurationOptions.PeerRequest;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.AddIncomingStreamsRequest;
import io.github.datachannel4j.sctp.packet.AddOutgoingStreamsRequest;
import io.github.datachannel4j.sctp.packet.IncomingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.LoneParameter;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.OutgoingSsnResetRequest;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.ReconfigurationParameter;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.NextTsns;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.packet.SsnTsnResetRequest;
import io.github.datachannel4j.sctp.packet.Tsn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers the peer's re-configuration requests, each number once, and repetitions with the same answer (RFC 6525 §5.2). */
final class ReconfigurationAnswers {
    private final Environment environment;
    private final TransmissionControlBlock tcb;
    private final StreamReset requests;
    private final AssociationResetHold hold;
    private final ReconfigurationOptions options;
    private Tsn expectedRequest;
    /** The answers to the latest two requests, since a chunk may hold two (§3.1); null before there were so many. */
    private @Nullable ReconfigurationResponse last;

    private @Nullable ReconfigurationResponse lastButOne;
    /** A request that was first "in progress" and performed when it was repeated; null when the latest one was not. */
    private @Nullable ReconfigurationParameter performedLate;
    /** The latest request, if it is a reset that waits for data which was sent before it. */
    private @Nullable OutgoingSsnResetRequest deferred;

    ReconfigurationAnswers(
            Environment environment, TransmissionControlBlock tcb, StreamReset requests, AssociationResetHold hold) {
        this.environment = environment;
        this.tcb = tcb;
        this.requests = requests;
        this.hold = hold;
        this.options = environment.options().reconfiguration();
        this.expectedRequest = tcb.peer().initialTsn();
    }

    /** The number of the peer's latest request; that before its first one when there was none. */
    Tsn lastRequest() {
        return expectedRequest.previous();
    }

    /** What a request is to be answered; null for a response, which is none. */
    @Nullable
    ReconfigurationResponse answer(long nowNanos, ReconfigurationParameter parameter) {
        return switch (parameter) {
            case OutgoingSsnResetRequest request -> answer(nowNanos, request.requestSequenceNumber(), request);
            case IncomingSsnResetRequest request -> answer(nowNanos, request.requestSequenceNumber(), request);
            case SsnTsnResetRequest request -> answer(nowNanos, request.requestSequenceNumber(), request);
            case AddOutgoingStreamsRequest request -> answer(nowNanos, request.requestSequenceNumber(), request);
            case AddIncomingStreamsRequest request -> answer(nowNanos, request.requestSequenceNumber(), request);
            case ReconfigurationResponse response -> null;
        };
    }

    /** §5.2.1: all answers to one chunk go into one, and a SACK with them, so that what a reset waits for is sent again the sooner. */
    void send(List<ReconfigurationResponse> responses) {
        if (!responses.isEmpty()) {
            tcb.control().add(new ReconfigChunk(List.copyOf(responses)));
            tcb.receiver().acknowledgeAtOnce();
        }
    }

    private ReconfigurationResponse answer(long nowNanos, Tsn number, ReconfigurationParameter request) {
        if (!number.equals(expectedRequest)) {
            return answerAgain(nowNanos, number, request);
        }
        expectedRequest = expectedRequest.next();
        deferred = null;
        ReconfigurationResponse response = isAskedAnew(request)
                ? response(number, request, Result.SUCCESS_PERFORMED)
                : perform(nowNanos, number, request);
        performedLate = null;
        lastButOne = last;
        last = response;
        return response;
    }

    /** §5.2.1: a repetition gets the same answer, except "in progress", which was not the last word. */
    private ReconfigurationResponse answerAgain(long nowNanos, Tsn number, ReconfigurationParameter request) {
        ReconfigurationResponse before = last;
        if (before != null && number.equals(before.responseSequenceNumber())) {
            if (before.result() == Result.IN_PROGRESS) {
                deferred = null;
                before = perform(nowNanos, number, request);
                performedLate = before.result() == Result.SUCCESS_PERFORMED ? request : null;
                last = before;
            }
            return before;
        }
        ReconfigurationResponse older = lastButOne;
        return older != null && number.equals(older.responseSequenceNumber())
                ? older
                : response(number, request, Result.ERROR_BAD_SEQUENCE_NUMBER);
    }

    /** The peer heard only our first answer, "in progress", and asks under a new number for what has been done meanwhile. */
    private boolean isAskedAnew(ReconfigurationParameter request) {
        return performedLate instanceof OutgoingSsnResetRequest performed
                && request instanceof OutgoingSsnResetRequest reset
                && reset.lastAssignedTsn().equals(performed.lastAssignedTsn())
                && reset.streams().equals(performed.streams());
    }

    private ReconfigurationResponse perform(long nowNanos, Tsn number, ReconfigurationParameter request) {
        Result result = switch (request) {
            case OutgoingSsnResetRequest reset -> resetIncoming(reset);
            case IncomingSsnResetRequest reset -> resetOutgoing(reset);
            case AddOutgoingStreamsRequest add -> addIncoming(add.newStreams());
            case AddIncomingStreamsRequest add -> addOutgoing(add.newStreams());
            case SsnTsnResetRequest reset -> resetAssociation(nowNanos);
            case ReconfigurationResponse response -> Result.DENIED;
        };
        return response(number, request, result);
    }

    /** §5.1.7 D3, D4: answers to one kind of request, and to no other, say where both sides go on, whatever has become of it. */
    private ReconfigurationResponse response(Tsn number, ReconfigurationParameter request, Result result) {
        if (!(request instanceof SsnTsnResetRequest)) {
            return new ReconfigurationResponse(number, result);
        }
        Tsn ours = tcb.sender().lastAssignedTsn().next();
        Tsn theirs = tcb.receiver().cumulativeTsn().next();
        return new ReconfigurationResponse(number, result.code(), new NextTsns(ours, theirs));
    }

    /** §5.2.2. */
    private Result resetIncoming(OutgoingSsnResetRequest reset) {
        if (hasStreamBeyond(reset.streams(), tcb.inboundStreams())) {
            return Result.ERROR_WRONG_SSN;
        }
        if (!tcb.receiver().hasReceivedAllUpTo(reset.lastAssignedTsn())) {
            deferred = reset;
            return Result.IN_PROGRESS;
        }
        List<StreamId> streams = tcb.receiver().resetStreams(reset.streams());
        if (streams.isEmpty()) {
            return Result.SUCCESS_NOTHING_TO_DO;
        }
        environment.outputs().add(new IncomingStreamsReset(streams));
        return Result.SUCCESS_PERFORMED;
    }

    /**
     * Performs a deferred reset as soon as the data before it is there, and says so unasked: pion takes "in progress" for the last word, and
     * its channel would never be closed. Who asks again gets the same answer.
     */
    void endOfPacket(long nowNanos) {
        OutgoingSsnResetRequest reset = deferred;
        if (reset != null && tcb.receiver().hasReceivedAllUpTo(reset.lastAssignedTsn())) {
            deferred = null;
            send(List.of(answer(nowNanos, reset.requestSequenceNumber(), reset)));
        }
    }

    /** §5.2.3: performed means that our own request is on its way, as soon as what is queued on the streams has been sent. */
    private Result resetOutgoing(IncomingSsnResetRequest reset) {
        if (!options.grants(PeerRequest.RESET_OUR_STREAMS)) {
            return Result.DENIED;
        }
        if (hasStreamBeyond(reset.streams(), tcb.outboundStreams())) {
            return Result.ERROR_WRONG_SSN;
        }
        List<StreamId> streams =
                reset.streams().isEmpty() ? environment.queue().streams().used() : reset.streams();
        if (streams.isEmpty() || requests.isResetting(streams)) {
            return Result.SUCCESS_NOTHING_TO_DO;
        }
        streams.forEach(environment.queue().streams()::beginReset);
        return Result.SUCCESS_PERFORMED;
    }

    private static boolean hasStreamBeyond(List<StreamId> streams, int count) {
        return streams.stream().anyMatch(stream -> stream.value() >= count);
    }

    /** §5.2.5. */
    private Result addIncoming(int streams) {
        boolean fits = tcb.inboundStreams() + streams <= options.streamsMax();
        if (!options.grants(PeerRequest.ADD_ITS_STREAMS) || !fits || streams == 0) {
            return Result.DENIED;
        }
        environment.outputs().add(new StreamsAdded(StreamDirection.INCOMING, tcb.addInboundStreams(streams)));
        return Result.SUCCESS_PERFORMED;
    }

    /** §5.2.6: performed means that our own request is on its way. */
    private Result addOutgoing(int streams) {
        boolean fits = tcb.outboundStreams() + streams <= options.streamsMax();
        if (!options.grants(PeerRequest.ADD_OUR_STREAMS) || !fits || streams == 0 || !requests.addOutgoing(streams)) {
            return Result.DENIED;
        }
        return Result.SUCCESS_PERFORMED;
    }

    // ---- the whole association

    /** §5.2.4. Nothing may be under way in our direction, or it would be lost: until it is acknowledged the peer has to wait. */
    private Result resetAssociation(long nowNanos) {
        if (!options.grants(PeerRequest.RESET_ASSOCIATION)) {
            return Result.DENIED;
        }
        if (requests.isResettingAssociation() && Integer.compareUnsigned(tcb.localTag(), tcb.peerTag()) > 0) {
            // Both ask at once: the end with the higher tag gets its way, as soon as it has turned the other away.
            return Result.ERROR_REQUEST_ALREADY_IN_PROGRESS;
        }
        hold.beginForPeer(nowNanos);
        if (requests.isBusy() || !requests.isDrained()) {
            return Result.IN_PROGRESS;
        }
        requests.associationIsReset();
        tcb.receiver().beginFarAhead();
        tcb.sender().beginBeyondReach();
        hold.performedForPeer();
        environment.outputs().add(new AssociationReset());
        return Result.SUCCESS_PERFORMED;
    }

    /** The peer has not come back to its reset of the association. */
    void holdExpired() {
        ReconfigurationResponse unfinished = last;
        if (unfinished != null && unfinished.result() == Result.IN_PROGRESS) {
            last = new ReconfigurationResponse(
                    unfinished.responseSequenceNumber(), Result.DENIED.code(), unfinished.nextTsns());
        }
    }

    // ---- handover

    /** Whether a reset of the peer's waits for data, to be performed and answered as soon as that is there. */
    boolean isDeferring() {
        return deferred != null;
    }

    AssociationHandover.Requests handOver(Tsn nextOwn) {
        return new AssociationHandover.Requests(
                nextOwn.unsignedValue(),
                expectedRequest.unsignedValue(),
                wireForm(last),
                wireForm(lastButOne),
                performedLate instanceof OutgoingSsnResetRequest reset ? wireForm(reset) : Bytes.EMPTY);
    }

    private static Bytes wireForm(@Nullable ReconfigurationParameter parameter) {
        return parameter == null ? Bytes.EMPTY : LoneParameter.write(parameter);
    }

    void takeOver(AssociationHandover.Requests requests) {
        expectedRequest = new Tsn((int) requests.nextPeers());
        last = parsed(requests.lastAnswer()) instanceof ReconfigurationResponse response ? response : null;
        lastButOne = parsed(requests.lastButOneAnswer()) instanceof ReconfigurationResponse response ? response : null;
        performedLate = parsed(requests.performedLate());
    }

    private static @Nullable ReconfigurationParameter parsed(Bytes parameter) {
        try {
            return parameter.isEmpty() ? null : LoneParameter.parse(parameter);
        } catch (MalformedPacketException e) {
            throw new IllegalStateException("a handover checks its parameters", e);
        }
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.AddStreamsFailed;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationReset;
import io.github.datachannel4j.sctp.AssociationOutput.AssociationResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.IncomingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingResetFailed;
import io.github.datachannel4j.sctp.AssociationOutput.OutgoingStreamsReset;
import io.github.datachannel4j.sctp.AssociationOutput.StreamDirection;
import io.github.datachannel4j.sctp.AssociationOutput.StreamsAdded;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.StreamResetFailure;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.AddIncoming;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.AddOutgoing;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetAssociation;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetIncoming;
import io.github.datachannel4j.sctp.association.ReconfigurationWish.ResetOutgoing;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse;
import io.github.datachannel4j.sctp.packet.ReconfigurationResponse.Result;
import io.github.datachannel4j.sctp.tx.ResetOutcome;
import java.util.List;

/** What the peer's last word on a wish of ours changes here, and what the owner hears of it (RFC 6525 §5.2.7). */
final class ReconfigurationOutcomes {
    private final Environment environment;
    private final TransmissionControlBlock tcb;
    private final AssociationResetHold hold;

    ReconfigurationOutcomes(Environment environment, TransmissionControlBlock tcb, AssociationResetHold hold) {
        this.environment = environment;
        this.tcb = tcb;
        this.hold = hold;
    }

    void succeeded(ReconfigurationWish wish, ReconfigurationResponse response) {
        switch (wish) {
            case ResetOutgoing reset -> {
                endResets(reset.streams(), ResetOutcome.PERFORMED);
                environment.outputs().add(new OutgoingStreamsReset(reset.streams()));
            }
            case ResetIncoming reset -> {
                // Performed means that the peer's own request follows, or has come before.
                if (response.result() == Result.SUCCESS_NOTHING_TO_DO
                        && !reset.streams().isEmpty()) {
                    environment.outputs().add(new IncomingStreamsReset(reset.streams()));
                }
            }
            case ResetAssociation reset -> associationReset(response);
            case AddOutgoing add ->
                environment
                        .outputs()
                        .add(new StreamsAdded(StreamDirection.OUTGOING, tcb.addOutboundStreams(add.streams())));
            // The peer's own request follows.
            case AddIncoming add -> {}
        }
    }

    /** §5.2.7: the response says where both sides begin again. */
    private void associationReset(ReconfigurationResponse response) {
        ReconfigurationResponse.NextTsns next = response.nextTsns();
        if (next == null) {
            failed(new ResetAssociation(), StreamResetFailure.REJECTED_AS_WRONG);
            return;
        }
        tcb.receiver().beginAgainAt(next.sender());
        tcb.sender().beginAgainAt(next.receiver());
        hold.performedForUs();
        environment.outputs().add(new AssociationReset());
    }

    void failed(ReconfigurationWish wish, StreamResetFailure failure) {
        switch (wish) {
            case ResetOutgoing reset -> {
                endResets(reset.streams(), ResetOutcome.REFUSED);
                environment.outputs().add(new OutgoingResetFailed(reset.streams(), failure));
            }
            case ResetIncoming reset -> environment.outputs().add(new IncomingResetFailed(reset.streams(), failure));
            case ResetAssociation reset -> {
                hold.refusedToUs();
                environment.outputs().add(new AssociationResetFailed(failure));
            }
            case AddOutgoing add -> environment.outputs().add(new AddStreamsFailed(StreamDirection.OUTGOING, failure));
            case AddIncoming add -> environment.outputs().add(new AddStreamsFailed(StreamDirection.INCOMING, failure));
        }
    }

    private void endResets(List<StreamId> streams, ResetOutcome outcome) {
        for (StreamId stream : streams) {
            environment.queue().streams().endReset(stream, outcome);
        }
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Asks a STUN server which address it sees (RFC 8445 §5.1.1.2). */
final class StunQuery {
    private static final StunTransaction.Schedule SCHEDULE = new StunTransaction.Schedule(500, 2000, 7);

    static final String SILENT = "the STUN server did not answer";

    /** How it ends. */
    interface Result {
        void onMapped(InetSocketAddress mapped);

        void onFailed(ServerError error);
    }

    private final SessionContext context;
    private final LocalPath path;
    private final InetSocketAddress server;
    private final ServerTally tally;
    private @Nullable StunTransaction transaction; // null before the start

    StunQuery(SessionContext context, LocalPath path, InetSocketAddress server, ServerTally tally) {
        this.context = context;
        this.path = path;
        this.server = server;
        this.tally = tally;
    }

    void start(Result result) {
        TransactionId id = TransactionId.random(context.random());
        byte[] request =
                StunWriter.request(StunMethod.BINDING, id).fingerprint().toBytes();
        tally.sent();
        transaction = context.transactions()
                .start(
                        new StunTransaction.Exchange(context.loop(), path, server, SCHEDULE),
                        id,
                        request,
                        new Answer(result));
    }

    void abandon() {
        if (transaction != null) {
            transaction.abandon();
        }
    }

    private final class Answer implements StunTransaction.Outcome {
        private final Result result;

        Answer(Result result) {
            this.result = result;
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            if (transaction != null) {
                tally.answered(transaction, roundTripNanos);
            }
            InetSocketAddress mapped = response.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS);
            if (response.messageClass() == StunClass.ERROR) {
                result.onFailed(ServerError.refused(response.errorCode(), response.errorReason()));
            } else if (mapped == null) {
                result.onFailed(ServerError.unreachable(
                        IceServerFailure.ANSWER_UNUSABLE, "the STUN server's answer has no XOR-MAPPED-ADDRESS"));
            } else {
                result.onMapped(mapped);
            }
            return true;
        }

        @Override
        public void onTimeout() {
            result.onFailed(ServerError.unreachable(IceServerFailure.NO_ANSWER, SILENT));
        }
    }
}

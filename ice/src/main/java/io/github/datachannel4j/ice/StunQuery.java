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

    /** How it ends. */
    interface Result {
        void onMapped(InetSocketAddress mapped);

        void onFailed(int code, String reason);
    }

    private final SessionContext context;
    private final LocalPath path;
    private final InetSocketAddress server;
    private @Nullable StunTransaction transaction; // null before the start

    StunQuery(SessionContext context, LocalPath path, InetSocketAddress server) {
        this.context = context;
        this.path = path;
        this.server = server;
    }

    void start(Result result) {
        TransactionId id = TransactionId.random(context.random());
        byte[] request =
                StunWriter.request(StunMethod.BINDING, id).fingerprint().toBytes();
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

    private record Answer(Result result) implements StunTransaction.Outcome {
        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            InetSocketAddress mapped = response.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS);
            if (response.messageClass() == StunClass.ERROR) {
                result.onFailed(response.errorCode(), response.errorReason());
            } else if (mapped == null) {
                result.onFailed(
                        IceCandidateError.SERVER_NOT_REACHABLE, "the STUN server's answer has no XOR-MAPPED-ADDRESS");
            } else {
                result.onMapped(mapped);
            }
            return true;
        }

        @Override
        public void onTimeout() {
            result.onFailed(IceCandidateError.SERVER_NOT_REACHABLE, "the STUN server did not answer");
        }
    }
}

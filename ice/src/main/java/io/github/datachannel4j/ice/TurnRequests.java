package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests to one TURN server under long-term credentials (RFC 8489 §9.2), asked again when it wants another nonce. */
final class TurnRequests {
    /** One for the realm and the nonce, and two more for nonces that have become stale meanwhile. */
    private static final int ATTEMPTS_MAX = 4;

    /** How a request ends. */
    interface Result {
        void onSuccess(StunMessage response);

        void onFailed(Failure failure);
    }

    /**
     * Why there is no success.
     *
     * @param response what the server said, null if it is silent
     */
    record Failure(ServerError error, @Nullable StunMessage response) {
        static Failure unreachable(IceServerFailure failure, String text) {
            return new Failure(ServerError.unreachable(failure, text), null);
        }
    }

    private final SessionContext context;
    private final StunTransactions transactions;
    private final TurnTransport transport;
    private final TurnServer server;
    private final ServerTally tally;
    private final TurnCredentials credentials;
    private final Set<StunTransaction> pending = new HashSet<>();

    TurnRequests(TurnAllocation.User user, StunTransactions transactions, TurnTransport transport, TurnServer server) {
        context = user.context();
        tally = user.tally();
        this.transactions = transactions;
        this.transport = transport;
        this.server = server;
        credentials = new TurnCredentials(server.username(), server.credential());
    }

    /**
     * Sends a request.
     *
     * @param body adds the attributes that are the method's own
     */
    void send(int method, UnaryOperator<StunWriter> body, Result result) {
        new Attempt(method, body, result).send();
    }

    /** Sends a request once, whose answer nobody waits for. */
    void sendAndForget(int method, UnaryOperator<StunWriter> body) {
        byte[] request =
                credentials.sign(body.apply(StunWriter.request(method, TransactionId.random(context.random()))));
        transport.send(request, 0, request.length, server.address());
    }

    void close() {
        pending.forEach(StunTransaction::abandon);
        pending.clear();
    }

    /** One request with its repetitions under new nonces. */
    private final class Attempt implements StunTransaction.Outcome {
        private final int method;
        private final UnaryOperator<StunWriter> body;
        private final Result result;
        private int attempts;
        private boolean signed;
        private @Nullable StunTransaction transaction; // null before the first attempt

        Attempt(int method, UnaryOperator<StunWriter> body, Result result) {
            this.method = method;
            this.body = body;
            this.result = result;
        }

        void send() {
            attempts++;
            signed = credentials.areAsked();
            TransactionId id = TransactionId.random(context.random());
            byte[] request = credentials.sign(body.apply(StunWriter.request(method, id)));
            StunTransaction.Exchange exchange =
                    new StunTransaction.Exchange(context.loop(), transport, server.address(), transport.schedule());
            tally.sent();
            transaction = transactions.start(exchange, id, request, this);
            pending.add(transaction);
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            boolean isSuccess = response.messageClass() == StunClass.SUCCESS;
            if (isSuccess && !credentials.isAuthentic(response)) {
                return false;
            }
            if (transaction != null) {
                tally.answered(transaction, roundTripNanos);
            }
            forget();
            if (isSuccess) {
                result.onSuccess(response);
            } else if (isChallenge(response.errorCode()) && attempts < ATTEMPTS_MAX) {
                answerChallenge(response);
            } else {
                String text = TurnErrors.words(response.errorCode(), response.errorReason());
                result.onFailed(new Failure(ServerError.refused(response.errorCode(), text), response));
            }
            return true;
        }

        /** A 401 to signed credentials means that they are wrong, and asking again would not make them right. */
        private boolean isChallenge(int code) {
            return code == TurnErrors.STALE_NONCE || (code == TurnErrors.UNAUTHORIZED && !signed);
        }

        private void answerChallenge(StunMessage response) {
            switch (credentials.accept(response)) {
                case ASK_AGAIN -> send();
                case INCOMPLETE ->
                    result.onFailed(unusable(response, "the TURN server asks for credentials without realm or nonce"));
                case BID_DOWN ->
                    result.onFailed(unusable(
                            response, "somebody on the way to the TURN server has taken out its password algorithms"));
                case UNKNOWN_ALGORITHMS ->
                    result.onFailed(unusable(response, "the TURN server wants neither MD5 nor SHA-256 for passwords"));
            }
        }

        private static Failure unusable(StunMessage response, String text) {
            return new Failure(
                    new ServerError(response.errorCode(), IceServerFailure.CHALLENGE_UNUSABLE, text), response);
        }

        @Override
        public void onTimeout() {
            forget();
            result.onFailed(Failure.unreachable(IceServerFailure.NO_ANSWER, "the TURN server did not answer"));
        }

        private void forget() {
            if (transaction != null) {
                pending.remove(transaction);
            }
        }
    }
}

package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunClass;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests to one TURN server under long-term credentials (RFC 8489 §9.2), asked again when it wants another nonce. */
final class TurnRequests {
    static final int UNAUTHORIZED = 401;
    static final int STALE_NONCE = 438;
    private static final StunTransaction.Schedule SCHEDULE = new StunTransaction.Schedule(500, 2000, 7);

    /** One for the realm and the nonce, and two more for nonces that have become stale meanwhile. */
    private static final int ATTEMPTS_MAX = 4;

    /** How a request ends. */
    interface Result {
        void onSuccess(StunMessage response);

        /** An error of the server, or 701 if it is silent. */
        void onFailed(int code, String reason);
    }

    private final SessionContext context;
    private final StunTransactions transactions;
    private final LocalPath path;
    private final TurnAllocation.Server server;
    private final Set<StunTransaction> pending = new HashSet<>();
    private @Nullable String realm; // null, like nonce and key, until the server has asked for credentials
    private @Nullable String nonce;
    private byte @Nullable [] key;

    TurnRequests(SessionContext context, StunTransactions transactions, LocalPath path, TurnAllocation.Server server) {
        this.context = context;
        this.transactions = transactions;
        this.path = path;
        this.server = server;
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
        byte[] request = sign(body.apply(StunWriter.request(method, TransactionId.random(context.random()))));
        path.send(request, 0, request.length, server.address());
    }

    void close() {
        pending.forEach(StunTransaction::abandon);
        pending.clear();
    }

    private byte[] sign(StunWriter writer) {
        if (realm == null || nonce == null || key == null) {
            return writer.toBytes();
        }
        return writer.text(StunAttribute.USERNAME, server.username())
                .text(StunAttribute.REALM, realm)
                .text(StunAttribute.NONCE, nonce)
                .integrity(key)
                .toBytes();
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
            signed = key != null;
            TransactionId id = TransactionId.random(context.random());
            byte[] request = sign(body.apply(StunWriter.request(method, id)));
            InetSocketAddress to = server.address();
            transaction = transactions.start(
                    new StunTransaction.Exchange(context.loop(), path, to, SCHEDULE), id, request, this);
            pending.add(transaction);
        }

        @Override
        public boolean onResponse(StunMessage response, long roundTripNanos) {
            if (response.messageClass() == StunClass.SUCCESS) {
                if (key == null || !response.isAuthentic(key)) {
                    return false;
                }
                forget();
                result.onSuccess(response);
                return true;
            }
            forget();
            int code = response.errorCode();
            if (isChallenge(code) && attempts < ATTEMPTS_MAX && accept(response)) {
                send();
            } else if (code == UNAUTHORIZED && signed) {
                result.onFailed(code, "the TURN server does not accept the username or the credential");
            } else {
                result.onFailed(code, response.errorReason());
            }
            return true;
        }

        /** A 401 to signed credentials means that they are wrong, and asking again would not make them right. */
        private boolean isChallenge(int code) {
            return code == STALE_NONCE || (code == UNAUTHORIZED && !signed);
        }

        @Override
        public void onTimeout() {
            forget();
            result.onFailed(IceCandidateError.SERVER_NOT_REACHABLE, "the TURN server did not answer");
        }

        private void forget() {
            if (transaction != null) {
                pending.remove(transaction);
            }
        }
    }

    private boolean accept(StunMessage challenge) {
        String newRealm = challenge.text(StunAttribute.REALM);
        String newNonce = challenge.text(StunAttribute.NONCE);
        if (newRealm == null || newNonce == null) {
            return false;
        }
        realm = newRealm;
        nonce = newNonce;
        key = StunIntegrity.longTermKey(server.username(), newRealm, server.credential());
        return true;
    }
}

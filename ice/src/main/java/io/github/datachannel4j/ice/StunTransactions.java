package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The STUN requests of one port that wait for an answer, from the agents of all loops. */
final class StunTransactions {
    private final ConcurrentMap<TransactionId, StunTransaction> waiting = new ConcurrentHashMap<>();

    /** Sends a request. To be called on the exchange's loop, where the outcome is told as well. */
    StunTransaction start(
            StunTransaction.Exchange exchange, TransactionId id, byte[] request, StunTransaction.Outcome outcome) {
        StunTransaction transaction = new StunTransaction(this, exchange, id, request, outcome);
        waiting.put(id, transaction);
        transaction.transmit();
        return transaction;
    }

    /** Hands a response to its transaction, on that one's loop; a response to nothing is dropped. */
    void onResponse(DatagramSender path, InetSocketAddress remote, StunMessage response) {
        StunTransaction transaction = waiting.get(response.transactionId());
        if (transaction == null) {
            return;
        }
        if (transaction.loop().inEventLoop()) {
            transaction.onResponse(path, remote, response);
        } else {
            StunMessage kept = response.copy();
            transaction.loop().execute(() -> transaction.onResponse(path, remote, kept));
        }
    }

    void remove(TransactionId id, StunTransaction transaction) {
        waiting.remove(id, transaction);
    }

    int size() {
        return waiting.size();
    }
}

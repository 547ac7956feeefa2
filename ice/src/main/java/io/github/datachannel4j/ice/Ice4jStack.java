package io.github.datachannel4j.ice;

import java.util.Objects;
import org.ice4j.ResponseCollector;
import org.ice4j.TransportAddress;
import org.ice4j.message.Indication;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.socket.IceSocketWrapper;
import org.ice4j.stack.RequestListener;
import org.ice4j.stack.StunStack;
import org.ice4j.stack.TransactionID;
import org.jspecify.annotations.Nullable;

/**
 * A STUN stack that hands what ice4j wants to send to {@link Ice4jChecks}, and has neither sockets nor threads. Answers
 * are not sent at all: {@link IceSession} has given them already.
 */
final class Ice4jStack extends StunStack {
    /** One check that ice4j wants to make. Comes on threads of ice4j. */
    interface CheckSender {
        void send(
                Request request,
                TransportAddress to,
                TransportAddress through,
                ResponseCollector collector,
                TransactionID id);

        void stopRetransmitting(TransactionID id);
    }

    // Neither has an initialiser: both are set while ice4j's agent is still under construction, or soon after.
    private @Nullable CheckSender sender;
    private @Nullable RequestListener requestListener;

    void setSender(CheckSender sender) {
        this.sender = sender;
    }

    RequestListener requestListener() {
        return Objects.requireNonNull(requestListener, "ice4j registers its listener when it makes a component");
    }

    @Override
    public void addRequestListener(RequestListener listener) {
        requestListener = listener;
    }

    @Override
    public void removeRequestListener(RequestListener listener) {
        // There is only one, and it is not called after the agent has been freed.
    }

    @Override
    public TransactionID sendRequest(
            Request request,
            TransportAddress sendTo,
            TransportAddress sendThrough,
            ResponseCollector collector,
            TransactionID transactionId,
            int originalWaitInterval,
            int maxWaitInterval,
            int maxRetransmissions) {
        if (sender != null) {
            sender.send(request, sendTo, sendThrough, collector, transactionId);
        }
        return transactionId;
    }

    @Override
    public void cancelTransaction(TransactionID transactionId) {
        if (sender != null && transactionId != null) {
            sender.stopRetransmitting(transactionId);
        }
    }

    @Override
    public void sendIndication(Indication indication, TransportAddress sendTo, TransportAddress sendThrough) {
        // Consent checks keep the pair alive.
    }

    @Override
    public void sendResponse(
            byte[] transactionId, Response response, TransportAddress sendThrough, TransportAddress sendTo) {
        // Given already, by IceSession.
    }

    @Override
    public void addSocket(IceSocketWrapper socket) {
        // There are none.
    }

    @Override
    public void addSocket(IceSocketWrapper socket, TransportAddress remoteAddress) {
        // There are none.
    }

    @Override
    public void removeSocket(TransportAddress localAddress) {
        // There are none.
    }

    @Override
    public void removeSocket(TransportAddress localAddress, TransportAddress remoteAddress) {
        // There are none.
    }

    @Override
    public void shutDown() {
        // Nothing was started; the transactions are Ice4jChecks' to end.
    }
}

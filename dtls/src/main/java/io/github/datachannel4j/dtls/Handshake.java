package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.jspecify.annotations.Nullable;

/**
 * One handshake, on a virtual thread of its own because BouncyCastle's waits for the network. The thread starts when the
 * gate admits it and ends with the handshake; what comes out of it reaches the owner on the loop, in order.
 */
final class Handshake {
    /**
     * A handshake that has waited in vain so often, which is 0.6 s at least, makes room for another, since it costs nothing
     * but a repetition now and then. Otherwise peers that stay silent would keep the rest out; so would two ends that each
     * wait for the other's turn.
     */
    private static final int VAIN_WAITS_MAX = 2;

    /** How it ended. */
    sealed interface Outcome {
        /** The keys are there and the peer is the right one. */
        record Done(DTLSTransport records, SwitchedLink link) implements Outcome {}

        /** The peer went away in the middle, in order. */
        record ClosedByPeer() implements Outcome {}

        record Failed(DtlsFailure failure) implements Outcome {}
    }

    /**
     * Who wants the handshake.
     *
     * @param loop where it lives
     * @param sink takes the datagrams, on the loop; it may keep the arrays
     * @param ended is told the outcome, on the loop
     */
    record Owner(Executor loop, DatagramSink sink, Consumer<Outcome> ended) {}

    private final DtlsRole role;
    private final DtlsSession session;
    private final Owner owner;
    private final HandshakeGate gate;
    private final HandshakeLink link;
    private final Runnable admission = this::begin;

    private @Nullable Thread thread;
    private boolean cancelled;

    /** Both only used on the handshake's thread. */
    private int vainWaits;

    private boolean hasPlace = true;

    Handshake(DtlsRole role, DtlsSession session, Inbox inbox, Owner owner) {
        this.role = role;
        this.session = session;
        this.owner = owner;
        this.gate = session.options().gate();
        this.link = new HandshakeLink(inbox, session.options().mtuBytes(), this::hop, this::waitedInVain);
    }

    void start() {
        gate.enter(admission);
    }

    /** Makes the thread end soon; its outcome still reaches the owner, who does not care any more. */
    void cancel() {
        if (gate.withdraw(admission)) {
            return;
        }
        synchronized (this) {
            cancelled = true;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    /** Whether the gate has not let it in yet. */
    synchronized boolean isWaiting() {
        return thread == null;
    }

    private synchronized void begin() {
        thread = Thread.ofVirtual().name("dtls-handshake").unstarted(this::run);
        if (cancelled) {
            thread.interrupt();
        }
        thread.start();
    }

    private void run() {
        try {
            Outcome outcome = perform();
            owner.loop().execute(() -> owner.ended().accept(outcome));
        } catch (RejectedExecutionException e) {
            // The loop has been shut down, and with it everybody who could want to know.
            cancel();
        } finally {
            leaveGate();
        }
    }

    private void waitedInVain() {
        vainWaits++;
        if (vainWaits == VAIN_WAITS_MAX) {
            leaveGate();
        }
    }

    private void leaveGate() {
        if (hasPlace) {
            hasPlace = false;
            gate.leave();
        }
    }

    private void hop(byte[] datagram, int offset, int length) {
        owner.loop().execute(() -> owner.sink().datagram(datagram, offset, length));
    }

    private Outcome perform() {
        SwitchedLink switched = new SwitchedLink(link);
        try {
            DTLSTransport records = role == DtlsRole.CLIENT
                    ? new DTLSClientProtocol().connect(new ClientPeer(session), switched)
                    : accept(switched);
            link.flush();
            return new Outcome.Done(records, switched);
        } catch (RejectedExecutionException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return session.isClosedByPeer() ? new Outcome.ClosedByPeer() : new Outcome.Failed(session.failure(e));
        }
    }

    private DTLSTransport accept(SwitchedLink switched) throws IOException {
        // Without a DTLSRequest there is no HelloVerifyRequest: ICE has shown that the peer receives at its
        // address, and a cookie costs a round trip.
        return new DTLSServerProtocol().accept(new ServerPeer(session), switched);
    }
}

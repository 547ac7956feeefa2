package io.github.datachannel4j.dtls;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One DTLS 1.2 connection over datagrams that somebody else carries. It lives on its owner's loop: every method is to be
 * called there, and every call of the {@link DtlsListener} comes there. Only while the handshake runs there is a thread
 * of its own, a virtual one.
 */
public final class DtlsTransport {

    /** The longest application data that fits into one record (RFC 6347 §4.1). */
    public static final int APPLICATION_DATA_MAX_BYTES = 1 << 14;

    /** The hex digits of DTLS 1.2, in the form of the W3C's statistics. */
    private static final String TLS_VERSION = "FEFD";

    /** Datagrams that come while one is being worked on, which only a network inside this process can do. */
    private static final int NESTED_DATAGRAMS_MAX = 64;

    /** What exists in which state; the states are those of {@link DtlsState}. */
    private sealed interface Phase {
        record New(Inbox inbox) implements Phase {}

        record Connecting(Inbox inbox, Handshake handshake, ScheduledFuture<?> deadline, Farewell farewell)
                implements Phase {}

        record Connected(RecordChannel channel) implements Phase {}

        record Closed() implements Phase {}

        record Failed(DtlsFailure failure) implements Phase {}
    }

    private final ScheduledExecutorService loop;
    private final DtlsCertificate certificate;
    private final DtlsOptions options;
    private final DtlsListener listener;
    private final Traffic traffic = new Traffic();
    private final Deque<byte[]> nested = new ArrayDeque<>();

    private Phase phase = new Phase.New(new Inbox());
    private @Nullable DtlsRole role;
    private @Nullable String cipherSuite;
    private byte @Nullable [] remoteCertificate; // in DER form; null before the end of the handshake
    private boolean receiving;

    /** A transport in {@link DtlsState#NEW}. */
    public DtlsTransport(
            ScheduledExecutorService loop, DtlsCertificate certificate, DtlsOptions options, DtlsListener listener) {
        this.loop = loop;
        this.certificate = certificate;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Begins the handshake. Datagrams that came before are not lost.
     *
     * @param remoteFingerprints those of the peer's session description; the peer's certificate must have one of them
     * @throws IllegalArgumentException when no fingerprint has a hash function that we know
     * @throws IllegalStateException when it has been started or closed
     */
    public void start(DtlsRole as, Collection<Fingerprint> remoteFingerprints) {
        if (!(phase instanceof Phase.New fresh)) {
            throw new IllegalStateException("a DTLS transport starts once, and this one is " + state());
        }
        if (remoteFingerprints.stream().noneMatch(Fingerprint::isKnown)) {
            throw new IllegalArgumentException(
                    "none of the peer's fingerprints has a known hash function: " + remoteFingerprints);
        }
        begin(as, fresh, new DtlsSession(certificate, List.copyOf(remoteFingerprints), options));
    }

    /**
     * Begins the handshake with a peer of whom nobody has told: every certificate is good, if the peer has its key. What
     * passes is encrypted, but only the application can find out with whom.
     *
     * @throws IllegalStateException when it has been started or closed
     */
    public void startWithUnknownPeer(DtlsRole as) {
        if (!(phase instanceof Phase.New fresh)) {
            throw new IllegalStateException("a DTLS transport starts once, and this one is " + state());
        }
        begin(as, fresh, DtlsSession.withUnknownPeer(certificate, options));
    }

    private void begin(DtlsRole as, Phase.New fresh, DtlsSession session) {
        role = as;
        Handshake.Owner owner = new Handshake.Owner(loop, this::transmit, outcome -> handshakeEnded(session, outcome));
        Handshake handshake = new Handshake(as, session, fresh.inbox(), owner);
        ScheduledFuture<?> deadline = loop.schedule(
                this::handshakeTimedOut, options.handshakeTimeout().toMillis(), TimeUnit.MILLISECONDS);
        phase = new Phase.Connecting(fresh.inbox(), handshake, deadline, new Farewell());
        listener.stateChanged(DtlsState.CONNECTING);
        // The listener may have closed the transport in the call.
        if (phase instanceof Phase.Connecting) {
            handshake.start();
        }
    }

    /**
     * A datagram of the peer; the array may be reused when this returns. Never throws for what the datagram holds, and
     * keeps a bounded number of them before {@link #start}.
     */
    public void receive(byte[] datagram, int offset, int length) {
        if (receiving) {
            keepForLater(datagram, offset, length);
            return;
        }
        receiving = true;
        try {
            dispatch(datagram, offset, length);
            dispatchNested();
        } finally {
            receiving = false;
        }
    }

    /**
     * Sends application data as one record, in a datagram that is at most 37 bytes longer.
     *
     * @return false when the transport is not {@link DtlsState#CONNECTED}; the data is dropped then
     * @throws IllegalArgumentException when it is longer than {@link #APPLICATION_DATA_MAX_BYTES} or empty
     */
    public boolean send(byte[] data, int offset, int length) {
        if (length < 1 || length > APPLICATION_DATA_MAX_BYTES) {
            throw new IllegalArgumentException("a record carries 1 to " + APPLICATION_DATA_MAX_BYTES
                    + " bytes of application data, not " + length);
        }
        if (!(phase instanceof Phase.Connected connected)) {
            return false;
        }
        try {
            connected.channel().send(data, offset, length);
            return true;
        } catch (IOException e) {
            enter(new Phase.Failed(connected.channel().failure(e)));
            return false;
        }
    }

    /**
     * Tells the peer (close_notify) and ends in {@link DtlsState#CLOSED}; does nothing after CLOSED or FAILED. A
     * handshake that runs is given up.
     */
    public void close() {
        switch (phase) {
            case Phase.Connected connected -> connected.channel().close();
            case Phase.Connecting connecting -> giveUp(connecting.farewell());
            case Phase.New fresh -> {}
            case Phase.Closed closed -> {}
            case Phase.Failed failed -> {}
        }
        enter(new Phase.Closed());
    }

    /** The state. */
    public DtlsState state() {
        return switch (phase) {
            case Phase.New fresh -> DtlsState.NEW;
            case Phase.Connecting connecting -> DtlsState.CONNECTING;
            case Phase.Connected connected -> DtlsState.CONNECTED;
            case Phase.Closed closed -> DtlsState.CLOSED;
            case Phase.Failed failed -> DtlsState.FAILED;
        };
    }

    /** Why the transport failed; null unless it is {@link DtlsState#FAILED}. */
    public @Nullable DtlsFailure failure() {
        return phase instanceof Phase.Failed failed ? failed.failure() : null;
    }

    /** The figures as they are now. */
    public DtlsStats stats() {
        return new DtlsStats(
                state(),
                role,
                cipherSuite == null ? null : TLS_VERSION,
                cipherSuite,
                certificate.info(),
                remoteCertificate == null ? null : CertificateInfo.of(remoteCertificate),
                traffic.datagramsSent(),
                traffic.datagramsReceived(),
                traffic.bytesSent(),
                traffic.bytesReceived(),
                traffic.datagramsDropped());
    }

    private void keepForLater(byte[] datagram, int offset, int length) {
        if (nested.size() < NESTED_DATAGRAMS_MAX) {
            nested.add(Arrays.copyOfRange(datagram, offset, offset + length));
        } else {
            traffic.received(length);
            traffic.dropped();
        }
    }

    private void dispatchNested() {
        for (byte[] next = nested.poll(); next != null; next = nested.poll()) {
            dispatch(next, 0, next.length);
        }
    }

    private void dispatch(byte[] datagram, int offset, int length) {
        traffic.received(length);
        boolean used = switch (phase) {
            case Phase.New fresh -> fresh.inbox().offer(datagram, offset, length);
            case Phase.Connecting connecting -> connecting.inbox().offer(datagram, offset, length);
            case Phase.Connected connected -> open(connected.channel(), datagram, offset, length);
            case Phase.Closed closed -> false;
            case Phase.Failed failed -> false;
        };
        if (!used) {
            traffic.dropped();
        }
    }

    /** Opens a datagram's records, one after the other; false when none of them was genuine and new. */
    private boolean open(RecordChannel channel, byte[] datagram, int offset, int length) {
        if (!RecordLayout.isRecord(datagram, offset, offset + length)) {
            return false;
        }
        // The plaintext goes to the listener for good, so each one needs an array of its own.
        byte[] data = new byte[length];
        try {
            deliver(data, channel.readDatagram(datagram, offset, length, data));
            if (RecordLayout.recordSizeBytes(datagram, offset) < length) {
                openRest(channel, length);
            }
            closeWithPeer(channel);
        } catch (IOException e) {
            enter(new Phase.Failed(channel.failure(e)));
        }
        return channel.hasAccepted();
    }

    private void openRest(RecordChannel channel, int length) throws IOException {
        int size = 0;
        while (size >= 0 && phase instanceof Phase.Connected) {
            byte[] data = new byte[length];
            size = channel.readNext(data);
            deliver(data, size);
        }
    }

    private void deliver(byte[] data, int size) {
        if (size > 0 && phase instanceof Phase.Connected) {
            listener.applicationData(data, 0, size);
        }
    }

    private void closeWithPeer(RecordChannel channel) {
        // BouncyCastle has answered with our close_notify already.
        if (channel.isClosedByPeer()) {
            enter(new Phase.Closed());
        }
    }

    private void handshakeEnded(DtlsSession session, Handshake.Outcome outcome) {
        if (!(phase instanceof Phase.Connecting connecting)) {
            return;
        }
        switch (outcome) {
            case Handshake.Outcome.Done done -> connect(connecting, session, done);
            case Handshake.Outcome.ClosedByPeer closed -> enter(new Phase.Closed());
            case Handshake.Outcome.Failed failed -> enter(new Phase.Failed(failed.failure()));
        }
    }

    private void connect(Phase.Connecting before, DtlsSession session, Handshake.Outcome.Done done) {
        LoopLink link = new LoopLink(options.mtuBytes(), this::transmit);
        done.link().switchTo(link);
        RecordChannel channel = new RecordChannel(done.records(), link, session);
        cipherSuite = session.cipherSuite();
        remoteCertificate = session.remoteCertificate();
        if (options.keyLog() != null && session.keyLogLine() != null) {
            options.keyLog().line(session.keyLogLine());
        }
        receiving = true;
        try {
            enter(new Phase.Connected(channel));
            takeOver(channel, before.inbox());
            dispatchNested();
        } finally {
            receiving = false;
        }
    }

    /** The peer may have been connected before us: what it has sent since then waits in BouncyCastle and in our inbox. */
    private void takeOver(RecordChannel channel, Inbox inbox) {
        try {
            openRest(channel, HandshakeLink.RECEIVE_LIMIT_BYTES);
            closeWithPeer(channel);
        } catch (IOException e) {
            enter(new Phase.Failed(channel.failure(e)));
        }
        for (byte[] datagram : inbox.drain()) {
            boolean used = phase instanceof Phase.Connected && open(channel, datagram, 0, datagram.length);
            if (!used) {
                traffic.dropped();
            }
        }
    }

    private void handshakeTimedOut() {
        if (phase instanceof Phase.Connecting connecting) {
            String within = " within " + options.handshakeTimeout().toMillis() + " ms";
            String reason;
            if (connecting.handshake().isWaiting()) {
                reason = "the DTLS handshake did not get its turn" + within + "; "
                        + options.gate().limit() + " others were running";
            } else if (traffic.datagramsReceived() == 0) {
                reason = "nothing came from the peer for the DTLS handshake" + within;
            } else {
                reason = "the DTLS handshake was not over" + within;
            }
            enter(new Phase.Failed(DtlsFailure.timedOut(reason)));
        }
    }

    private boolean isOver() {
        return phase instanceof Phase.Closed || phase instanceof Phase.Failed;
    }

    private void enter(Phase next) {
        if (isOver()) {
            return;
        }
        if (phase instanceof Phase.Connecting connecting) {
            connecting.deadline().cancel(false);
            connecting.handshake().cancel();
        }
        phase = next;
        listener.stateChanged(state());
    }

    private void giveUp(Farewell farewell) {
        byte[] closeNotify = farewell.closeNotify();
        if (closeNotify != null) {
            transmit(closeNotify, 0, closeNotify.length);
        }
    }

    private void transmit(byte[] datagram, int offset, int length) {
        if (phase instanceof Phase.Connecting connecting) {
            connecting.farewell().sending(datagram, offset, length);
        }
        if (!isOver()) {
            traffic.sent(length);
            listener.datagram(datagram, offset, length);
        }
    }
}

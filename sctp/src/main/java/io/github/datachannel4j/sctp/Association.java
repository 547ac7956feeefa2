package io.github.datachannel4j.sctp;

import java.util.Collection;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of an SCTP association (RFC 9260), without sockets, threads or a clock.
 *
 * <p>The contract: mutate, then drain. Call commands and inputs with the current time, in any number; then call {@link #poll} until it
 * returns null; then be back with {@link #advanceTo} at {@link #nextTimeout}. Packets are put together while draining, so that what
 * several calls caused shares packets. Times are nanoseconds on one scale of the owner's choice that never goes back. Not thread-safe.
 *
 * <p>{@link #receive} never throws, whatever the peer sends. Commands throw for mistakes of their caller only.
 */
public final class Association {
    /** {@link #nextTimeout}: nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    /**
     * An association that does nothing until a command or a packet comes.
     *
     * @param random for tags, TSNs, heartbeat nonces and the cookie's key: a SecureRandom, or a seeded one in tests
     */
    public Association(AssociationOptions options, RandomGenerator random, PacketTap tap) {
        throw new UnsupportedOperationException("comes next");
    }

    public Association(AssociationOptions options, RandomGenerator random) {
        this(options, random, PacketTap.NONE);
    }

    // ---- commands

    /** Sends INIT. Does nothing when the peer was faster and the handshake is under way or done. */
    public void connect(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /**
     * Queues a message; before the association is established, too.
     *
     * @throws IllegalStateException after {@link #shutdown}, {@link #abort} or the end of the association
     * @throws IllegalArgumentException when the peer does not allow that many streams
     */
    public void send(long nowNanos, OutgoingMessage message) {
        throw new UnsupportedOperationException();
    }

    /**
     * Resets outgoing streams once what is queued on them has been sent (RFC 6525 §5.1.2). Messages sent after this call wait until the
     * peer has answered. The answer is an {@link AssociationOutput.OutgoingStreamsReset} or
     * {@link AssociationOutput.OutgoingResetFailed}. Streams whose reset is already under way are left out.
     *
     * @throws IllegalStateException when the association is closed or shutting down
     */
    public void resetStreams(long nowNanos, Collection<StreamId> streams) {
        throw new UnsupportedOperationException();
    }

    /** Ends the association after all queued messages are acknowledged. Before it is established, it just ends. */
    public void shutdown(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /** Ends the association at once and tells the peer by ABORT with cause "User-Initiated Abort". */
    public void abort(long nowNanos, String reason) {
        throw new UnsupportedOperationException();
    }

    /** The owner is done with this many bytes of received payload; the receive window opens again. */
    public void consumed(long nowNanos, long bytes) {
        throw new UnsupportedOperationException();
    }

    // ---- inputs

    /** A packet came from the lower layer. The array behind it now belongs to the association: payloads are slices of it. */
    public void receive(long nowNanos, Bytes packet) {
        throw new UnsupportedOperationException();
    }

    /** Lets time pass; call it at {@link #nextTimeout} or later. */
    public void advanceTo(long nowNanos) {
        throw new UnsupportedOperationException();
    }

    // ---- outputs

    /** The next output, or null when there is none for now. */
    public @Nullable AssociationOutput poll() {
        throw new UnsupportedOperationException();
    }

    /** When {@link #advanceTo} has something to do, or {@link #NEVER}. Ask after draining. */
    public long nextTimeout() {
        throw new UnsupportedOperationException();
    }

    // ---- queries

    public AssociationState state() {
        throw new UnsupportedOperationException();
    }

    /** User data not yet sent the first time, all streams together. */
    public long bufferedBytes() {
        throw new UnsupportedOperationException();
    }

    /** User data not yet sent the first time on this stream. */
    public long bufferedBytes(StreamId stream) {
        throw new UnsupportedOperationException();
    }

    public AssociationMetrics metrics() {
        throw new UnsupportedOperationException();
    }

    /** Streams we may send on: the negotiated count, or what we would like before the association is established. */
    public int outboundStreams() {
        throw new UnsupportedOperationException();
    }

    /** Streams the peer may send on: the negotiated count, or what we accept before the association is established. */
    public int inboundStreams() {
        throw new UnsupportedOperationException();
    }
}

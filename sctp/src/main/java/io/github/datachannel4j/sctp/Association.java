package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.AssociationOutput.Closed;
import io.github.datachannel4j.sctp.association.Aborts;
import io.github.datachannel4j.sctp.association.ChunkHandler;
import io.github.datachannel4j.sctp.association.Environment;
import io.github.datachannel4j.sctp.association.Establishment;
import io.github.datachannel4j.sctp.association.Handover;
import io.github.datachannel4j.sctp.association.OutOfTheBlue;
import io.github.datachannel4j.sctp.association.PacketAssembler;
import io.github.datachannel4j.sctp.association.PacketSender;
import io.github.datachannel4j.sctp.association.PeerErrors;
import io.github.datachannel4j.sctp.association.Shutdown;
import io.github.datachannel4j.sctp.association.SignaledInits;
import io.github.datachannel4j.sctp.association.State;
import io.github.datachannel4j.sctp.association.StreamReset;
import io.github.datachannel4j.sctp.association.VerificationTag;
import io.github.datachannel4j.sctp.core.AbortException;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.tx.SendQueue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One end of an SCTP association (RFC 9260), without sockets, threads or a clock.
 *
 * <p>The contract: mutate, then drain. Call commands and inputs with the current time, in any number; then call {@link #poll} until it
 * returns null; then be back with {@link #advanceTo} at {@link #nextTimeout}. Packets are put together while draining, so that what
 * several calls caused shares packets; each is good until the next call. Times are nanoseconds on one scale of the
 * owner's choice that never goes back. Not thread-safe.
 *
 * <p>{@link #receive} never throws, whatever the peer sends. Commands throw for mistakes of their caller only.
 */
public final class Association {
    /** {@link #nextTimeout}: nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The stream number has 16 bits, and INIT counts the streams in as many. */
    private static final int STREAMS_MAX = 65535;

    private final Outputs outputs = new Outputs();
    private final Traffic traffic = new Traffic();
    private final SendQueue queue;
    private final MetricsSnapshot figures;
    private final AssociationOptions options;
    private final PacketTap tap;
    private final PacketSender packets;
    private final PacketAssembler assembler;
    private final Establishment establishment;
    private final Shutdown shutdown;
    private final Aborts aborts;
    private final OutOfTheBlue outOfTheBlue;
    private final ChunkHandler chunkHandler;
    private final Handover handover;

    private State state = new State.New();
    private long nowNanos;
    private final Step assembly = this::assembleNext;
    /** Held back until everything else has been told; null before the end and once it was told. */
    private @Nullable Closed lastWord;

    private final ChunkHandler.StateHolder stateHolder = new ChunkHandler.StateHolder() {
        @Override
        public State state() {
            return state;
        }

        @Override
        public void become(State next) {
            Association.this.become(next);
        }
    };

    /**
     * An association that does nothing until a command or a packet comes.
     *
     * @param random for tags, TSNs, heartbeat nonces and the cookie's key: a SecureRandom, or a seeded one in tests
     */
    public Association(AssociationOptions options, RandomGenerator random, PacketTap tap) {
        this.options = options;
        this.tap = GuardedTap.of(tap);
        this.queue = new SendQueue(outputs, options);
        this.packets = new PacketSender(options, outputs, traffic, this.tap);
        Environment environment = new Environment(options, random, outputs, queue, traffic, packets);
        this.establishment = new Establishment(environment);
        this.handover = new Handover(environment, establishment);
        this.figures = new MetricsSnapshot(queue, traffic, packets.checksums(), establishment);
        this.assembler = new PacketAssembler(packets, queue);
        this.shutdown = new Shutdown(packets);
        this.aborts = new Aborts(environment);
        this.outOfTheBlue = new OutOfTheBlue(packets);
        this.chunkHandler = new ChunkHandler(establishment, shutdown, aborts, new PeerErrors(environment));
    }

    public Association(AssociationOptions options, RandomGenerator random) {
        this(options, random, PacketTap.NONE);
    }

    // ---- commands

    /** Sends INIT. Does nothing when the peer was faster and the handshake is under way or done. */
    public void connect(long now) {
        nowNanos = now;
        if (state instanceof State.New) {
            become(establishment.connect(now));
        }
    }

    /**
     * Establishes the association at once, since signaling has carried the INIT chunks of both ends (draft-hancke-tsvwg-snap). Does nothing
     * when it has begun already. No packet is exchanged for it; the peer must do the same.
     *
     * @param ownInit what {@link SnapInit#draw} made for this association with the same options
     * @param peerInit what the peer's signaling said
     * @throws IllegalArgumentException when one of them makes no association possible
     */
    public void connect(long now, Bytes ownInit, Bytes peerInit) {
        nowNanos = now;
        SignaledInits inits = SignaledInits.parse(ownInit, peerInit);
        if (state instanceof State.New) {
            become(establishment.establish(now, inits));
        }
    }

    /** What keeps the association from being handed over now; empty when nothing does. Ask after draining. */
    public Set<HandoverObstacle> handoverObstacles() {
        return handover.obstacles(state);
    }

    /**
     * Leaves the association to another process. Nothing more is sent from here, not even answers to what still comes: {@link Closed}
     * with {@link CloseReason.HandedOver} is all that follows. What comes between this call and the other's {@link #takeOver} is lost
     * like any packet, and sent again by the peer.
     *
     * @return all that {@link #takeOver} needs
     * @throws IllegalStateException when there are {@link #handoverObstacles}, which it names
     */
    public AssociationHandover handOver(long now) {
        nowNanos = now;
        Set<HandoverObstacle> obstacles = handoverObstacles();
        if (!(state instanceof State.Established established) || !obstacles.isEmpty()) {
            throw new IllegalStateException("cannot hand over: " + obstacles);
        }
        AssociationHandover left = handover.handOver(now, established.tcb());
        become(new State.Closed(new CloseReason.HandedOver()));
        return left;
    }

    /**
     * Goes on with an association that another process has handed over, instead of {@link #connect}. What both ends have settled stays,
     * such as the number of streams, whatever the options say. An {@link AssociationOutput.Established} follows.
     *
     * @throws IllegalStateException when this association has begun already
     * @throws IllegalArgumentException when the options have other ports
     */
    public void takeOver(long now, AssociationHandover left) {
        nowNanos = now;
        if (!(state instanceof State.New)) {
            throw new IllegalStateException("cannot take over in state " + state.name());
        }
        become(handover.takeOver(now, left));
    }

    /**
     * Queues a message; before the association is established, too.
     *
     * @throws IllegalStateException after {@link #shutdown}, {@link #abort} or the end of the association
     * @return whether it was taken; without a mark in {@link AssociationOptions#sendQueue()} it always is
     * @throws IllegalArgumentException when the peer does not allow that many streams
     */
    public SendResult send(long now, OutgoingMessage message) {
        nowNanos = now;
        checkOpen("send");
        if (message.stream().value() >= outboundStreams()) {
            throw new IllegalArgumentException(message.stream() + " is beyond the " + outboundStreams() + " allowed");
        }
        return queue.offer(now, message);
    }

    /**
     * Resets outgoing streams once what is queued on them has been sent (RFC 6525 §5.1.2). Messages sent after this call wait until the
     * peer has answered. The answer is an {@link AssociationOutput.OutgoingStreamsReset} or
     * {@link AssociationOutput.OutgoingResetFailed}. Streams whose reset is already under way are left out.
     *
     * @throws IllegalStateException when the association is closed or shutting down
     */
    public void resetStreams(long now, Collection<StreamId> streams) {
        nowNanos = now;
        checkOpen("reset streams");
        for (StreamId stream : streams) {
            queue.streams().beginReset(stream);
        }
    }

    /**
     * Asks the peer to reset its streams (RFC 6525 §5.1.3). {@link AssociationOutput.IncomingStreamsReset} tells when it does, and
     * {@link AssociationOutput.IncomingResetFailed} when it does not want to.
     *
     * @param streams empty for all that the peer uses
     * @throws IllegalStateException when the association is not established, or too many requests wait for their answers
     * @throws IllegalArgumentException when one request has no room for so many streams
     */
    public void resetIncomingStreams(long now, Collection<StreamId> streams) {
        StreamReset reconfiguration = established(now, "reset incoming streams");
        if (streams.size() > reconfiguration.streamsPerRequestMax()) {
            throw new IllegalArgumentException(streams.size() + " streams do not fit into one request");
        }
        checkTaken(reconfiguration.resetIncoming(List.copyOf(streams)));
    }

    /**
     * Lets all streams of both directions and all TSNs begin anew once what is queued now has arrived (RFC 6525 §5.1.4). Messages sent
     * after this call wait until the peer has answered: {@link AssociationOutput.AssociationReset} or
     * {@link AssociationOutput.AssociationResetFailed}. When both ends want it, one reset is for both, and each is told of it once.
     *
     * @throws IllegalStateException when the association is not established, or too many requests wait for their answers
     */
    public void resetAssociation(long now) {
        checkTaken(established(now, "reset the association").resetAssociation());
    }

    /**
     * Asks the peer to accept so many more streams of ours (RFC 6525 §5.1.5). The answer is {@link AssociationOutput.StreamsAdded} or
     * {@link AssociationOutput.AddStreamsFailed}.
     *
     * @param streams at least 1; 65535 altogether at most
     * @throws IllegalStateException when the association is not established, or too many requests wait for their answers
     */
    public void addOutgoingStreams(long now, int streams) {
        StreamReset reconfiguration = established(now, "add streams");
        checkAddition(streams, outboundStreams());
        checkTaken(reconfiguration.addOutgoing(streams));
    }

    /**
     * Asks the peer for so many more streams of its (RFC 6525 §5.1.6), which needs our own leave, too: see
     * {@link ReconfigurationOptions.PeerRequest#ADD_ITS_STREAMS}. The answer is {@link AssociationOutput.StreamsAdded} or
     * {@link AssociationOutput.AddStreamsFailed}.
     *
     * @param streams at least 1; 65535 altogether at most
     * @throws IllegalStateException when the association is not established, or too many requests wait for their answers
     */
    public void addIncomingStreams(long now, int streams) {
        StreamReset reconfiguration = established(now, "add streams");
        checkAddition(streams, inboundStreams());
        checkTaken(reconfiguration.addIncoming(streams));
    }

    private StreamReset established(long now, String command) {
        nowNanos = now;
        if (state instanceof State.Established established) {
            return established.tcb().streamReset();
        }
        throw new IllegalStateException("cannot " + command + " in state " + state.name());
    }

    private static void checkAddition(int streams, int present) {
        if (streams < 1 || present + (long) streams > STREAMS_MAX) {
            throw new IllegalArgumentException("cannot add " + streams + " streams to " + present);
        }
    }

    private static void checkTaken(boolean isTaken) {
        if (!isTaken) {
            throw new IllegalStateException("too many requests wait for the peer's answers");
        }
    }

    private void checkOpen(String command) {
        switch (state.name()) {
            case NEW, COOKIE_WAIT, COOKIE_ECHOED, ESTABLISHED -> {}
            case SHUTDOWN_PENDING, SHUTDOWN_SENT, SHUTDOWN_RECEIVED, SHUTDOWN_ACK_SENT, CLOSED ->
                throw new IllegalStateException("cannot " + command + " in state " + state.name());
        }
    }

    /**
     * Sets the priority of an outgoing stream until it is reset. What it does is up to the {@link StreamScheduling}.
     *
     * @param priority 0 to {@link StreamPriority#MAX}; {@link StreamPriority#DEFAULT} for streams about which nothing was said
     */
    public void setPriority(long now, StreamId stream, int priority) {
        if (priority < 0 || priority > StreamPriority.MAX) {
            throw new IllegalArgumentException("a priority is 0 to 65535, not " + priority);
        }
        nowNanos = now;
        queue.streams().prioritize(stream, priority);
    }

    /**
     * The packets take another way to the peer from now on: window, round trip and packet size begin anew, and a probe asks what has become
     * of the packets in flight. Not for a mere new port of the same address. Does nothing before the association is established.
     */
    public void pathChanged(long now) {
        guarded(now, () -> establishment.pathChanged(now, state));
    }

    /** Ends the association after all queued messages are acknowledged. Before it is established, it just ends. */
    public void shutdown(long now) {
        guarded(now, () -> become(shutdown.begin(now, state)));
    }

    /** Ends the association at once and tells the peer by ABORT with cause "User-Initiated Abort". */
    public void abort(long now, String reason) {
        nowNanos = now;
        if (!isClosed()) {
            become(aborts.abort(now, state, Aborts.userInitiated(reason), new CloseReason.AbortedLocally(reason)));
        }
    }

    /** The owner is done with this many bytes of received payload; the receive window opens again. */
    public void consumed(long now, long bytes) {
        nowNanos = now;
        if (state instanceof State.WithPeer withPeer) {
            withPeer.tcb().consumed(now, bytes);
        }
    }

    // ---- inputs

    /** A packet came from the lower layer. The array behind it now belongs to the association: payloads are slices of it. */
    public void receive(long now, Bytes packet) {
        traffic.packetsIn++;
        traffic.bytesIn += packet.length();
        tap.onPacket(now, PacketTap.Direction.IN, packet);
        nowNanos = now;
        try {
            receiveParsed(now, Packet.parse(packet, packets.checksums().incoming()));
        } catch (MalformedPacketException e) {
            traffic.packetsDropped++;
        } catch (AbortException | RuntimeException e) {
            become(aborts.fail(now, state, e));
        }
    }

    private void receiveParsed(long now, Packet packet) throws AbortException {
        switch (VerificationTag.check(packet, state, ownTag())) {
            case ACCEPTED -> chunkHandler.receive(now, packet, stateHolder);
            case OUT_OF_THE_BLUE -> outOfTheBlue.receive(now, packet);
            case DISCARDED -> traffic.packetsDropped++;
        }
        become(shutdown.progress(now, state));
    }

    private int ownTag() {
        return state instanceof State.WithPeer withPeer ? withPeer.tcb().localTag() : establishment.firstTag();
    }

    /** Lets time pass; call it at {@link #nextTimeout} or later. */
    public void advanceTo(long now) {
        guarded(now, () -> {
            become(establishment.advanceTo(now, state));
            become(shutdown.advanceTo(now, state));
            if (state instanceof State.WithPeer withPeer) {
                withPeer.tcb().advanceTo(now);
                become(aborts.giveUpOnSilentPeer(now, withPeer));
            }
            become(shutdown.progress(now, state));
        });
    }

    // ---- outputs

    /** The next output, or null when there is none for now. */
    public @Nullable AssociationOutput poll() {
        AssociationOutput output = outputs.poll();
        if (output != null) {
            return output;
        }
        if (state instanceof State.WithPeer) {
            guarded(nowNanos, assembly);
            output = outputs.poll();
        }
        if (output == null) {
            output = queue.pollChanged();
        }
        return output != null ? output : takeLastWord();
    }

    private @Nullable Closed takeLastWord() {
        Closed taken = lastWord;
        lastWord = null;
        return taken;
    }

    /** Puts the next packet in front of what putting it together has caused. */
    private void assembleNext() {
        if (state instanceof State.WithPeer withPeer) {
            AssociationOutput.Transmit packet = assembler.next(nowNanos, withPeer);
            if (packet != null) {
                outputs.addFirst(packet);
            }
            // The last messages may have expired in the queue.
            become(shutdown.progress(nowNanos, state));
        }
    }

    /** When {@link #advanceTo} has something to do, or {@link #NEVER}. Ask after draining. */
    public long nextTimeout() {
        return switch (state) {
            case State.New s -> NEVER;
            case State.CookieWait s -> s.t1Init().deadlineNanos();
            case State.CookieEchoed s ->
                Math.min(s.t1Cookie().deadlineNanos(), s.tcb().nextTimeoutNanos());
            case State.Closed s -> NEVER;
            case State.WithPeer s -> Math.min(s.tcb().nextTimeoutNanos(), Shutdown.nextTimeoutNanos(state));
        };
    }

    // ---- state

    private void become(State next) {
        if (next == state || isClosed()) {
            return;
        }
        state = next;
        if (next instanceof State.Closed closed) {
            queue.end();
            lastWord = new Closed(closed.reason());
        }
    }

    private boolean isClosed() {
        return state instanceof State.Closed;
    }

    private interface Step {
        void run() throws AbortException;
    }

    /** Does something that the peer or a bug of ours may make fail. Nothing is thrown at the owner, who could not help it. */
    private void guarded(long now, Step step) {
        nowNanos = now;
        try {
            step.run();
        } catch (AbortException | RuntimeException e) {
            become(aborts.fail(now, state, e));
        }
    }

    // ---- queries

    public AssociationState state() {
        return state.name();
    }

    /** User data not yet sent the first time, all streams together. */
    public long bufferedBytes() {
        return queue.bufferedBytes();
    }

    /** User data not yet sent the first time on this stream. */
    public long bufferedBytes(StreamId stream) {
        return queue.bufferedBytes(stream);
    }

    /** Messages of this stream that were given up since it was last reset (RFC 7496 §4.3). */
    public AbandonedMessages abandonedMessages(StreamId stream) {
        return queue.abandoned(stream);
    }

    /** Streams we may send on: the negotiated count, or what we would like before the association is established. */
    public int outboundStreams() {
        return state instanceof State.WithPeer withPeer ? withPeer.tcb().outboundStreams() : options.outboundStreams();
    }

    /** Streams the peer may send on: the negotiated count, or what we accept before the association is established. */
    public int inboundStreams() {
        return state instanceof State.WithPeer withPeer ? withPeer.tcb().inboundStreams() : options.inboundStreams();
    }

    /** A snapshot of the figures. */
    public AssociationMetrics metrics() {
        return figures.of(state);
    }
}

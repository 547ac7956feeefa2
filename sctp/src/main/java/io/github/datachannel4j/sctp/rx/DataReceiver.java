package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.CloseReason.Failure;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.AbortException;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk.SkippedStream;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk.SkippedMessage;
import io.github.datachannel4j.sctp.packet.NoUserDataCause;
import io.github.datachannel4j.sctp.packet.OutOfResourceCause;
import io.github.datachannel4j.sctp.packet.ProtocolViolationCause;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import java.util.List;

/** Takes DATA and FORWARD-TSN, decides what is kept and when to acknowledge (RFC 9260 §6.2). */
public final class DataReceiver {
    /**
     * Fragments and waiting messages held at most, for a buffer of the default size: each costs about 200 bytes beside its payload, so
     * that one-byte chunks could fill 200 times the buffer.
     */
    private static final long HELD_CHUNKS_MAX_DEFAULT = 1 << 16;

    /** For larger buffers: still enough for full packets. */
    private static final long BYTES_PER_HELD_CHUNK = 512;

    /** RFC 9260 §6.2: at least every second packet is acknowledged at once. */
    private static final int PACKETS_PER_SACK = 2;

    private static final long NONE_REFUSED = Long.MAX_VALUE;

    private final Traffic traffic;
    private final long sackDelayNanos;
    private int inboundStreams;
    private final ReceivedTsns tsns;
    private final Delivery delivery;
    private final Reassembly reassembly;
    private final ReceiveWindow window;
    private final long heldChunksMax;
    private final Timer sackTimer = new Timer();
    private boolean isSackDue;
    private boolean packetHasData;
    private boolean hasReceivedData;
    private long refusedFromTsn = NONE_REFUSED;
    private int unackedPackets;

    /** What became of a DATA chunk, beside being acknowledged. */
    public enum Verdict {
        /** Nothing more is to be done. */
        FINE,
        /** Its stream does not exist, which the peer is to be told. */
        INVALID_STREAM
    }

    /** At the start of an association. */
    public DataReceiver(AssociationOptions options, Outputs outputs, Traffic traffic, Start start) {
        this.traffic = traffic;
        this.sackDelayNanos = options.sackDelayNanos();
        this.inboundStreams = start.inboundStreams();
        this.tsns = new ReceivedTsns(Unwrap.initialTsn(start.initialTsn()));
        this.delivery = new Delivery(outputs);
        this.reassembly = start.interleaves() ? new InterleavedReassembly(delivery) : new PlainReassembly(delivery);
        this.window = new ReceiveWindow(options.receiveBuffer(), start.unconsumedBytes());
        this.heldChunksMax =
                Math.max(HELD_CHUNKS_MAX_DEFAULT, options.receiveBuffer().maxBytes() / BYTES_PER_HELD_CHUNK);
    }

    /**
     * What the handshake has settled.
     *
     * @param initialTsn the peer's
     * @param inboundStreams how many the peer may use
     * @param unconsumedBytes delivered before a restart, and still to be consumed
     * @param interleaves whether user data comes in I-DATA chunks (RFC 8260)
     */
    public record Start(Tsn initialTsn, int inboundStreams, long unconsumedBytes, boolean interleaves) {}

    // ---- inputs

    /** Keeps the chunk if it is new and there is room. */
    public Verdict receive(UserDataChunk chunk) throws AbortException {
        checkAgreed(chunk instanceof IDataChunk, chunk);
        long tsn = Unwrap.tsn(chunk.tsn(), tsns.cumulativeTsn());
        if (tsn >= refusedFromTsn) {
            return Verdict.FINE;
        }
        traffic.dataChunksIn++;
        packetHasData = true;
        if (chunk.payload().isEmpty()) {
            // RFC 9260 §6.2: there is no message that such a chunk could be a part of.
            throw new AbortException(
                    Failure.PROTOCOL_VIOLATION, new NoUserDataCause(chunk.tsn()), "a DATA chunk has no user data");
        }
        ReceivedTsns.Arrival arrival = tsns.classify(tsn);
        if (arrival == ReceivedTsns.Arrival.DUPLICATE) {
            traffic.duplicatesIn++;
            tsns.addDuplicate(tsn);
        }
        if (arrival != ReceivedTsns.Arrival.NEW || !hasRoomFor(tsn)) {
            isSackDue = true;
            return Verdict.FINE;
        }
        boolean hadGaps = tsns.hasGaps();
        tsns.add(tsn);
        window.accepted(chunk.payload().length());
        // RFC 9260 §5.1: the first DATA chunk of an association is acknowledged at once.
        isSackDue |= !hasReceivedData || chunk.isImmediate() || hadGaps || tsns.hasGaps();
        hasReceivedData = true;
        if (chunk.streamId().value() >= inboundStreams) {
            return Verdict.INVALID_STREAM;
        }
        reassembly.add(tsn, chunk);
        window.delivered(delivery.takeDeliveredBytes());
        return Verdict.FINE;
    }

    private boolean hasRoomFor(long tsn) throws AbortException {
        if (!window.isFull(delivery.heldBytes()) && isAccountable(tsn, 1)) {
            return true;
        }
        boolean isWaitingForOwner = window.isFull(0);
        if (isWaitingForOwner || tsn != tsns.cumulativeTsn() + 1) {
            return false;
        }
        // The buffer is full of what waits for exactly this chunk, so refusing it would block the association for ever.
        if (delivery.heldBytes() < 2 * window.bufferBytes() && isAccountable(tsn, 2)) {
            return true;
        }
        throw new AbortException(
                Failure.OUT_OF_RESOURCE, OutOfResourceCause.INSTANCE, "a message is larger than the receive buffer");
    }

    private boolean isAccountable(long tsn, int factor) {
        return delivery.heldChunks() < factor * heldChunksMax
                && reassembly.spanWith(tsn) < factor * (heldChunksMax + ReceivedTsns.SPAN_MAX);
    }

    /** RFC 8260 §2.2.1 and §2.3.1: who has agreed on one kind of chunk has no business with the other. */
    private void checkAgreed(boolean isInterleaved, Chunk chunk) throws AbortException {
        if (isInterleaved != reassembly instanceof InterleavedReassembly) {
            String detail = "chunks of type " + chunk.type() + " are not agreed on";
            throw new AbortException(Failure.PROTOCOL_VIOLATION, ProtocolViolationCause.of(detail), detail);
        }
    }

    /** The peer has given something up (RFC 3758 §3.6). */
    public void receive(ForwardTsnChunk chunk) throws AbortException {
        checkAgreed(false, chunk);
        long newCumulativeTsn = Unwrap.tsn(chunk.newCumulativeTsn(), tsns.cumulativeTsn());
        if (!(reassembly instanceof PlainReassembly plain) || !skipTo(newCumulativeTsn)) {
            return;
        }
        plain.dropFragmentsTo(newCumulativeTsn);
        for (SkippedStream skipped : chunk.skippedStreams()) {
            if (skipped.streamId().value() < inboundStreams) {
                plain.skipMessages(skipped);
            }
        }
        window.delivered(delivery.takeDeliveredBytes());
    }

    /** The same where messages are interleaved (RFC 8260 §2.3.1). */
    public void receive(IForwardTsnChunk chunk) throws AbortException {
        checkAgreed(true, chunk);
        long newCumulativeTsn = Unwrap.tsn(chunk.newCumulativeTsn(), tsns.cumulativeTsn());
        if (!(reassembly instanceof InterleavedReassembly interleaved) || !skipTo(newCumulativeTsn)) {
            return;
        }
        for (SkippedMessage skipped : chunk.skippedMessages()) {
            if (skipped.streamId().value() < inboundStreams) {
                interleaved.skip(skipped);
            }
        }
        window.delivered(delivery.takeDeliveredBytes());
    }

    /** False when the chunk says nothing new, or nothing that may be believed now. */
    private boolean skipTo(long newCumulativeTsn) {
        if (newCumulativeTsn >= refusedFromTsn) {
            return false;
        }
        isSackDue = true;
        if (newCumulativeTsn <= tsns.cumulativeTsn()) {
            return false;
        }
        tsns.skipTo(newCumulativeTsn);
        return true;
    }

    /** All chunks of a packet have been received: RFC 9260 §6.2 counts packets, not chunks. */
    public void endOfPacket(long nowNanos) {
        if (!packetHasData) {
            return;
        }
        packetHasData = false;
        unackedPackets++;
        if (unackedPackets >= PACKETS_PER_SACK) {
            isSackDue = true;
        } else if (!sackTimer.isRunning()) {
            sackTimer.start(nowNanos, sackDelayNanos);
        }
    }

    /**
     * The owner has let go of delivered bytes.
     *
     * @param srttNanos the round trip as far as it is known, or 0
     */
    public void consumed(long nowNanos, long bytes, long srttNanos) {
        window.consumed(nowNanos, bytes, srttNanos);
        isSackDue |= window.isUpdateDue(delivery.heldBytes());
    }

    /** The peer must get a SACK at once whatever has come, as in the states of shutdown. */
    public void acknowledgeAtOnce() {
        isSackDue = true;
    }

    public void advanceTo(long nowNanos) {
        isSackDue |= sackTimer.expire(nowNanos);
    }

    // ---- SACK

    /** Whether a packet must leave for the SACK alone. */
    public boolean isSackDue() {
        return isSackDue;
    }

    /** Whether a packet that leaves anyway should carry a SACK. */
    public boolean isSackUseful() {
        return isSackDue || unackedPackets > 0;
    }

    /** What has arrived, in at most so many bytes. */
    public SackChunk takeSack(int bytesMax) {
        isSackDue = false;
        unackedPackets = 0;
        sackTimer.stop();
        List<Tsn> duplicates = tsns.takeDuplicates();
        int blocksMax = (bytesMax - SackChunk.BASE_BYTES) / SackChunk.ENTRY_BYTES - duplicates.size();
        return new SackChunk(
                cumulativeTsn(), window.advertise(delivery.heldBytes()), tsns.gapBlocks(blocksMax), duplicates);
    }

    public long nextTimeoutNanos() {
        return sackTimer.deadlineNanos();
    }

    // ---- stream reset

    public boolean hasReceivedAllUpTo(Tsn tsn) {
        return Unwrap.tsn(tsn, tsns.cumulativeTsn()) <= tsns.cumulativeTsn();
    }

    /** These incoming streams begin anew; an empty list means all that are in use. Returns which. */
    public List<StreamId> resetStreams(List<StreamId> streams) {
        List<StreamId> reset = reassembly.reset(streams);
        window.delivered(delivery.takeDeliveredBytes());
        return reset;
    }

    /** The peer may use so many streams from now on. */
    public void allowStreams(int streams) {
        inboundStreams = streams;
    }

    /** Data from this TSN on is left to its sender, who repeats it: it may have been sent after a reset that we have not heard of. */
    public void refuseFrom(Tsn next) {
        refusedFromTsn = Unwrap.tsn(next, tsns.cumulativeTsn());
    }

    public void refuseNothing() {
        refusedFromTsn = NONE_REFUSED;
    }

    /** The peer's next new TSN is this one, and all its streams begin anew (RFC 6525 §5.2.7). */
    public void beginAgainAt(Tsn next) {
        long expected = tsns.cumulativeTsn() + 1;
        skipAll(expected + Integer.toUnsignedLong(next.value() - (int) expected));
    }

    /** The peer begins again at TSNs that nothing of its old ones can be taken for (RFC 6525 §5.2.4 D1). */
    public void beginFarAhead() {
        skipAll(tsns.cumulativeTsn() + 1 + (1L << (Integer.SIZE - 1)));
    }

    private void skipAll(long nextTsn) {
        tsns.skipTo(nextTsn - 1);
        if (reassembly instanceof PlainReassembly plain) {
            plain.dropFragmentsTo(nextTsn - 1);
        }
        reassembly.reset(List.of());
        window.delivered(delivery.takeDeliveredBytes());
    }

    // ---- handover

    /** Whether data has come that was sent after data which has not. */
    public boolean hasGaps() {
        return tsns.hasGaps();
    }

    /** Whether parts of messages are held, or messages that wait for others. */
    public boolean holdsSomething() {
        return delivery.heldChunks() > 0;
    }

    /** Where another process can go on when nothing is missing or held. */
    public AssociationHandover.Incoming handOver() {
        return new AssociationHandover.Incoming(
                cumulativeTsn().next().unsignedValue(),
                window.unconsumedBytes(),
                window.bufferBytes(),
                window.allowedBytes(),
                isSackUseful(),
                reassembly.handOver());
    }

    /** The TSN, and what is to be consumed, were taken over at the start. */
    public void takeOver(AssociationHandover.Incoming incoming) {
        window.takeOver(incoming);
        reassembly.takeOver(incoming.streams());
        isSackDue = incoming.isAcknowledgementDue();
    }

    // ---- queries

    public Tsn cumulativeTsn() {
        return Unwrap.wrapTsn(tsns.cumulativeTsn());
    }

    public long unconsumedBytes() {
        return window.unconsumedBytes();
    }

    /** User data in reassembly, and delivered but not consumed. */
    public long heldBytes() {
        return window.unconsumedBytes() + delivery.heldBytes();
    }

    /** What a SACK would say now. */
    public long windowBytes() {
        return window.openBytes(delivery.heldBytes());
    }

    public int streamCount() {
        return reassembly.streamCount();
    }
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.tx.OutstandingData.AbandonPolicy;
import java.util.List;

/**
 * Decides what DATA goes into the next packet: first what is lost, then new fragments, cut as late as possible, as far as the windows
 * allow (RFC 9260 §6.1). What is lost is decided by {@link LossRecovery}.
 */
public final class DataSender {
    /** A receiver can account for TSNs so far ahead of its cumulative one: 16 bits of a gap block (RFC 9260 §3.3.4). */
    public static final int REACH = 0xFFFF;

    private final SendQueue queue;
    private final Path path;
    private final OutstandingData outstanding;
    private final ForwardTsn forwardTsn;
    private CongestionControl congestion;
    private final PeerWindow peerWindow;
    private final LossRecovery recovery;
    private final Pacer pacer = new Pacer();
    private final boolean peerSkips;
    private final Framing framing;
    private final Fragmentation fragmentation;
    private final ImmediateSacks immediateSacks;

    /** What the congestion control was told that a packet holds. */
    private int packetBytes;

    private long lastSentAtNanos = Timer.NEVER;
    /** The packet being filled is a probe, which cwnd does not hold back. */
    private boolean isProbePacket;

    public DataSender(CongestionControl congestion, SendQueue queue, Path path, Tsn initialTsn, PeerLimits peer) {
        this.queue = queue;
        this.path = path;
        this.outstanding = new OutstandingData(Unwrap.initialTsn(initialTsn), new Abandonment());
        this.framing = peer.framing();
        this.forwardTsn = new ForwardTsn(outstanding, framing);
        this.packetBytes = path.packetSize().chunkBytesMax();
        this.congestion = congestion;
        this.peerWindow = new PeerWindow(peer.windowBytes());
        this.fragmentation = new Fragmentation(path.packetSize(), framing);
        this.immediateSacks = new ImmediateSacks(path.packetSize(), peerWindow);
        this.recovery = new LossRecovery(congestion, outstanding, path, peerWindow);
        this.peerSkips = peer.partialReliability();
        queue.begin(framing, peer.windowBytes(), peerSkips ? this::abandonBegun : null);
    }

    /** RFC 3758 needs a peer that can skip; without it, a message of which something was sent stays reliable. */
    private final class Abandonment implements AbandonPolicy {
        @Override
        public boolean isGivenUp(SentChunk lost) {
            return peerSkips && lost.message().isExhausted(lost.transmissions());
        }

        @Override
        public boolean giveUpRest(QueuedMessage message) {
            if (message.remainingBytes() == 0) {
                queue.gaveUpSent(message);
                return false;
            }
            queue.abandonRest(message);
            return true;
        }
    }

    /** A message of which a part was sent gives way to a more important one. */
    private void abandonBegun(QueuedMessage message) {
        outstanding.abandon(message);
        forwardTsn.update();
    }

    // ---- sending

    /** Whether it makes sense to {@link #fill} a packet. */
    public boolean hasPending() {
        return outstanding.hasLost() || forwardTsn.isDue() || queue.bufferedBytes() > 0 || recovery.isProbeDue();
    }

    /** Adds what may be sent now and fits. */
    public void fill(long nowNanos, PacketWriter packet) {
        if (forwardTsn.isDue() && packet.remaining() >= ForwardTsn.BYTES_MIN) {
            packet.tryAdd(forwardTsn.take(nowNanos, packet.remaining()));
        }
        followPacketSize();
        if (recovery.isProbeDue() || pacer.allows(nowNanos, congestion.pacingBytesPerSecond())) {
            if (pacer.takeFallenBehind()) {
                recovery.onApplicationLimited();
            }
            addData(nowNanos, packet);
        }
        forwardTsn.update();
        recovery.keepT3Running(nowNanos);
    }

    private void followPacketSize() {
        int current = path.packetSize().chunkBytesMax();
        if (current != packetBytes) {
            packetBytes = current;
            congestion.onPacketBytesChanged(current);
        }
    }

    private void addData(long nowNanos, PacketWriter packet) {
        long flightBefore = outstanding.flightBytes();
        int roomBefore = packet.remaining();
        addLostThenNew(nowNanos, packet);
        if (recovery.isProbeDue()) {
            addProbe(nowNanos, packet, roomBefore);
        }
        int sentBytes = roomBefore - packet.remaining();
        if (sentBytes > 0) {
            pacer.onSent(nowNanos, sentBytes, congestion.pacingBytesPerSecond());
            recovery.onPacketSent(nowNanos, sentBytes, flightBefore);
        }
        if (queue.bufferedBytes() == 0 && !outstanding.hasLost()) {
            recovery.onApplicationLimited();
        }
    }

    /** What the next chunk to be sent again needs in a packet; 0 when nothing is lost. */
    public int nextRetransmissionBytes() {
        SentChunk lost = outstanding.firstLost();
        return lost == null ? 0 : lost.wireBytes();
    }

    /** RFC 9260 §6.1 C: what is lost goes before what is new. */
    private void addLostThenNew(long nowNanos, PacketWriter packet) {
        addRetransmissions(nowNanos, packet);
        if (!outstanding.hasLost()) {
            addNewData(nowNanos, packet);
        }
    }

    /**
     * RFC 8985 §7.3: new data if the peer has room, which tells as much as a repetition and is not sent in vain; if something is lost that
     * the congestion window has held back, that.
     */
    private void addProbe(long nowNanos, PacketWriter packet, int roomBefore) {
        if (packet.remaining() == roomBefore) {
            isProbePacket = true;
            addLostThenNew(nowNanos, packet);
            isProbePacket = false;
        }
        if (packet.remaining() < roomBefore) {
            recovery.onProbeSent(nowNanos, OutstandingData.NO_TSN);
            return;
        }
        long lowest = outstanding.lowestToProbeWith(nowNanos, packet.remaining());
        if (lowest == OutstandingData.NO_TSN) {
            recovery.onNothingToProbeWith();
            return;
        }
        for (long tsn = lowest; tsn < outstanding.nextTsn(); tsn++) {
            SentChunk chunk = outstanding.get(tsn);
            if (chunk == null || !chunk.mayBeProbedWith(nowNanos) || chunk.wireBytes() > packet.remaining()) {
                break;
            }
            recovery.onProbeChunk(nowNanos, chunk);
            chunk.addTo(packet, UserDataChunk.IMMEDIATE);
            path.traffic().dataChunksOut++;
        }
        lastSentAtNanos = nowNanos;
        recovery.onProbeSent(nowNanos, lowest);
    }

    private void addRetransmissions(long nowNanos, PacketWriter packet) {
        boolean isFastRetransmit = recovery.isFastRetransmitDue();
        SentChunk chunk;
        while ((chunk = outstanding.firstLost()) != null) {
            if (peerSkips && chunk.message().isExpired(nowNanos)) {
                outstanding.abandon(chunk.message());
                continue;
            }
            if (chunk.wireBytes() > packet.remaining()
                    || !(isFastRetransmit || isCongestionAllowing(chunk.wireBytes()))) {
                break;
            }
            retransmit(nowNanos, chunk, packet);
        }
    }

    private void retransmit(long nowNanos, SentChunk chunk, PacketWriter packet) {
        recovery.onRetransmission(nowNanos, chunk);
        boolean isImmediate = recovery.isAfterTimeout() || immediateSacks.areNeeded(congestion.cwndBytes());
        chunk.addTo(packet, isImmediate ? UserDataChunk.IMMEDIATE : 0);
        lastSentAtNanos = nowNanos;
        path.traffic().dataChunksOut++;
    }

    private void addNewData(long nowNanos, PacketWriter packet) {
        queue.beginPacket();
        QueuedMessage message;
        while ((message = queue.next(nowNanos, fragmentation.chunkPayloadMax())) != null) {
            if (peerSkips && message.isStarted() && message.isExpired(nowNanos)) {
                outstanding.abandon(message);
                continue;
            }
            decayIdleWindow(nowNanos);
            int bytes = fragmentation.fragmentBytes(message, packet.remaining());
            if (bytes == 0 || !windowsAllow(bytes)) {
                return;
            }
            send(nowNanos, message, bytes, packet);
        }
    }

    private boolean windowsAllow(int payloadBytes) {
        if (outstanding.count() >= OutstandingData.CHUNKS_MAX
                || !isCongestionAllowing(framing.wireBytes(payloadBytes))) {
            return false;
        }
        // RFC 9260 §6.1 A: one chunk may always be in flight, so that a lost window update is found out. Fragments are
        // not made smaller to fit the peer's window, which avoids silly ones.
        return outstanding.flightBytes() == 0 || payloadBytes <= peerRwndBytes();
    }

    private boolean isCongestionAllowing(int wireBytes) {
        return isProbePacket || recovery.windowAllows(wireBytes);
    }

    private void send(long nowNanos, QueuedMessage message, int bytes, PacketWriter packet) {
        if (bytes > peerRwndBytes()) {
            peerWindow.beginProbe();
        }
        queue.cut(message, bytes);
        SentChunk chunk = new SentChunk(outstanding.nextTsn(), message, bytes);
        boolean isImmediate = isProbePacket
                || immediateSacks.areNeeded(congestion.cwndBytes())
                || immediateSacks.isTail(nowNanos, queue.bufferedBytes());
        recovery.onNewChunk(nowNanos, chunk, isImmediate);
        chunk.addTo(packet, isImmediate ? UserDataChunk.IMMEDIATE : 0);
        lastSentAtNanos = nowNanos;
        path.traffic().dataChunksOut++;
    }

    private void decayIdleWindow(long nowNanos) {
        long rto = path.rto().rtoNanos();
        if (outstanding.isEmpty() && nowNanos - rto > lastSentAtNanos) {
            congestion.onIdle(nowNanos, (nowNanos - lastSentAtNanos) / rto);
            lastSentAtNanos = nowNanos;
        }
    }

    // ---- acknowledgements

    /** RFC 9260 §6.2.1. SACKs that are older than the last one, or speak of what was never sent, change nothing. */
    public void receiveSack(long nowNanos, SackChunk sack) {
        long cumulativeAck = Unwrap.tsn(sack.cumulativeTsnAck(), outstanding.cumulativeTsn());
        if (cumulativeAck < outstanding.cumulativeTsn() || !outstanding.isPlausible(sack, cumulativeAck)) {
            return;
        }
        recovery.receiveSack(nowNanos, sack, cumulativeAck);
        queue.acknowledged(outstanding.cumulativeTsn());
        peerWindow.advertise(sack.advertisedReceiverWindow(), path);
        forwardTsn.update();
        forwardTsn.repeatAfter(nowNanos, path.rto().srttNanos());
    }

    /** A SHUTDOWN chunk acknowledges, too, but says nothing about the window. */
    public void receiveCumulativeAck(long nowNanos, Tsn cumulativeTsnAck) {
        receiveSack(nowNanos, new SackChunk(cumulativeTsnAck, peerWindow.advertisedBytes(), List.of(), List.of()));
    }

    // ---- time

    /** Timers of loss recovery and pacing. */
    public void advanceTo(long nowNanos) {
        pacer.advanceTo(nowNanos);
        if (recovery.advanceTo(nowNanos)) {
            queue.expire(nowNanos);
            forwardTsn.repeat();
        }
        forwardTsn.update();
    }

    public long nextTimeoutNanos() {
        return Math.min(recovery.nextTimeoutNanos(), pacer.nextTimeoutNanos());
    }

    // ---- handover

    /** Where another process can go on once everything is acknowledged. */
    public AssociationHandover.Outgoing handOver(long peerBufferBytes) {
        return new AssociationHandover.Outgoing(
                lastAssignedTsn().next().unsignedValue(),
                peerBufferBytes,
                peerWindow.advertisedBytes(),
                queue.handOver());
    }

    /** The TSN was taken over as the initial one. */
    public void takeOver(AssociationHandover.Outgoing outgoing) {
        peerWindow.advertise(outgoing.peerWindowBytes(), path);
    }

    // ---- queries

    /** Whether everything is sent and acknowledged. */
    public boolean isDone() {
        return outstanding.isEmpty() && queue.bufferedBytes() == 0;
    }

    /** Whether everything that has a TSN is acknowledged or skipped. */
    public boolean isAllAcknowledged() {
        return outstanding.isEmpty();
    }

    /** From now on SACKs should not be delayed: the shutdown waits for the last one (RFC 9260 §6.1, I bit). */
    public void wantsImmediateSacks() {
        immediateSacks.shutdownBegins();
    }

    /** The peer has not taken the COOKIE ECHO nor the DATA that came with it (RFC 9260 §5.2.4 B, §5.2.6): both are sent again. */
    public void handshakeBeginsAgain(PeerLimits peer) {
        peerWindow.advertise(peer.windowBytes(), path);
        recovery.handshakeBeginsAgain();
        forwardTsn.update();
    }

    /** Packets take another path, of which nothing is known. */
    public void pathChanged(long nowNanos, CongestionControl fresh) {
        congestion = fresh;
        packetBytes = path.packetSize().chunkBytesMax();
        recovery.pathChanged(nowNanos, fresh);
    }

    /** Everything is acknowledged, and the peer expects this TSN next (RFC 6525 §5.2.7). */
    public void beginAgainAt(Tsn next) {
        outstanding.beginAgainAt(next);
        recovery.tsnsBeginAgain();
        forwardTsn.update();
    }

    /**
     * Everything is acknowledged, and all streams begin anew: at a TSN that the peer cannot reckon with until it has heard of it, so that it
     * takes nothing from after the reset for something from before (RFC 6525 §5.2.4 G2).
     */
    public void beginBeyondReach() {
        beginAgainAt(lastAssignedTsn().plus(REACH + 1));
    }

    /** The peer is being asked to reset these streams after {@link #lastAssignedTsn}. */
    public void streamsAreReset(List<StreamId> streams) {
        forwardTsn.streamsAreReset(streams);
    }

    public Tsn lastAssignedTsn() {
        return Unwrap.wrapTsn(outstanding.nextTsn() - 1);
    }

    public long cwndBytes() {
        return congestion.cwndBytes();
    }

    public long ssthreshBytes() {
        return congestion.ssthreshBytes();
    }

    public long flightBytes() {
        return outstanding.flightBytes();
    }

    public long peerRwndBytes() {
        return peerWindow.availableBytes(outstanding.flightBytes());
    }

    /** How often a chunk has overtaken another on its way. */
    public long reorderings() {
        return recovery.reorderings();
    }

    /** Chunks that the peer has got twice because they were sent twice. */
    public long spuriousRetransmissions() {
        return recovery.duplicates();
    }

    public int outstandingChunks() {
        return outstanding.count();
    }
}

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import io.github.datachannel4j.sctp.tx.CongestionControl.Recovery;
import io.github.datachannel4j.sctp.tx.OutstandingData.AbandonPolicy;
import io.github.datachannel4j.sctp.tx.OutstandingData.Acknowledgement;
import java.util.List;

/**
 * Decides what DATA goes into the next packet: first what is lost, then new fragments, cut as late as possible, as far as the windows
 * allow (RFC 9260 §6.1). Owns T3-rtx, which runs exactly while something is outstanding, so that nothing can wait for ever.
 */
public final class DataSender {
    /** A smaller first piece of a large message only makes more chunks. */
    private static final int FRAGMENT_BYTES_MIN = 64;

    private static final long NO_TSN = -1;

    private final SendQueue queue;
    private final Path path;
    private final OutstandingData outstanding;
    private final ForwardTsn forwardTsn;
    private final CongestionControl congestion;
    private final DeliveryRate deliveryRate = new DeliveryRate();
    private final AcknowledgementSample sample = new AcknowledgementSample();
    private final Pacer pacer = new Pacer();
    private final Timer t3Rtx = new Timer();
    private final boolean peerSkips;
    private final Framing framing;

    private long peerWindowBytes;
    /** The TSN with which fast recovery ends (RFC 9260 §7.2.4), or {@link #NO_TSN} outside of it. */
    private long recoveryExitTsn = NO_TSN;
    /** The first packet of a fast retransmit leaves regardless of cwnd (§7.2.4 rule 3). */
    private boolean isFastRetransmitDue;
    /** The association is to end once everything is acknowledged. */
    private boolean isShuttingDown;
    /** The chunk in flight was sent though the peer's window is closed. */
    private boolean isProbing;

    /** What the congestion control was told that a packet holds. */
    private int packetBytes;

    private long measuredTsn = NO_TSN;
    private long measuredSentAtNanos;
    private long now;
    private long latestRttNanos;
    private long lastSentAtNanos = Timer.NEVER;

    public DataSender(CongestionControl congestion, SendQueue queue, Path path, Tsn initialTsn, PeerLimits peer) {
        this.queue = queue;
        this.path = path;
        this.outstanding = new OutstandingData(Unwrap.initialTsn(initialTsn), new Abandonment(), this::onDelivered);
        this.framing = peer.framing();
        this.forwardTsn = new ForwardTsn(outstanding, framing);
        this.packetBytes = path.packetSize().chunkBytesMax();
        this.congestion = congestion;
        this.peerWindowBytes = peer.windowBytes();
        this.peerSkips = peer.partialReliability();
        queue.begin(framing, peer.windowBytes());
    }

    /** RFC 3758 needs a peer that can skip; without it, a message of which something was sent stays reliable. */
    private final class Abandonment implements AbandonPolicy {
        @Override
        public boolean isGivenUp(SentChunk lost) {
            return peerSkips && lost.message().isExhausted(lost.transmissions());
        }

        @Override
        public boolean giveUpRest(QueuedMessage message) {
            // The measured chunk may be one of its fragments, and a skipped chunk measures nothing.
            measuredTsn = NO_TSN;
            if (message.remainingBytes() == 0) {
                queue.gaveUpSent(message);
                return false;
            }
            queue.abandonRest(message);
            return true;
        }
    }

    // ---- sending

    /** Whether it makes sense to {@link #fill} a packet. */
    public boolean hasPending() {
        return outstanding.hasLost() || forwardTsn.isDue() || queue.bufferedBytes() > 0;
    }

    /** Adds what may be sent now and fits. */
    public void fill(long nowNanos, PacketWriter packet) {
        if (forwardTsn.isDue() && packet.remaining() >= ForwardTsn.BYTES_MIN) {
            packet.tryAdd(forwardTsn.take(nowNanos, packet.remaining()));
        }
        followPacketSize();
        if (pacer.allows(nowNanos, congestion.pacingBytesPerSecond())) {
            addData(nowNanos, packet);
        }
        forwardTsn.update();
        if (!outstanding.isEmpty() && !t3Rtx.isRunning()) {
            t3Rtx.start(nowNanos, path.rto().rtoNanos());
        }
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
        addRetransmissions(nowNanos, packet);
        if (!outstanding.hasLost()) {
            addNewData(nowNanos, packet);
        }
        int sentBytes = roomBefore - packet.remaining();
        if (sentBytes > 0) {
            pacer.onSent(nowNanos, sentBytes, congestion.pacingBytesPerSecond());
            congestion.onSent(nowNanos, sentBytes, flightBefore);
        }
        if (queue.bufferedBytes() == 0 && !outstanding.hasLost()) {
            deliveryRate.onApplicationLimited(outstanding.flightBytes());
        }
    }

    /** What the next chunk to be sent again needs in a packet; 0 when nothing is lost. */
    public int nextRetransmissionBytes() {
        SentChunk lost = outstanding.firstLost();
        return lost == null ? 0 : lost.wireBytes();
    }

    private void addRetransmissions(long nowNanos, PacketWriter packet) {
        boolean isFastRetransmit = isFastRetransmitDue;
        SentChunk chunk;
        while ((chunk = outstanding.firstLost()) != null) {
            if (peerSkips && chunk.message().isExpired(nowNanos)) {
                outstanding.abandon(chunk.message());
                continue;
            }
            if (chunk.wireBytes() > packet.remaining() || !(isFastRetransmit || congestionAllows(chunk.wireBytes()))) {
                break;
            }
            retransmit(nowNanos, chunk, packet);
            isFastRetransmitDue = false;
        }
    }

    private void retransmit(long nowNanos, SentChunk chunk, PacketWriter packet) {
        deliveryRate.onSent(nowNanos, chunk, outstanding.flightBytes());
        outstanding.sentAgain(chunk);
        packet.add(chunk.toChunk(immediateFlag()));
        if (chunk.tsn() == measuredTsn) {
            measuredTsn = NO_TSN;
        }
        if (chunk.tsn() == outstanding.cumulativeTsn() + 1) {
            // RFC 9260 §7.2.4 rule 4: the lowest TSN gets a whole time-out for its new transmission.
            t3Rtx.start(nowNanos, path.rto().rtoNanos());
        }
        lastSentAtNanos = nowNanos;
        path.traffic().dataChunksOut++;
        path.traffic().retransmissions++;
        if (isFastRecovery()) {
            path.traffic().fastRetransmissions++;
        }
    }

    private void addNewData(long nowNanos, PacketWriter packet) {
        queue.beginPacket();
        QueuedMessage message;
        while ((message = queue.next(nowNanos, chunkPayloadMax())) != null) {
            if (peerSkips && message.isStarted() && message.isExpired(nowNanos)) {
                outstanding.abandon(message);
                continue;
            }
            decayIdleWindow(nowNanos);
            int bytes = fragmentBytes(message, packet.remaining() - framing.overheadBytes());
            if (bytes == 0 || !windowsAllow(bytes)) {
                return;
            }
            send(nowNanos, message, bytes, packet);
        }
    }

    /** How much of the message goes into the room that a packet has left; 0 for nothing. */
    private int fragmentBytes(QueuedMessage message, int roomBytes) {
        int remaining = message.remainingBytes();
        int cutBytesMax = path.packetSize().cutBytesMax() - framing.overheadBytes();
        int bytesMax = Math.min(roomBytes, cutBytesMax);
        if (remaining <= bytesMax) {
            return remaining;
        }
        boolean fitsNextPacket = !message.isStarted() && remaining <= cutBytesMax;
        return fitsNextPacket || roomBytes < FRAGMENT_BYTES_MIN ? 0 : bytesMax;
    }

    /** User data in the only chunk of a full packet. */
    private int chunkPayloadMax() {
        return path.packetSize().chunkBytesMax() - framing.overheadBytes();
    }

    private boolean windowsAllow(int payloadBytes) {
        if (outstanding.count() >= OutstandingData.CHUNKS_MAX || !congestionAllows(framing.wireBytes(payloadBytes))) {
            return false;
        }
        // RFC 9260 §6.1 A: one chunk may always be in flight, so that a lost window update is found out. Fragments are
        // not made smaller to fit the peer's window, which avoids silly ones.
        return outstanding.flightBytes() == 0 || payloadBytes <= availablePeerWindow();
    }

    private boolean congestionAllows(int wireBytes) {
        long flight = outstanding.flightBytes();
        return flight == 0 || flight + wireBytes <= congestion.cwndBytes();
    }

    private long availablePeerWindow() {
        return Math.max(0, peerWindowBytes - outstanding.flightBytes());
    }

    private void send(long nowNanos, QueuedMessage message, int bytes, PacketWriter packet) {
        if (bytes > availablePeerWindow()) {
            isProbing = true;
        }
        int flags = message.isOrdered() ? 0 : UserDataChunk.UNORDERED;
        flags |= message.isStarted() ? 0 : UserDataChunk.BEGINNING;
        flags |= bytes == message.remainingBytes() ? UserDataChunk.ENDING : 0;
        SentChunk chunk = new SentChunk(outstanding.nextTsn(), message, flags, queue.cut(message, bytes));
        deliveryRate.onSent(nowNanos, chunk, outstanding.flightBytes());
        outstanding.add(chunk);
        packet.add(chunk.toChunk(immediateFlag()));
        if (measuredTsn == NO_TSN) {
            measuredTsn = chunk.tsn();
            measuredSentAtNanos = nowNanos;
        }
        lastSentAtNanos = nowNanos;
        path.traffic().dataChunksOut++;
    }

    /** With so small a window the next packet waits for this one's SACK, which the peer should not delay (RFC 9260 §6.2, I bit). */
    private int immediateFlag() {
        return isShuttingDown
                        || isProbing
                        || congestion.cwndBytes() <= 2L * path.packetSize().chunkBytesMax()
                ? UserDataChunk.IMMEDIATE
                : 0;
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
        long flightBefore = outstanding.flightBytes();
        Recovery recovery = isFastRecovery() ? Recovery.FAST_RECOVERY : Recovery.NONE;
        beginSample(nowNanos);
        Acknowledgement ack = outstanding.acknowledge(sack, cumulativeAck, recovery);
        queue.acknowledged(outstanding.cumulativeTsn());
        updatePeerWindow(sack.advertisedReceiverWindow());
        measureRoundTrip(nowNanos);
        if (ack.ackedBytes() > 0) {
            path.errors().clear();
        }
        if (ack.ackedBytes() > 0 || ack.lostBytes() > 0) {
            sample.at(nowNanos, flightBefore, recovery)
                    .cumulativeAdvanced(ack.isCumulativeAdvanced())
                    .flight(ack.ackedBytes(), ack.lostBytes(), outstanding.flightBytes());
            congestion.onAcknowledged(endSample());
        }
        if (ack.isCumulativeAdvanced()) {
            t3Rtx.start(nowNanos, path.rto().rtoNanos());
        }
        if (recoveryExitTsn != NO_TSN && cumulativeAck >= recoveryExitTsn) {
            recoveryExitTsn = NO_TSN;
            congestion.onRecoveryEnded(nowNanos);
        }
        if (ack.newlyLost() > 0) {
            beginFastRetransmit(ack.lostBytes());
        }
        if (outstanding.isEmpty()) {
            t3Rtx.stop();
        }
        forwardTsn.update();
        forwardTsn.repeatAfter(nowNanos, path.rto().srttNanos());
    }

    private void beginSample(long nowNanos) {
        now = nowNanos;
        latestRttNanos = AcknowledgementSample.NO_RTT;
        deliveryRate.beginSample();
    }

    private void onDelivered(SentChunk chunk) {
        deliveryRate.onDelivered(now, chunk);
        if (chunk.transmissions() == 1) {
            latestRttNanos = now - chunk.sentAtNanos();
        }
    }

    private AcknowledgementSample endSample() {
        RetransmissionTimeout rto = path.rto();
        deliveryRate.endSample(rto.minRttNanos());
        return sample.roundTrip(latestRttNanos, rto.minRttNanos(), rto.srttNanos())
                .delivery(deliveryRate);
    }

    /** A SHUTDOWN chunk acknowledges, too, but says nothing about the window. */
    public void receiveCumulativeAck(long nowNanos, Tsn cumulativeTsnAck) {
        receiveSack(nowNanos, new SackChunk(cumulativeTsnAck, peerWindowBytes, List.of(), List.of()));
    }

    private void updatePeerWindow(long advertisedBytes) {
        peerWindowBytes = advertisedBytes;
        if (advertisedBytes >= path.packetSize().chunkBytesMax()) {
            isProbing = false;
        } else if (isProbing) {
            // RFC 9260 §6.1: a peer that answers probes is alive, however long it keeps its window closed.
            path.errors().clear();
        }
    }

    private void measureRoundTrip(long nowNanos) {
        if (measuredTsn == NO_TSN) {
            return;
        }
        SentChunk chunk = outstanding.get(measuredTsn);
        if (chunk == null || chunk.life() == SentChunk.Life.GAP_ACKED) {
            path.rto().observe(nowNanos - measuredSentAtNanos);
            measuredTsn = NO_TSN;
        }
    }

    private void beginFastRetransmit(long lostBytes) {
        isFastRetransmitDue = outstanding.hasLost();
        if (!isFastRecovery()) {
            congestion.onLoss(now, lostBytes, outstanding.flightBytes() + lostBytes);
            recoveryExitTsn = outstanding.nextTsn() - 1;
        }
    }

    private boolean isFastRecovery() {
        return recoveryExitTsn != NO_TSN;
    }

    // ---- time

    /** RFC 9260 §6.3.3: T3-rtx. */
    public void advanceTo(long nowNanos) {
        pacer.advanceTo(nowNanos);
        if (!t3Rtx.expire(nowNanos)) {
            return;
        }
        path.traffic().t3Expirations++;
        path.errors().increment();
        path.rto().backOff();
        if (outstanding.flightBytes() > 0 && !isProbing) {
            congestion.onRetransmissionTimeout(nowNanos, outstanding.flightBytes());
        }
        outstanding.loseAll();
        recoveryExitTsn = NO_TSN;
        isFastRetransmitDue = false;
        measuredTsn = NO_TSN;
        queue.expire(nowNanos);
        forwardTsn.update();
        forwardTsn.repeat();
        t3Rtx.start(nowNanos, path.rto().rtoNanos());
    }

    public long nextTimeoutNanos() {
        return Math.min(t3Rtx.deadlineNanos(), pacer.nextTimeoutNanos());
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
        isShuttingDown = true;
    }

    /** The peer has not taken the COOKIE ECHO nor the DATA that came with it (RFC 9260 §5.2.4 B, §5.2.6): both are sent again. */
    public void handshakeBeginsAgain(PeerLimits peer) {
        peerWindowBytes = peer.windowBytes();
        outstanding.loseAll();
        measuredTsn = NO_TSN;
        forwardTsn.update();
        t3Rtx.stop();
    }

    /** Everything is acknowledged, and the peer expects this TSN next (RFC 6525 §5.2.7). */
    public void beginAgainAt(Tsn next) {
        outstanding.beginAgainAt(next);
        forwardTsn.update();
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
        return availablePeerWindow();
    }

    public int outstandingChunks() {
        return outstanding.count();
    }
}

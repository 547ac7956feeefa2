package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput.Transmit;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.association.mtu.PathMtuDiscovery;
import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.PadChunk;
import io.github.datachannel4j.sctp.tx.PacketSize;
import io.github.datachannel4j.sctp.tx.SendQueue;
import org.jspecify.annotations.Nullable;

/** Puts the next packet together from what waits: control chunks, then a SACK, then DATA (RFC 9260 §6.10). */
public final class PacketAssembler {
    /** A SACK that has less room waits for the next packet, where it can tell its duplicates and some gaps. */
    private static final int SACK_BYTES_MIN = 160;

    private final PacketSender packets;
    private final SendQueue queue;

    public PacketAssembler(PacketSender packets, SendQueue queue) {
        this.packets = packets;
        this.queue = queue;
    }

    /** The next packet, or null when nothing is to be sent now. */
    public @Nullable Transmit next(long nowNanos, State.WithPeer state) {
        TransmissionControlBlock tcb = state.tcb();
        if (state instanceof State.CookieEchoed && !tcb.control().isCookieEchoDue()) {
            // RFC 9260 §5.1 C: until the COOKIE ACK is back nothing else is sent.
            return null;
        }
        boolean sendsData = sendsData(state);
        if (!(state instanceof State.CookieEchoed)) {
            // The packet before may have taken the last data that a reset waited for.
            tcb.streamReset().progress(nowNanos);
            tcb.pathMtu().progress(nowNanos, sendsData ? queue.bufferedBytes() : 0);
            PathMtuDiscovery.ProbePacket probe = tcb.pathMtu().takeProbe(nowNanos);
            if (probe != null) {
                return packets.leave(nowNanos, finished(probePacket(probe, tcb), state));
            }
        }
        boolean hasData = sendsData && tcb.sender().hasPending();
        if (!hasData && tcb.control().isEmpty() && !tcb.receiver().isSackDue()) {
            return null;
        }
        PacketWriter packet = packets.begin(tcb.peerTag(), packetBytesMax(tcb));
        addControl(tcb.control(), packet);
        boolean leavesAnyway = hasData || !packet.isEmpty();
        boolean wantsSack =
                leavesAnyway ? tcb.receiver().isSackUseful() : tcb.receiver().isSackDue();
        if (wantsSack && packet.remaining() >= SACK_BYTES_MIN) {
            packet.tryAdd(tcb.receiver().takeSack(packet.remaining()));
        }
        if (hasData) {
            tcb.sender().fill(nowNanos, packet);
        }
        return packet.isEmpty() ? null : packets.leave(nowNanos, finished(packet, state));
    }

    /**
     * As large as the path allows. Only on a path that is narrower than the base, and only for what was cut for the base and cannot be
     * cut again, one that IP must fragment (RFC 9260 §6.9).
     */
    private static int packetBytesMax(TransmissionControlBlock tcb) {
        PacketSize size = tcb.path().packetSize();
        Chunk control = tcb.control().peek();
        int needed = Math.max(tcb.sender().nextRetransmissionBytes(), control == null ? 0 : control.paddedLength());
        return needed > size.chunkBytesMax()
                ? Math.max(size.packetBytesMax(), size.baseBytes())
                : size.packetBytesMax();
    }

    private PacketWriter probePacket(PathMtuDiscovery.ProbePacket probe, TransmissionControlBlock tcb) {
        PacketWriter packet = packets.begin(tcb.peerTag(), probe.bytes()).add(probe.heartbeat());
        return packet.add(PadChunk.filling(packet.remaining()));
    }

    /** RFC 9653 §5.2: what carries a COOKIE ECHO has its checksum. */
    private Bytes finished(PacketWriter packet, State.WithPeer state) {
        boolean isOmitted = packets.checksums().isOmitted(state.tcb().peerCapabilities());
        return isOmitted && !(state instanceof State.CookieEchoed) ? packet.finishWithZeroChecksum() : packet.finish();
    }

    private static boolean sendsData(State.WithPeer state) {
        return switch (state) {
            case State.Established s -> true;
            case State.ShutdownPending s -> true;
            case State.ShutdownReceived s -> true;
            // With the COOKIE ECHO only.
            case State.CookieEchoed s -> true;
            case State.ShutdownSent s -> false;
            case State.ShutdownAckSent s -> false;
        };
    }

    private static void addControl(ControlQueue control, PacketWriter packet) {
        Chunk chunk;
        while ((chunk = control.peek()) != null) {
            boolean isAdded = packet.tryAdd(chunk);
            if (!isAdded && !packet.isEmpty()) {
                return;
            }
            // One that does not fit into an empty packet never will: it echoes something larger than we may send.
            control.removeFirst();
        }
    }
}

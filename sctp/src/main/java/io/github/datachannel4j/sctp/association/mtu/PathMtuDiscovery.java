package io.github.datachannel4j.sctp.association.mtu;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.PathMtuOptions;
import io.github.datachannel4j.sctp.association.mtu.Phase.Base;
import io.github.datachannel4j.sctp.association.mtu.Phase.Error;
import io.github.datachannel4j.sctp.association.mtu.Phase.Search;
import io.github.datachannel4j.sctp.association.mtu.Phase.SearchComplete;
import io.github.datachannel4j.sctp.core.Nanos;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.tx.PacketSize;
import io.github.datachannel4j.sctp.tx.Path;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the largest packet that reaches the peer, and notices when it no longer does (RFC 8899).
 *
 * <p>A probe is a HEARTBEAT made long by a PAD chunk (§6.2.1.1). It is no user data, so that its loss costs nothing and says nothing
 * about congestion. A peer that does not know PAD skips it and answers all the same.
 */
public final class PathMtuDiscovery {
    private static final int INFO_BYTES = 16;

    /** Whoever has less to send than these many full packets gains nothing from larger ones. */
    private static final int BULK_PACKETS = 8;

    /** T3-rtx time-outs in a row after which larger packets are suspected, whatever their probes said: about a second. */
    private static final int TIMEOUTS_MAX = 2;

    /** Losses let a larger size be confirmed at most this often. Three probes without an answer follow each other in 3 s. */
    private static final long CONFIRMATION_INTERVAL_NANOS = 2 * Nanos.PER_SECOND;

    /**
     * How soon there is a search after one that found nothing, and after a black hole; then twice as late each time, so that a bad line
     * is not searched for ever.
     */
    private static final long RAISE_NANOS_MIN = 10 * Nanos.PER_SECOND;

    private final PathMtuOptions options;
    private final Path path;
    private final PacketSize size;
    private final RandomGenerator random;
    private final ProbeSizes sizes;
    /** §8: runs for a round trip after each probe that is not answered sooner, since nothing else holds the next one back. */
    private final Timer pause = new Timer();

    private Phase phase;
    private long raiseNanos = RAISE_NANOS_MIN;
    private long sizeBeforeSearch;
    private long retransmissionsSeen;
    /** T3-rtx time-outs before the size in use was last seen to work. */
    private long timeoutsSeen;

    private long confirmFromNanos;
    private long probesSent;
    private long probesLost;
    private long blackHoles;

    public PathMtuDiscovery(PathMtuOptions options, Path path, RandomGenerator random) {
        this.options = options;
        this.path = path;
        this.size = path.packetSize();
        this.random = random;
        this.sizes = new ProbeSizes(options.maxBytes());
        this.phase = new SearchComplete(options.isDiscovering() ? Long.MIN_VALUE : Timer.NEVER, null);
        this.sizeBeforeSearch = size.packetBytesMax();
    }

    // ---- what is noticed

    /** Before a packet is put together: reacts to losses, and looks for more when so much waits that a larger packet would be of use. */
    public void progress(long nowNanos, long queuedBytes) {
        if (size.packetBytesMax() > size.baseBytes()) {
            watchLosses(nowNanos);
        }
        retransmissionsSeen = path.traffic().retransmissions;
        if (phase instanceof SearchComplete complete
                && complete.probe() == null
                && complete.raiseAtNanos() <= nowNanos
                && queuedBytes >= (long) BULK_PACKETS * size.packetBytesMax()) {
            sizeBeforeSearch = size.packetBytesMax();
            search(nowNanos, Integer.MAX_VALUE);
        }
    }

    private void watchLosses(long nowNanos) {
        if (path.errors().count() >= TIMEOUTS_MAX) {
            fallBack();
        } else if (path.traffic().retransmissions > retransmissionsSeen && nowNanos >= confirmFromNanos) {
            confirmFromNanos = nowNanos + CONFIRMATION_INTERVAL_NANOS;
            confirm(nowNanos);
        }
    }

    private void confirm(long nowNanos) {
        if (phase instanceof SearchComplete complete && complete.probe() == null) {
            phase = new SearchComplete(complete.raiseAtNanos(), probe(size.packetBytesMax()));
        } else if (phase instanceof Search) {
            // What is in use comes first; the search goes on later.
            phase = new SearchComplete(nowNanos + RAISE_NANOS_MIN, probe(size.packetBytesMax()));
        }
    }

    /** §4.3: a black hole. The base is known to work nearly everywhere; from there the search begins anew. */
    private void fallBack() {
        blackHoles++;
        size.change(size.baseBytes());
        phase = new Base(probe(size.baseBytes()));
    }

    /** The packets take another way from now on, about which nothing is known. */
    public void pathChanged() {
        if (options.isDiscovering()) {
            size.change(size.baseBytes());
            raiseNanos = RAISE_NANOS_MIN;
            timeoutsSeen = path.traffic().t3Expirations;
            phase = new SearchComplete(Long.MIN_VALUE, null);
        }
    }

    /** Another process has found this size. Where the way is another one now, the probe will tell. */
    public void takeOver(AssociationHandover.Path found) {
        int bytes = Math.min(found.packetBytesMax(), options.maxBytes());
        if (bytes > size.baseBytes()) {
            size.change(bytes);
            sizeBeforeSearch = bytes;
            phase = new SearchComplete(Long.MIN_VALUE, probe(bytes));
        } else if (bytes < size.baseBytes()) {
            size.change(bytes);
            phase = new Error(probe(size.baseBytes()));
        }
    }

    // ---- probes

    /** The probe to send now, or null. Its packet is to be filled up with a PAD chunk. */
    public @Nullable ProbePacket takeProbe(long nowNanos) {
        Probe probe = phase.probe();
        if (probe == null || !probe.isDue() || pause.isRunning()) {
            return null;
        }
        probesSent++;
        if (path.rto().srttNanos() > 0) {
            pause.start(nowNanos, path.rto().srttNanos());
        }
        // Not the RTO, which time-outs of data have doubled when it matters.
        probe.sent(
                nowNanos, Math.max(options.probeTimeoutNanos(), 2 * path.rto().srttNanos()));
        return new ProbePacket(probe.bytes(), new HeartbeatChunk(probe.info()));
    }

    /**
     * What a probe consists of.
     *
     * @param bytes how long the packet must be, common header included
     * @param heartbeat its first chunk
     */
    public record ProbePacket(int bytes, HeartbeatChunk heartbeat) {}

    private Probe probe(int bytes) {
        ByteBuffer info = ByteBuffer.allocate(INFO_BYTES);
        info.putLong(bytes).putLong(random.nextLong());
        return new Probe(bytes, Bytes.wrap(info.array()));
    }

    /** An answer to a HEARTBEAT came; whether it is for the probe that is under way. */
    public boolean receiveAck(long nowNanos, HeartbeatAckChunk ack) {
        Probe probe = phase.probe();
        if (probe == null || !ack.info().equals(probe.info())) {
            return false;
        }
        pause.stop();
        // RFC 9260 §8.3: the answer to a HEARTBEAT is a sign of life.
        path.errors().clear();
        timeoutsSeen = path.traffic().t3Expirations;
        switch (phase) {
            case Base base
            when probe.bytes() < size.baseBytes() -> {
                size.change(probe.bytes());
                phase = new Error(probe(size.baseBytes()));
            }
            case Base base -> phase = complete(nowNanos);
            case Error error -> {
                size.change(probe.bytes());
                phase = complete(nowNanos);
            }
            case Search search -> {
                size.change(probe.bytes());
                search(nowNanos, search.tooLargeBytes());
            }
            case SearchComplete complete -> phase = new SearchComplete(complete.raiseAtNanos(), null);
        }
        return true;
    }

    private void search(long nowNanos, int tooLargeBytes) {
        int next = sizes.next(size.packetBytesMax(), tooLargeBytes);
        phase = next == 0 ? complete(nowNanos) : new Search(probe(next), tooLargeBytes);
    }

    private Phase complete(long nowNanos) {
        boolean isFruitless = size.packetBytesMax() <= sizeBeforeSearch;
        long waitNanos = raiseNanos;
        raiseNanos = isFruitless ? Math.min(2 * raiseNanos, options.raiseIntervalNanos()) : raiseNanos;
        sizeBeforeSearch = size.packetBytesMax();
        boolean isLargest = size.packetBytesMax() >= options.maxBytes();
        return new SearchComplete(isLargest ? Timer.NEVER : nowNanos + waitNanos, null);
    }

    // ---- time

    /** A probe may be lost. */
    public void advanceTo(long nowNanos) {
        pause.expire(nowNanos);
        Probe probe = phase.probe();
        if (probe == null || !probe.isLost(nowNanos)) {
            return;
        }
        probesLost++;
        // Data that times out is evidence enough; being wrong costs a round trip or two.
        boolean hasTimedOut = phase instanceof SearchComplete && path.traffic().t3Expirations > timeoutsSeen;
        if (!probe.hasFailed() && !hasTimedOut) {
            return;
        }
        switch (phase) {
            case Base base when probe.bytes() < size.baseBytes() -> phase = complete(nowNanos);
            case Base base -> phase = new Base(probe(PathMtuOptions.MIN_BYTES));
            case Error error -> phase = new Error(probe(size.baseBytes()));
            case Search search -> search(nowNanos, probe.bytes());
            case SearchComplete complete -> fallBack();
        }
    }

    public long nextTimeoutNanos() {
        Probe probe = phase.probe();
        if (probe == null) {
            return Timer.NEVER;
        }
        return probe.isDue() ? pause.deadlineNanos() : probe.deadlineNanos();
    }

    // ---- figures

    /** The size in use with what lies below, i.e. the packet that the path carries. */
    public int pathMtuBytes() {
        return size.packetBytesMax() + options.lowerLayerBytes();
    }

    public long probesSent() {
        return probesSent;
    }

    public long probesLost() {
        return probesLost;
    }

    public long blackHoles() {
        return blackHoles;
    }
}

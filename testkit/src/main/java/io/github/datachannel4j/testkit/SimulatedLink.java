package io.github.datachannel4j.testkit;

import io.github.datachannel4j.testkit.ScriptedFault.Delay;
import io.github.datachannel4j.testkit.ScriptedFault.Drop;
import io.github.datachannel4j.testkit.ScriptedFault.Duplicate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a network: takes packets, and gives to its receiver those that survive, when they would arrive.
 *
 * <p>A packet passes, in this order: the faults that the test has scripted, the MTU, outages, the queue, loss, damage, delay, reordering,
 * duplication. All chance comes from one seed.
 */
public final class SimulatedLink {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final VirtualTime time;
    private final SplittableRandom random;
    private final List<Outage> outages = new ArrayList<>();
    private final List<Script> scripts = new ArrayList<>();
    private final LinkCounters counters = new LinkCounters();
    private LinkConditions conditions;
    private Consumer<byte[]> receiver = packet -> {};
    private Consumer<byte[]> tap = packet -> {};
    private boolean inBurst;
    private long queueEmptyAtNanos;
    private long lastArrivalNanos;

    private record Script(Predicate<byte[]> matches, ScriptedFault fault) {}

    public SimulatedLink(VirtualTime time, LinkConditions conditions, long seed) {
        this.time = time;
        this.conditions = conditions;
        this.random = new SplittableRandom(seed);
    }

    /** Sets who gets the packets that arrive; each gets an array of its own. */
    public void onArrival(Consumer<byte[]> newReceiver) {
        receiver = newReceiver;
    }

    /** Sets who sees every packet that is sent, before its fate is known. It must not write to the packet. */
    public void onSent(Consumer<byte[]> newTap) {
        tap = newTap;
    }

    /** Takes a packet; the array may be used again by the caller. */
    public void send(byte[] packet) {
        counters.sent++;
        tap.accept(packet);
        ScriptedFault fault = takeScriptedFault(packet);
        if (fault instanceof Drop) {
            counters.scripted++;
            return;
        }
        if (isLost(packet.length)) {
            return;
        }
        byte[] arriving = packet.clone();
        if (happens(conditions.corruptRate())) {
            counters.corrupted++;
            arriving[random.nextInt(arriving.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        deliver(arriving, fault);
    }

    private boolean isLost(int bytes) {
        if (bytes > conditions.mtuBytes()) {
            counters.tooLong++;
            return true;
        }
        if (isOut()) {
            counters.blackedOut++;
            return true;
        }
        if (!joinQueue(bytes)) {
            counters.overflowed++;
            return true;
        }
        // Both are asked in any case: the state of the burst must move with every packet.
        boolean lostInBurst = isLostInBurst();
        if (happens(conditions.lossRate()) || lostInBurst) {
            counters.lost++;
            return true;
        }
        return false;
    }

    private boolean isOut() {
        for (Outage outage : outages) {
            if (outage.covers(time.nowNanos())) {
                return true;
            }
        }
        return false;
    }

    private boolean joinQueue(int bytes) {
        long now = time.nowNanos();
        if (conditions.bitsPerSecond() == LinkConditions.UNLIMITED) {
            queueEmptyAtNanos = now;
            return true;
        }
        long emptyAt = Math.max(now, queueEmptyAtNanos);
        if (bytesSentIn(emptyAt - now) + bytes > conditions.queueBytesMax()) {
            return false;
        }
        queueEmptyAtNanos = emptyAt + nanosToSend(bytes);
        return true;
    }

    private long bytesSentIn(long nanos) {
        return (long) ((double) nanos * conditions.bitsPerSecond() / Byte.SIZE / NANOS_PER_SECOND);
    }

    private long nanosToSend(int bytes) {
        return (long) bytes * Byte.SIZE * NANOS_PER_SECOND / conditions.bitsPerSecond();
    }

    private boolean isLostInBurst() {
        BurstLoss burst = conditions.burstLoss();
        if (burst.equals(BurstLoss.NONE)) {
            return false;
        }
        boolean changes = happens(inBurst ? burst.badToGood() : burst.goodToBad());
        inBurst ^= changes;
        return happens(inBurst ? burst.badLoss() : burst.goodLoss());
    }

    private void deliver(byte[] packet, @Nullable ScriptedFault fault) {
        long arrival = queueEmptyAtNanos + conditions.delayNanos() + upTo(conditions.jitterNanos());
        if (fault instanceof Delay delay) {
            counters.reordered++;
            arriveAt(arrival + delay.nanos(), packet);
        } else if (happens(conditions.reorderRate())) {
            counters.reordered++;
            arriveAt(arrival + upTo(conditions.reorderNanos()), packet);
        } else {
            lastArrivalNanos = Math.max(arrival, lastArrivalNanos);
            arriveAt(lastArrivalNanos, packet);
        }
        if (fault instanceof Duplicate || happens(conditions.duplicateRate())) {
            counters.duplicated++;
            arriveAt(arrival + upTo(conditions.delayNanos()), packet.clone());
        }
    }

    private void arriveAt(long arrivalNanos, byte[] packet) {
        time.scheduleAt(arrivalNanos, () -> {
            counters.delivered++;
            receiver.accept(packet);
        });
    }

    private boolean happens(double rate) {
        return rate > 0 && random.nextDouble() < rate;
    }

    private long upTo(long nanosMax) {
        return nanosMax == 0 ? 0 : random.nextLong(nanosMax + 1);
    }

    /** Changes the conditions from now on; packets on their way are not touched. */
    public void setConditions(LinkConditions newConditions) {
        conditions = newConditions;
    }

    public LinkConditions conditions() {
        return conditions;
    }

    /** Carries nothing for a span of time. */
    public void addOutage(Outage outage) {
        outages.add(outage);
    }

    /** Drops the next packet, whatever it is. */
    public void dropNext() {
        dropNext(packet -> true);
    }

    /** Drops the next packet that matches. Called several times, it drops as many. */
    public void dropNext(Predicate<byte[]> matches) {
        scripts.add(new Script(matches, new Drop()));
    }

    /** Delivers the next packet that matches twice. */
    public void duplicateNext(Predicate<byte[]> matches) {
        scripts.add(new Script(matches, new Duplicate()));
    }

    /** Holds the next packet that matches back, so that others overtake it. */
    public void delayNext(Predicate<byte[]> matches, long nanos) {
        scripts.add(new Script(matches, new Delay(nanos)));
    }

    /** How many scripted faults have not met their packet; a ladder test ends with none. */
    public int scriptedFaultsLeft() {
        return scripts.size();
    }

    private @Nullable ScriptedFault takeScriptedFault(byte[] packet) {
        for (Iterator<Script> waiting = scripts.iterator(); waiting.hasNext(); ) {
            Script script = waiting.next();
            if (script.matches.test(packet)) {
                waiting.remove();
                return script.fault;
            }
        }
        return null;
    }

    /** How long a packet that is sent now waits before the bottleneck takes it up. */
    public long queueDelayNanos() {
        return Math.max(0, queueEmptyAtNanos - time.nowNanos());
    }

    /** What waits before the bottleneck. */
    public long queuedBytes() {
        return conditions.bitsPerSecond() == LinkConditions.UNLIMITED ? 0 : bytesSentIn(queueDelayNanos());
    }

    public LinkStatistics statistics() {
        return counters.snapshot();
    }
}

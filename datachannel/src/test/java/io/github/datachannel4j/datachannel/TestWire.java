package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.testkit.LinkConditions;
import io.github.datachannel4j.testkit.NetworkProfile;
import io.github.datachannel4j.testkit.SimulatedLink;
import io.github.datachannel4j.testkit.SimulatedNetwork;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The driver of two ends on virtual time: drains after every event and keeps one timer for each end. */
final class TestWire {
    private static final LinkConditions TEN_MILLIS = LinkConditions.perfect().withDelayMillis(10, 0);

    final VirtualTime time = new VirtualTime();
    final SimulatedNetwork network;
    private final Side a;
    private final Side z;

    TestWire(TestEnd a, TestEnd z) {
        this(a, z, new NetworkProfile("ladder", TEN_MILLIS, List.of()), 1);
    }

    TestWire(TestEnd a, TestEnd z, NetworkProfile profile, long seed) {
        network = new SimulatedNetwork(time, profile, seed);
        this.a = new Side(a, network.aToZ());
        this.z = new Side(z, network.zToA());
        network.aToZ().onArrival(this.z::arrived);
        network.zToA().onArrival(this.a::arrived);
    }

    long now() {
        return time.nowNanos();
    }

    /** Hands on what commands have caused, and arms the timers. */
    void flush() {
        a.flush();
        z.flush();
    }

    void runMillis(long millis) {
        flush();
        time.runFor(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private final class Side {
        private final TestEnd end;
        private final SimulatedLink out;
        private VirtualTime.@Nullable Event timer;

        Side(TestEnd end, SimulatedLink out) {
            this.end = end;
            this.out = out;
        }

        void arrived(byte[] packet) {
            end.receive(now(), Bytes.wrap(packet));
            flush();
        }

        void timedOut() {
            end.advanceTo(now());
            flush();
        }

        void flush() {
            end.drain(now(), packet -> out.send(packet.toArray()));
            if (timer != null) {
                timer.cancel();
            }
            long deadline = end.nextTimeout();
            timer = deadline == Association.NEVER ? null : time.scheduleAt(deadline, this::timedOut);
        }
    }
}

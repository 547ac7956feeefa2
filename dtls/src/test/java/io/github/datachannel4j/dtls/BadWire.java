package io.github.datachannel4j.dtls;

import java.util.Random;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A wire that loses, doubles and delays, and so reorders, as its seed says. One direction; called on one loop. */
final class BadWire implements Consumer<byte[]> {

    private static final int DELAY_MAX_MICROS = 8_000;

    private final TestPeer to;
    private final Random random;
    private final double loss;

    BadWire(TestPeer to, long seed, double loss) {
        this.to = to;
        this.random = new Random(seed);
        this.loss = loss;
    }

    @Override
    public void accept(byte[] datagram) {
        if (random.nextDouble() < loss) {
            return;
        }
        deliverLater(datagram);
        if (random.nextDouble() < loss / 2) {
            deliverLater(datagram);
        }
    }

    private void deliverLater(byte[] datagram) {
        int delayMicros = random.nextInt(DELAY_MAX_MICROS);
        try {
            Future<?> unused = to.loop.schedule(() -> to.deliver(datagram), delayMicros, TimeUnit.MICROSECONDS);
        } catch (RejectedExecutionException e) {
            // The test is over and the peer gone, as peers are; the datagram is lost.
            return;
        }
    }
}

package io.github.datachannel4j.benchmarks.transfer;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.AssociationOutput.MessageReceived;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.OutgoingMessage;
import io.github.datachannel4j.testkit.SimulatedLink;
import io.github.datachannel4j.testkit.VirtualTime;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One association with its driver on virtual time. It reads whatever comes when it runs, and can keep its send queue full. */
final class Host {
    /** Small enough that the next message is never far, large enough that a round of the fastest link does not drain it. */
    private static final long BULK_QUEUE_BYTES = 1 << 20;

    private final VirtualTime time;
    private final SimulatedLink link;
    private final Stalls stalls;
    private final Association association;
    private Consumer<MessageReceived> reader = message -> {};
    private Runnable whenEstablished = () -> {};
    private @Nullable OutgoingMessage bulk; // null while there is no bulk to send
    private long toConsumeBytes;
    private long timerNanos = Association.NEVER;
    private VirtualTime.@Nullable Event timer; // null before the first

    Host(Bottleneck bottleneck, SimulatedLink link, AssociationOptions options, long seed) {
        this.time = bottleneck.time();
        this.link = link;
        this.stalls = bottleneck.stalls(seed);
        this.association = new Association(options, new SplittableRandom(seed));
    }

    void onMessage(Consumer<MessageReceived> newReader) {
        reader = newReader;
    }

    void onEstablished(Runnable action) {
        whenEstablished = action;
    }

    void connect() {
        run(a -> a.connect(time.nowNanos()));
    }

    void receive(byte[] packet) {
        whenRunning(() -> run(a -> a.receive(time.nowNanos(), Bytes.wrap(packet))));
    }

    void send(OutgoingMessage message) {
        run(a -> a.send(time.nowNanos(), message));
    }

    /** From now on, this message is queued again and again, so that there is always more to send. */
    void sendWithoutEnd(OutgoingMessage message) {
        bulk = message;
        run(a -> {});
    }

    Association association() {
        return association;
    }

    private void run(Consumer<Association> command) {
        command.accept(association);
        boolean goesOn;
        do {
            poll();
            boolean hasConsumed = consume();
            goesOn = refill() || hasConsumed;
        } while (goesOn);
        rearm();
    }

    private void poll() {
        AssociationOutput output;
        while ((output = association.poll()) != null) {
            switch (output) {
                case AssociationOutput.Transmit o -> link.send(o.packet().toArray());
                case MessageReceived o -> {
                    toConsumeBytes += o.payload().length();
                    reader.accept(o);
                }
                case AssociationOutput.Established o -> whenEstablished.run();
                case AssociationOutput.Closed o -> throw new IllegalStateException("closed: " + o.reason());
                default -> {}
            }
        }
    }

    private boolean consume() {
        long bytes = toConsumeBytes;
        toConsumeBytes = 0;
        if (bytes > 0) {
            association.consumed(time.nowNanos(), bytes);
        }
        return bytes > 0;
    }

    private boolean refill() {
        OutgoingMessage message = bulk;
        if (message == null || association.bufferedBytes() > BULK_QUEUE_BYTES / 2) {
            return false;
        }
        while (association.bufferedBytes() < BULK_QUEUE_BYTES) {
            association.send(time.nowNanos(), message);
        }
        return true;
    }

    private void rearm() {
        long next = association.nextTimeout();
        if (next == timerNanos) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerNanos = next;
        if (next != Association.NEVER) {
            timer = time.scheduleAt(next, () -> whenRunning(this::advance));
        }
    }

    private void whenRunning(Runnable event) {
        long seenAtNanos = stalls.seenAt(time.nowNanos());
        if (seenAtNanos == time.nowNanos()) {
            event.run();
        } else {
            time.scheduleAt(seenAtNanos, event);
        }
    }

    private void advance() {
        timerNanos = Association.NEVER;
        run(a -> a.advanceTo(time.nowNanos()));
    }
}

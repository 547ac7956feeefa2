package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.TransactionId;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One STUN request on its way: sent again with doubled waits until an acceptable answer comes or its tries are over. */
final class StunTransaction {
    /** Hears how it ends; exactly one of the two calls that end it comes, unless it is abandoned. */
    interface Outcome {
        /**
         * A response from where the request went.
         *
         * @return false if it is not to be believed, and the transaction should go on
         */
        boolean onResponse(StunMessage response, long roundTripNanos);

        void onTimeout();
    }

    /**
     * When to send again.
     *
     * @param transmissions the first one included
     */
    record Schedule(long firstWaitMillis, long longestWaitMillis, int transmissions) {}

    private final StunTransactions owner;
    private final EventLoop loop;
    private final DatagramSender path;
    private final InetSocketAddress remote;
    private final TransactionId id;
    private final byte[] request;
    private final Schedule schedule;
    private final Outcome outcome;
    private long waitMillis;
    private int transmissions;
    private long sentNanos;
    private boolean retransmits = true;
    private @Nullable ScheduledFuture<?> timer; // null before the first transmission

    StunTransaction(StunTransactions owner, Exchange exchange, TransactionId id, byte[] request, Outcome outcome) {
        this.owner = owner;
        this.loop = exchange.loop();
        this.path = exchange.path();
        this.remote = exchange.remote();
        this.schedule = exchange.schedule();
        this.id = id;
        this.request = request;
        this.outcome = outcome;
        waitMillis = schedule.firstWaitMillis();
    }

    /** Where a request goes, and how often. */
    record Exchange(EventLoop loop, DatagramSender path, InetSocketAddress remote, Schedule schedule) {}

    EventLoop loop() {
        return loop;
    }

    boolean wasRetransmitted() {
        return transmissions > 1;
    }

    void transmit() {
        if (transmissions > 0 && (!retransmits || transmissions >= schedule.transmissions())) {
            abandon();
            outcome.onTimeout();
            return;
        }
        transmissions++;
        sentNanos = System.nanoTime();
        path.send(request, 0, request.length, remote);
        timer = loop.schedule(this::transmit, waitMillis, TimeUnit.MILLISECONDS);
        waitMillis = Math.min(2 * waitMillis, schedule.longestWaitMillis());
    }

    /** Sends it no more, but still takes an answer until the time of the tries left to it has passed. */
    void stopRetransmitting() {
        if (!retransmits) {
            return;
        }
        retransmits = false;
        if (timer != null) {
            timer.cancel(false);
        }
        timer = loop.schedule(this::transmit, schedule.longestWaitMillis(), TimeUnit.MILLISECONDS);
    }

    /** Forgets it without telling anybody. */
    void abandon() {
        owner.remove(id, this);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    void onResponse(DatagramSender from, InetSocketAddress sender, StunMessage response) {
        // RFC 8445 §7.2.5.2.1: an answer from elsewhere says nothing about this path.
        if (from != path || !sender.equals(remote)) {
            return;
        }
        if (outcome.onResponse(response, System.nanoTime() - sentNanos)) {
            abandon();
        }
    }
}

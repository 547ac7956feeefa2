package io.github.datachannel4j.peerconnection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The received messages of one channel on their way to whoever consumes them: listeners, {@code receive()} or a subscriber. Until one of
 * these is chosen, and while the chosen one is slow, messages are held here and count against the receive window.
 */
final class MessageInbox {
    /** Empty messages do not count against the receive window, so their number needs a bound of its own; far above any backlog of use. */
    static final int HELD_MESSAGES_MAX = 1 << 20;

    private enum Style {
        UNDECIDED("nothing"),
        LISTENERS("listeners"),
        RECEIVE("receive()"),
        SUBSCRIBER("messages()");

        private final String description;

        Style(String description) {
            this.description = description;
        }
    }

    /** What the blocking queue holds: a message, or the end of them. */
    private record Item(@Nullable Message message) {
        static final Item END = new Item(null);
    }

    private final PeerLoop loop;
    private final PeerEvents events;
    private final ListenerList<Message> listeners = new ListenerList<>();
    private final AtomicReference<Style> style = new AtomicReference<>(Style.UNDECIDED);
    private final ArrayDeque<Message> held = new ArrayDeque<>();
    private final BlockingQueue<Item> queue = new LinkedBlockingQueue<>();
    private final AtomicLong unreleasedBytes = new AtomicLong();
    private final LongConsumer consumed;
    private @Nullable Subscription subscription; // null unless somebody subscribed
    private boolean flowing;
    private boolean ended;

    /** @param consumed is told on the loop how many bytes of messages the application is done with */
    MessageInbox(PeerLoop loop, PeerEvents events, LongConsumer consumed) {
        this.loop = loop;
        this.events = events;
        this.consumed = consumed;
    }

    // ---- from the channel, on the loop

    /** @return false when so many messages wait that this one cannot be held */
    boolean deliver(Message message) {
        if (held.size() + queue.size() >= HELD_MESSAGES_MAX) {
            return false;
        }
        held.add(message);
        flow();
        return true;
    }

    /** No more messages will come. */
    void end() {
        ended = true;
        flow();
    }

    private void flow() {
        if (!flowing) {
            return;
        }
        switch (style.get()) {
            case UNDECIDED -> {}
            case LISTENERS -> flowToListeners();
            case RECEIVE -> flowToQueue();
            case SUBSCRIBER -> {
                if (subscription != null) {
                    subscription.flow();
                }
            }
        }
    }

    private void flowToListeners() {
        for (Message message = held.poll(); message != null; message = held.poll()) {
            Message next = message;
            events.callListener(() -> {
                listeners.fire(next);
                release(next);
            });
        }
    }

    private void flowToQueue() {
        for (Message message = held.poll(); message != null; message = held.poll()) {
            queue.add(new Item(message));
        }
        if (ended) {
            queue.add(Item.END);
        }
    }

    // ---- for the application, from any thread

    Registration addListener(java.util.function.Consumer<? super Message> listener) {
        choose(Style.LISTENERS);
        Registration registration = listeners.add(listener);
        startFlowing();
        return registration;
    }

    @Nullable
    Message receive() throws InterruptedException {
        beginReceive();
        return opened(queue.take());
    }

    @Nullable
    Message receive(Duration timeout) throws InterruptedException, TimeoutException {
        beginReceive();
        Item item = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        if (item == null) {
            throw new TimeoutException("no message within " + timeout);
        }
        return opened(item);
    }

    Flow.Publisher<Message> publisher() {
        return subscriber -> {
            choose(Style.SUBSCRIBER);
            loop.execute(() -> subscribe(subscriber));
        };
    }

    private void beginReceive() {
        if (loop.isCurrentThread()) {
            throw WebRtcException.invalidState(
                    "receive() would block the event loop: call it from a thread of your own");
        }
        if (choose(Style.RECEIVE)) {
            startFlowing();
        }
    }

    private @Nullable Message opened(Item item) {
        if (item.message() == null) {
            queue.add(Item.END); // For the next caller, too.
            return null;
        }
        release(item.message());
        return item.message();
    }

    /** @return whether this call was the first to choose */
    private boolean choose(Style wanted) {
        if (style.compareAndSet(Style.UNDECIDED, wanted)) {
            return true;
        }
        if (style.get() != wanted) {
            throw WebRtcException.invalidState("the messages of this channel are consumed by " + style.get().description
                    + ", so not by " + wanted.description);
        }
        return false;
    }

    private void startFlowing() {
        loop.execute(() -> {
            flowing = true;
            flow();
        });
    }

    private void subscribe(Flow.Subscriber<? super Message> subscriber) {
        if (subscription != null) {
            events.callListener(() -> {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long n) {}

                    @Override
                    public void cancel() {}
                });
                subscriber.onError(WebRtcException.invalidState("the messages of a channel have one subscriber"));
            });
            return;
        }
        Subscription made = new Subscription(subscriber);
        subscription = made;
        flowing = true;
        events.callListener(() -> subscriber.onSubscribe(made));
        flow();
    }

    /** The application is done with a message. Many of these are told to the core as one. */
    private void release(Message message) {
        long bytes = message.sizeBytes();
        if (bytes > 0 && unreleasedBytes.getAndAdd(bytes) == 0) {
            loop.execute(() -> consumed.accept(unreleasedBytes.getAndSet(0)));
        }
    }

    /** One subscriber's demand; everything but {@code request} and {@code cancel} happens on the loop. */
    private final class Subscription implements Flow.Subscription {
        private final Flow.Subscriber<? super Message> subscriber;
        private long demand;
        private boolean done;

        Subscription(Flow.Subscriber<? super Message> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long n) {
            loop.execute(() -> {
                if (n <= 0) {
                    finish(() -> subscriber.onError(new IllegalArgumentException("a demand is positive, not " + n)));
                    return;
                }
                demand = demand + n < 0 ? Long.MAX_VALUE : demand + n;
                flow();
            });
        }

        /** What still comes is dropped, so that it does not hold up the other channels. */
        @Override
        public void cancel() {
            loop.execute(() -> {
                done = true;
                flow();
            });
        }

        void flow() {
            while (done && !held.isEmpty()) {
                release(held.remove());
            }
            while (!done && demand > 0 && !held.isEmpty()) {
                demand--;
                Message next = held.remove();
                events.callListener(() -> {
                    subscriber.onNext(next);
                    release(next);
                });
            }
            if (ended && held.isEmpty()) {
                finish(subscriber::onComplete);
            }
        }

        private void finish(Runnable last) {
            if (!done) {
                done = true;
                events.callListener(last);
            }
        }
    }
}

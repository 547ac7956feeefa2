package io.github.datachannel4j.peerconnection;

import static io.github.datachannel4j.peerconnection.TwoPeers.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The three ways to consume messages, and how each of them slows the peer down. */
@Timeout(60)
class ConsumptionTest {
    private static final int CHUNK_BYTES = 16 * 1024;

    private final PeerConnectionConfig small = TwoPeers.config()
            .withLimits(ChannelLimits.defaults()
                    .withMaxMessageSizeBytes(CHUNK_BYTES)
                    .withReceiveBufferBytes(16 * CHUNK_BYTES)
                    .withSendQueueBytes(64 * CHUNK_BYTES)
                    .withHighWaterMarkBytes(4 * CHUNK_BYTES));
    private final TwoPeers peers = new TwoPeers(small, small);

    @AfterEach
    void close() {
        peers.close();
    }

    @Test
    void slowsThePeerDownUntilMessagesAreTaken() throws Exception {
        TwoPeers.Pair chat = peers.open();
        int sent = 0;
        while (true) {
            try {
                chat.a().send(new byte[CHUNK_BYTES]);
                sent++;
            } catch (WebRtcException full) {
                assertThat(full.errorName()).isEqualTo(WebRtcErrorName.OPERATION_ERROR);
                break;
            }
        }
        assertThat(chat.a().bufferedAmount()).isPositive();
        assertThat(chat.a().readyState()).isEqualTo(DataChannelState.OPEN);
        CompletableFuture<Void> drained = new CompletableFuture<>();
        chat.a().onBufferedAmountLow(() -> drained.complete(null));

        for (int i = 0; i < sent; i++) {
            assertThat(chat.b().receive(Duration.ofSeconds(20)).sizeBytes()).isEqualTo(CHUNK_BYTES);
        }

        await(drained);
        assertThat(chat.a().bufferedAmount()).isZero();
    }

    @Test
    void saysNoAboveTheHighWaterMark() {
        TwoPeers.Pair chat = peers.open();
        int taken = 0;
        while (chat.a().trySend(new byte[CHUNK_BYTES])) {
            taken++;
        }

        assertThat(taken).isGreaterThanOrEqualTo(4);
        assertThat(chat.a().bufferedAmount()).isLessThanOrEqualTo(4 * CHUNK_BYTES);
    }

    @Test
    void givesASubscriberWhatItAsksFor() {
        TwoPeers.Pair chat = peers.open();
        for (int i = 0; i < 10; i++) {
            chat.a().send("message " + i);
        }
        TwoPeers.Heard<String> texts = new TwoPeers.Heard<>();
        CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        chat.b().messages().subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                subscription.complete(given);
            }

            @Override
            public void onNext(Message message) {
                texts.accept(((Message.Text) message).text());
            }

            @Override
            public void onError(Throwable failure) {
                texts.accept("failed");
            }

            @Override
            public void onComplete() {
                texts.accept("complete");
            }
        });

        await(subscription).request(3);
        for (int i = 0; i < 3; i++) {
            assertThat(texts.next()).isEqualTo("message " + i);
        }
        await(peers.b.getStats());
        assertThat(texts.waiting()).isZero();
        await(subscription).request(Long.MAX_VALUE);
        for (int i = 3; i < 10; i++) {
            assertThat(texts.next()).isEqualTo("message " + i);
        }
        chat.a().close();
        assertThat(texts.next()).isEqualTo("complete");
    }

    @Test
    void keepsToOneWay() {
        TwoPeers.Pair chat = peers.open();
        chat.a().onText(text -> {});
        chat.a().onBinary(bytes -> {});

        assertThatThrownBy(() -> chat.a().receive())
                .isInstanceOf(WebRtcException.class)
                .hasMessage("the messages of this channel are consumed by listeners, so not by receive()");
        assertThat(Failures.name(() -> chat.a().messages().subscribe(new NoSubscriber())))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
        assertThatThrownBy(() -> chat.b().receive(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        assertThat(Failures.name(() -> chat.b().onMessage(message -> {})))
                .isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    private static final class NoSubscriber implements Flow.Subscriber<Message> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {}

        @Override
        public void onNext(Message message) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }

    @Test
    void refusesToBlockTheLoop() {
        TwoPeers.Pair chat = peers.open();
        CompletableFuture<WebRtcErrorName> refused = new CompletableFuture<>();
        chat.b()
                .onOpen(() -> refused.complete(Failures.name(() -> {
                    try {
                        chat.b().receive();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })));

        assertThat(await(refused)).isEqualTo(WebRtcErrorName.INVALID_STATE_ERROR);
    }

    @Test
    void mayBlockOnItsOwnExecutor() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                TwoPeers others = new TwoPeers(TwoPeers.config().withListenerExecutor(threads), TwoPeers.config())) {
            TwoPeers.Heard<String> heard = new TwoPeers.Heard<>();
            TwoPeers.Pair chat = others.open();
            chat.b().onText(chat.b()::send);
            chat.a().onOpen(() -> {
                await(chat.a().send("ping"));
                heard.accept("sent");
            });
            assertThat(heard.next()).isEqualTo("sent");
            chat.a().onText(heard);
            assertThat(heard.next()).isEqualTo("ping");
        }
    }

    @Test
    void survivesAListenerThatThrows() {
        TwoPeers.Pair chat = peers.open();
        TwoPeers.Heard<String> texts = new TwoPeers.Heard<>();
        chat.b().onText(text -> {
            throw new IllegalStateException("a listener of the test, throwing on purpose");
        });
        chat.b().onText(texts);

        chat.a().send("one");
        chat.a().send("two");

        assertThat(texts.next()).isEqualTo("one");
        assertThat(texts.next()).isEqualTo("two");
    }
}

package io.github.datachannel4j.dtls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One end of a test connection: a transport on a loop of its own, and everything that its listener was told. */
final class TestPeer implements AutoCloseable, DtlsListener {

    static final int PATIENCE_SECONDS = 20;

    final ScheduledExecutorService loop;
    final DtlsCertificate certificate;
    final DtlsTransport transport;
    final CompletableFuture<DtlsState> connected = new CompletableFuture<>();
    final CompletableFuture<DtlsState> over = new CompletableFuture<>();
    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    final List<DtlsState> states = new ArrayList<>();
    final List<Integer> sentSizes = new ArrayList<>();
    final List<Thread> callers = new ArrayList<>();

    /** Where copies of our datagrams go; set before the start. Called on our loop. */
    volatile Consumer<byte[]> wire = datagram -> {};

    TestPeer(DtlsOptions options) {
        this(DtlsCertificate.generate(), options);
    }

    TestPeer(DtlsCertificate certificate, DtlsOptions options) {
        this.certificate = certificate;
        this.loop = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("test-loop").factory());
        this.transport = new DtlsTransport(loop, certificate, options, this);
    }

    void start(DtlsRole role, Fingerprint... fingerprints) {
        onLoop(() -> {
            transport.start(role, List.of(fingerprints));
            return null;
        });
    }

    /** Hands a datagram of the peer to our loop. */
    void deliver(byte[] datagram) {
        if (!loop.isShutdown()) {
            loop.execute(() -> transport.receive(datagram, 0, datagram.length));
        }
    }

    boolean send(byte[] data) {
        return onLoop(() -> transport.send(data, 0, data.length));
    }

    void closeTransport() {
        onLoop(() -> {
            transport.close();
            return null;
        });
    }

    DtlsStats stats() {
        return onLoop(transport::stats);
    }

    DtlsFailure failure() {
        return onLoop(transport::failure);
    }

    byte[] nextData() {
        try {
            byte[] data = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (data == null) {
                throw new AssertionError("no data came");
            }
            return data;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    DtlsState await(CompletableFuture<DtlsState> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("still " + onLoop(transport::state) + ", " + failure() + ", " + stats(), e);
        }
    }

    <T> T onLoop(Callable<T> call) {
        try {
            return loop.submit(call).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void stateChanged(DtlsState state) {
        callers.add(Thread.currentThread());
        states.add(state);
        switch (state) {
            case CONNECTED -> connected.complete(state);
            case CLOSED, FAILED -> {
                over.complete(state);
                connected.completeExceptionally(new IllegalStateException(state + " " + transport.failure()));
            }
            case NEW, CONNECTING -> {}
        }
    }

    @Override
    public void applicationData(byte[] data, int offset, int length) {
        callers.add(Thread.currentThread());
        received.add(Arrays.copyOfRange(data, offset, offset + length));
    }

    @Override
    public void datagram(byte[] datagram, int offset, int length) {
        callers.add(Thread.currentThread());
        sentSizes.add(length);
        wire.accept(Arrays.copyOfRange(datagram, offset, offset + length));
    }

    @Override
    public void close() {
        closeTransport();
        loop.shutdownNow();
    }
}

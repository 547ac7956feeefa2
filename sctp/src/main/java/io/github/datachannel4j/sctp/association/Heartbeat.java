package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.core.Timer;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.tx.Path;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/** Asks a silent peer whether it is there, and measures the way to it (RFC 9260 §8.3). Answers the peer's questions. */
final class Heartbeat {
    private static final int INFO_BYTES = 16;

    private final ControlQueue control;
    private final Path path;
    private final RandomGenerator random;
    private final long intervalNanos;
    private final Timer silence = new Timer();
    private final Timer answer = new Timer();
    /** The info of the heartbeat that is unanswered; empty when there is none. */
    private Bytes pendingInfo = Bytes.EMPTY;

    private long sentAtNanos;
    private boolean isStopped;

    /**
     * Not running yet.
     *
     * @param intervalNanos how long the peer may be silent; 0 for ever
     */
    Heartbeat(long intervalNanos, ControlQueue control, Path path, RandomGenerator random) {
        this.intervalNanos = intervalNanos;
        this.control = control;
        this.path = path;
        this.random = random;
    }

    /** Something came from the peer, so it is not silent. */
    void heard(long nowNanos) {
        if (intervalNanos > 0 && !isStopped) {
            silence.start(nowNanos, intervalNanos);
        }
    }

    /** Asks at once on the new way, which measures it; an answer from the old one would measure that. */
    void pathChanged(long nowNanos) {
        if (intervalNanos > 0 && !isStopped) {
            send(nowNanos);
            silence.start(nowNanos, intervalNanos);
        }
    }

    /** SHUTDOWN or SHUTDOWN ACK was sent: no more questions (RFC 9260 §8.3). */
    void stop() {
        isStopped = true;
        silence.stop();
        answer.stop();
        pendingInfo = Bytes.EMPTY;
    }

    void receive(HeartbeatChunk heartbeat) {
        control.add(new HeartbeatAckChunk(heartbeat.info()));
    }

    void receiveAck(long nowNanos, HeartbeatAckChunk ack) {
        // The info carries a nonce, so that only an answer to the heartbeat that is under way counts.
        if (pendingInfo.isEmpty() || !ack.info().equals(pendingInfo)) {
            return;
        }
        pendingInfo = Bytes.EMPTY;
        answer.stop();
        path.errors().clear();
        path.rto().observe(nowNanos - sentAtNanos);
    }

    void advanceTo(long nowNanos) {
        if (answer.expire(nowNanos)) {
            pendingInfo = Bytes.EMPTY;
            path.errors().increment();
            path.rto().backOff();
        }
        if (silence.expire(nowNanos)) {
            send(nowNanos);
            silence.start(nowNanos, intervalNanos);
        }
    }

    private void send(long nowNanos) {
        ByteBuffer info = ByteBuffer.allocate(INFO_BYTES);
        info.putLong(nowNanos).putLong(random.nextLong());
        pendingInfo = Bytes.wrap(info.array());
        sentAtNanos = nowNanos;
        answer.start(nowNanos, path.rto().rtoNanos());
        control.add(new HeartbeatChunk(pendingInfo));
    }

    long nextTimeoutNanos() {
        return Math.min(silence.deadlineNanos(), answer.deadlineNanos());
    }
}

package io.github.datachannel4j.dtls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the peer's datagrams before and during the handshake: the loop puts them in, the handshake's thread takes them
 * out, and the loop takes what is left when the handshake is over. Nothing here is authenticated yet, so all of it is
 * bounded.
 */
final class Inbox {

    /**
     * A ClientHello with a post-quantum share takes two datagrams, a flight with a long certificate chain a few more;
     * the rest is room for repetitions while a handshake waits at the gate.
     */
    private static final int HANDSHAKE_DATAGRAMS_MAX = 32;

    /** A browser sends at most ten packets of SCTP before it hears from us. */
    private static final int EARLY_DATAGRAMS_MAX = 32;

    /** BouncyCastle makes room for a whole message when its first fragment comes; certificate chains are under 10 kB. */
    private static final int HANDSHAKE_MESSAGE_MAX_BYTES = 1 << 14;

    private final BlockingQueue<byte[]> handshake = new LinkedBlockingQueue<>(HANDSHAKE_DATAGRAMS_MAX);
    private final Deque<byte[]> early = new ArrayDeque<>();

    /** Copies the datagram; false when it is not DTLS or there is no room. */
    boolean offer(byte[] datagram, int offset, int length) {
        int end = offset + length;
        if (!RecordLayout.isRecord(datagram, offset, end) || promisesTooLongMessage(datagram, offset, end)) {
            return false;
        }
        byte[] copy = Arrays.copyOfRange(datagram, offset, end);
        if (RecordLayout.type(datagram, offset) != RecordLayout.APPLICATION_DATA) {
            return handshake.offer(copy);
        }
        // The peer may be done before us. BouncyCastle would drop its data, which the network may also have put in
        // front of the Finished message, and SCTP would wait a second before it tries again.
        if (RecordLayout.epoch(datagram, offset) == 0 || early.size() == EARLY_DATAGRAMS_MAX) {
            return false;
        }
        early.add(copy);
        return true;
    }

    /** Waits for a datagram of the handshake; null after {@code waitMillis}. Called on the handshake's thread. */
    byte @Nullable [] take(int waitMillis) throws InterruptedException {
        return handshake.poll(waitMillis, TimeUnit.MILLISECONDS);
    }

    /** Everything that nobody has taken: what may belong to the handshake first, then the data. */
    List<byte[]> drain() {
        List<byte[]> rest = new ArrayList<>();
        handshake.drainTo(rest);
        rest.addAll(early);
        early.clear();
        return rest;
    }

    private static boolean promisesTooLongMessage(byte[] datagram, int offset, int end) {
        int at = offset;
        while (RecordLayout.isRecord(datagram, at, end)) {
            int recordEnd = at + RecordLayout.recordSizeBytes(datagram, at);
            boolean plainHandshake =
                    RecordLayout.type(datagram, at) == RecordLayout.HANDSHAKE && RecordLayout.epoch(datagram, at) == 0;
            if (plainHandshake && hasTooLongMessage(datagram, at + RecordLayout.HEADER_SIZE_BYTES, recordEnd)) {
                return true;
            }
            at = recordEnd;
        }
        return false;
    }

    private static boolean hasTooLongMessage(byte[] datagram, int from, int end) {
        int at = from;
        while (end - at >= RecordLayout.HANDSHAKE_HEADER_SIZE_BYTES) {
            if (RecordLayout.messageSizeBytes(datagram, at) > HANDSHAKE_MESSAGE_MAX_BYTES) {
                return true;
            }
            at += RecordLayout.fragmentSizeBytes(datagram, at);
        }
        return false;
    }
}

package io.github.datachannel4j.sctp;

import io.github.datachannel4j.sctp.packet.Chunk;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.MalformedPacketException;
import io.github.datachannel4j.sctp.packet.Packet;
import io.github.datachannel4j.sctp.packet.ZeroChecksum;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Two endpoints, a virtual clock and a wire between them: packet by packet, each way takes {@link #LATENCY_NANOS}. */
final class Ladder {
    static final long MILLIS = 1_000_000L;
    static final long SECONDS = 1_000 * MILLIS;
    static final long LATENCY_NANOS = 10 * MILLIS;
    static final StreamId STREAM = new StreamId(1);

    final Endpoint a;
    Endpoint z;
    long now = SECONDS;

    /** Every packet sent, lost ones included. */
    final List<Sent> sent = new ArrayList<>();

    private final ArrayDeque<Sent> wire = new ArrayDeque<>();
    private final List<Predicate<Sent>> losses = new ArrayList<>();
    private int losePeriod;
    private int mtuBytes = Integer.MAX_VALUE;

    record Sent(Endpoint from, Endpoint to, Bytes bytes, Packet packet, long arrivesAt) {
        boolean has(Class<? extends Chunk> type) {
            return packet.chunks().stream().anyMatch(type::isInstance);
        }
    }

    Ladder() {
        this(AssociationOptions.defaults());
    }

    Ladder(AssociationOptions options) {
        this(options, options);
    }

    /** Two ends that carry user data in DATA chunks, as most rules of RFC 9260 speak of them. */
    Ladder(AssociationOptions optionsA, AssociationOptions optionsZ) {
        this(new Endpoint("a", plain(optionsA), 1), new Endpoint("z", plain(optionsZ), 2));
    }

    private Ladder(Endpoint a, Endpoint z) {
        this.a = a;
        this.z = z;
    }

    /** Two ends that use I-DATA if their options say so. */
    static Ladder interleaving(AssociationOptions optionsA, AssociationOptions optionsZ) {
        return new Ladder(new Endpoint("a", optionsA, 1), new Endpoint("z", optionsZ, 2));
    }

    private static AssociationOptions plain(AssociationOptions options) {
        return options.withStreamOptions(options.streams().withInterleaving(MessageInterleaving.OFF));
    }

    static Ladder established() {
        return established(AssociationOptions.defaults());
    }

    static Ladder established(AssociationOptions options) {
        Ladder ladder = new Ladder(options);
        ladder.connect();
        return ladder;
    }

    /** Lets {@code a} connect to a {@code z} that only answers. */
    void connect() {
        a.association.connect(now);
        runFor(100 * MILLIS);
        sent.clear();
    }

    /** Replaces {@code z} by one that knows nothing; what is on the wire to the old one is lost. */
    Endpoint rebirthOfZ() {
        wire.clear();
        z = new Endpoint("z reborn", plain(AssociationOptions.defaults()), 3);
        return z;
    }

    // ---- faults

    /** Loses the next packet with such a chunk. */
    void loseNext(Class<? extends Chunk> type) {
        loseNextThat(packet -> packet.has(type));
    }

    void loseNextThat(Predicate<Sent> condition) {
        losses.add(condition);
    }

    void loseNext(int count, Class<? extends Chunk> type) {
        for (int i = 0; i < count; i++) {
            loseNext(type);
        }
    }

    /** Loses what is on the wire now. */
    void loseWhatIsUnderWay() {
        wire.clear();
    }

    /** Loses every n-th packet from now on. */
    void loseEvery(int n) {
        losePeriod = n;
    }

    /** Longer packets are lost from now on, without a word. */
    void mtu(int bytes) {
        mtuBytes = bytes;
    }

    private boolean isLost(Sent packet) {
        if (packet.bytes().length() > mtuBytes) {
            return true;
        }
        if (losePeriod > 0 && sent.size() % losePeriod == 0) {
            return true;
        }
        for (Predicate<Sent> loss : losses) {
            if (loss.test(packet)) {
                losses.remove(loss);
                return true;
            }
        }
        return false;
    }

    // ---- time

    /** Fetches what both ends want to send. */
    void drain() {
        drain(a, z);
        drain(z, a);
    }

    private void drain(Endpoint from, Endpoint to) {
        for (Bytes bytes : from.drain(now)) {
            Sent packet = new Sent(from, to, bytes, parse(bytes), now + LATENCY_NANOS);
            sent.add(packet);
            if (!isLost(packet)) {
                wire.add(packet);
            }
        }
    }

    /** Runs until this much time has passed. */
    void runFor(long nanos) {
        runUntil(now + nanos, () -> false);
    }

    /** Runs until nothing is on the wire and no timer but heartbeats runs, at most a minute. */
    void runUntilQuiet() {
        runUntil(now + 20 * SECONDS, () -> wire.isEmpty() && nextTimeout() > now + 5 * SECONDS);
    }

    private void runUntil(long end, BooleanSupplier isDone) {
        drain();
        while (!isDone.getAsBoolean()) {
            long next = Math.min(
                    nextTimeout(), wire.isEmpty() ? Long.MAX_VALUE : wire.peek().arrivesAt());
            if (next > end) {
                now = end;
                return;
            }
            now = Math.max(now, next);
            step();
        }
    }

    private void step() {
        while (!wire.isEmpty() && wire.peek().arrivesAt() <= now) {
            Sent packet = wire.remove();
            packet.to().association.receive(now, packet.bytes());
            drain();
        }
        for (Endpoint endpoint : List.of(a, z)) {
            if (endpoint.association.nextTimeout() <= now) {
                endpoint.association.advanceTo(now);
            }
        }
        drain();
    }

    private long nextTimeout() {
        return Math.min(a.association.nextTimeout(), z.association.nextTimeout());
    }

    /** Hands over a packet that nobody on the ladder has sent. */
    void inject(Endpoint to, Bytes packet) {
        to.association.receive(now, packet);
        drain();
    }

    // ---- what happened

    /** The first chunk of each packet from an endpoint, in order. */
    List<String> chunksFrom(Endpoint from) {
        return sent.stream()
                .filter(packet -> packet.from() == from)
                .map(packet -> String.join(
                        "+",
                        packet.packet().chunks().stream()
                                .map(chunk -> chunk.getClass().getSimpleName().replace("Chunk", ""))
                                .toList()))
                .toList();
    }

    <T extends Chunk> List<T> chunks(Endpoint from, Class<T> type) {
        return sent.stream()
                .filter(packet -> packet.from() == from)
                .flatMap(packet -> packet.packet().chunks().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Connects, and gives what INIT and INIT ACK have said. */
    List<HandshakeFields> handshakes() {
        a.association.connect(now);
        runFor(SECONDS);
        return List.of(
                chunks(a, InitChunk.class).getFirst().handshake(),
                chunks(z, InitAckChunk.class).getFirst().handshake());
    }

    // ---- messages

    void send(Endpoint from, String text) {
        send(from, text, SendOptions.ordered());
    }

    void send(Endpoint from, String text, SendOptions options) {
        from.association.send(now, message(STREAM, text, options, OutgoingMessage.NO_TOKEN));
    }

    void send(Endpoint from, int sizeBytes) {
        from.association.send(now, new OutgoingMessage(STREAM, Ppid.BINARY, pattern(sizeBytes), SendOptions.ordered()));
    }

    static OutgoingMessage message(StreamId stream, String text, SendOptions options, long token) {
        return new OutgoingMessage(stream, Ppid.STRING, Bytes.utf8(text), options, token);
    }

    /** Bytes that tell where they are. */
    static Bytes pattern(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        for (int i = 0; i < sizeBytes; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return Bytes.wrap(bytes);
    }

    static Packet parse(Bytes bytes) {
        try {
            return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
        } catch (MalformedPacketException e) {
            throw new AssertionError("an endpoint has sent a malformed packet", e);
        }
    }
}

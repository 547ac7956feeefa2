package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.Ppid;
import io.github.datachannel4j.sctp.StreamId;
import io.github.datachannel4j.sctp.packet.Fragment;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.UserDataChunk;
import org.jspecify.annotations.Nullable;

/** A DATA or I-DATA chunk with a TSN, until the peer's cumulative TSN passes it. {@link OutstandingData} moves it through its life. */
final class SentChunk implements Fragment {
    /**
     * The life of a chunk.
     *
     * <pre>
     *   IN_FLIGHT --RACK, T3--> LOST --sent again, not lost after all--> IN_FLIGHT
     *   IN_FLIGHT, LOST --gap block--> GAP_ACKED --peer takes it back--> LOST
     *   any --its message is given up--> ABANDONED
     * </pre>
     */
    enum Life {
        IN_FLIGHT,
        /** To be sent again as soon as the window allows. */
        LOST,
        GAP_ACKED,
        ABANDONED
    }

    // There are thousands of these, two in many a packet, and they are most of what sending allocates:
    // so no field is wider than its number, and nothing is kept that follows from the message.
    private final long tsn;
    private final QueuedMessage message;
    /** Its payload is this part of the message's; a view for each chunk would be garbage. */
    private final int offset;

    private final char payloadBytes;
    private final int fsn;
    /** How many TSNs below is the fragment of the same message that was cut before this one; 0 when it is too far below to be outstanding. */
    private final char previousDistance;

    private Life life = Life.IN_FLIGHT;
    private int transmissions = 1;
    private long sentAtNanos;
    private DeliverySnapshot whenSent = DeliverySnapshot.NOTHING;

    /** Neighbours in the {@link TransmissionOrder}, whose only these are; null at its ends and outside of it. */
    @Nullable
    SentChunk earlier;

    @Nullable
    SentChunk later;

    /** Set by it: the order of latest transmissions, since many leave at the same time on the clock. */
    long transmissionNumber;

    /** The fragment that was cut from the message just now. */
    SentChunk(long tsn, QueuedMessage message, int payloadBytes) {
        this.tsn = tsn;
        this.message = message;
        this.offset = message.cutBytes() - payloadBytes;
        this.payloadBytes = (char) payloadBytes;
        this.fsn = message.latestFsn();
        this.previousDistance = distance(tsn, message.chain(tsn));
    }

    private static char distance(long tsn, long previousTsn) {
        boolean mayBeOutstanding = previousTsn != QueuedMessage.NO_TSN && tsn - previousTsn <= Character.MAX_VALUE;
        return mayBeOutstanding ? (char) (tsn - previousTsn) : 0;
    }

    /** Takes a TSN for the unsent rest of a message that is given up, so that the peer can be told to skip it. */
    static SentChunk abandonedRest(long tsn, QueuedMessage message) {
        SentChunk chunk = new SentChunk(tsn, message, 0);
        chunk.life = Life.ABANDONED;
        return chunk;
    }

    @Override
    public long tsn() {
        return tsn;
    }

    /** Of the fragment of the same message that was cut before this one; {@link QueuedMessage#NO_TSN} when that cannot be outstanding. */
    long previousTsn() {
        return previousDistance == 0 ? QueuedMessage.NO_TSN : tsn - previousDistance;
    }

    QueuedMessage message() {
        return message;
    }

    Life life() {
        return life;
    }

    /** Of the latest transmission. */
    long sentAtNanos() {
        return sentAtNanos;
    }

    /** It leaves, for the first time or again. */
    void sentAt(long nowNanos, DeliverySnapshot delivered) {
        sentAtNanos = nowNanos;
        whenSent = delivered;
    }

    /** What was delivered before it left, the latest time. */
    DeliverySnapshot whenSent() {
        return whenSent;
    }

    int transmissions() {
        return transmissions;
    }

    /**
     * Whether an acknowledgement that comes now answers an earlier transmission than the latest, since no round trip is that short
     * (RFC 8985 §6.2 step 2).
     */
    boolean isAnswerToEarlier(long nowNanos, long minRttNanos) {
        return transmissions > 1 && nowNanos - sentAtNanos < minRttNanos;
    }

    /** Bytes in a packet: header, payload and padding. */
    int wireBytes() {
        return message.framing().wireBytes(payloadBytes);
    }

    /** Whether it may be sent once more though it is not lost: its message is not given up for that. */
    boolean mayBeProbedWith(long nowNanos) {
        return life == Life.IN_FLIGHT && !message.isExhausted(transmissions) && !message.isExpired(nowNanos);
    }

    void become(Life next) {
        life = next;
    }

    /** It is sent once more. */
    void sentAgain() {
        transmissions++;
        life = Life.IN_FLIGHT;
    }

    /** Writes it into a packet that has room for it. */
    void addTo(PacketWriter packet, int extraFlags) {
        int flags = flags() | extraFlags;
        switch (message.framing()) {
            case PLAIN -> packet.addData(this, flags);
            case INTERLEAVED -> packet.addIData(this, flags);
        }
    }

    private int flags() {
        int flags = message.isOrdered() ? 0 : UserDataChunk.UNORDERED;
        flags |= offset == 0 ? UserDataChunk.BEGINNING : 0;
        flags |= offset + payloadBytes == message.length() ? UserDataChunk.ENDING : 0;
        return flags;
    }

    @Override
    public StreamId streamId() {
        return message.message().stream();
    }

    @Override
    public long messageNumber() {
        return message.number();
    }

    @Override
    public int fragmentNumber() {
        return fsn;
    }

    @Override
    public Ppid ppid() {
        return message.message().ppid();
    }

    @Override
    public Bytes messagePayload() {
        return message.message().payload();
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int payloadBytes() {
        return payloadBytes;
    }
}

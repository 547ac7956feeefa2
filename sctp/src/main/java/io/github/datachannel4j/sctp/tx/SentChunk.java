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

    private final long tsn;
    private final QueuedMessage message;
    private final byte flags;
    /** Its payload is this part of the message's; a view for each chunk would be garbage. */
    private final int offset;

    private final int payloadBytes;
    private final int fsn;
    /** Of the fragment of the same message that was cut before this one. */
    private final long previousTsn;

    private Life life = Life.IN_FLIGHT;
    private long sentAtNanos;
    private int transmissions = 1;

    /** Neighbours in the {@link TransmissionOrder}, whose only these are; null at its ends and outside of it. */
    @Nullable
    SentChunk earlier;

    @Nullable
    SentChunk later;

    /** Set by it: the order of latest transmissions, since many leave at the same time on the clock. */
    long transmissionNumber;

    // What {@link DeliveryRate} knew when the chunk was sent the last time.
    private long firstSentAtNanos;
    private long deliveredAtNanos;
    private long deliveredBytes;
    private boolean isAppLimited;

    /** The fragment that was cut from the message just now. */
    SentChunk(long tsn, QueuedMessage message, int flags, int payloadBytes) {
        this.tsn = tsn;
        this.message = message;
        this.flags = (byte) flags;
        this.offset = message.cutBytes() - payloadBytes;
        this.payloadBytes = payloadBytes;
        this.fsn = message.latestFsn();
        this.previousTsn = message.chain(tsn);
    }

    /** Takes a TSN for the unsent rest of a message that is given up, so that the peer can be told to skip it. */
    static SentChunk abandonedRest(long tsn, QueuedMessage message) {
        SentChunk chunk = new SentChunk(tsn, message, UserDataChunk.ENDING, 0);
        chunk.life = Life.ABANDONED;
        return chunk;
    }

    @Override
    public long tsn() {
        return tsn;
    }

    long previousTsn() {
        return previousTsn;
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

    /** It leaves, for the first time or again; the rest is for the delivery rate. */
    void sentAt(long nowNanos, long intervalBeganNanos, long deliveredAt, long delivered) {
        sentAtNanos = nowNanos;
        firstSentAtNanos = intervalBeganNanos;
        deliveredAtNanos = deliveredAt;
        deliveredBytes = delivered;
    }

    void appLimited(boolean isLimited) {
        isAppLimited = isLimited;
    }

    /** When the chunk was sent that began the sending interval of this one. */
    long firstSentAtNanos() {
        return firstSentAtNanos;
    }

    /** When something was acknowledged the last time before this one left. */
    long deliveredAtNanos() {
        return deliveredAtNanos;
    }

    /** All that was acknowledged before this one left. */
    long deliveredBytes() {
        return deliveredBytes;
    }

    boolean isAppLimited() {
        return isAppLimited;
    }

    int transmissions() {
        return transmissions;
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
        switch (message.framing()) {
            case PLAIN -> packet.addData(this, flags | extraFlags);
            case INTERLEAVED -> packet.addIData(this, flags | extraFlags);
        }
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

package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.core.Unwrap;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.UserDataChunk;

/** A DATA or I-DATA chunk with a TSN, until the peer's cumulative TSN passes it. {@link OutstandingData} moves it through its life. */
final class SentChunk {
    /**
     * The life of a chunk.
     *
     * <pre>
     *   IN_FLIGHT --3 missing reports, T3--> LOST --sent again--> IN_FLIGHT
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
    private final int flags;
    private final Bytes payload;
    private final int fsn;
    /** Of the fragment of the same message that was cut before this one. */
    private final long previousTsn;

    private Life life = Life.IN_FLIGHT;
    private final DeliveryMark delivery = new DeliveryMark();
    private long sentAtNanos;
    private int transmissions = 1;
    private int missingReports;
    /** Only an acknowledgement from here on says that the latest transmission is missing. */
    private long missingFromTsn;

    /** What {@link DeliveryRate} knew when the chunk was sent the last time. */
    static final class DeliveryMark {
        long firstSentAtNanos;
        long deliveredAtNanos;
        long deliveredBytes;
        boolean isAppLimited;

        void mark(long firstSentAt, long deliveredAt, long delivered, boolean appLimited) {
            firstSentAtNanos = firstSentAt;
            deliveredAtNanos = deliveredAt;
            deliveredBytes = delivered;
            isAppLimited = appLimited;
        }
    }

    /** The fragment that was cut from the message just now. */
    SentChunk(long tsn, QueuedMessage message, int flags, Bytes payload) {
        this.tsn = tsn;
        this.message = message;
        this.flags = flags;
        this.payload = payload;
        this.missingFromTsn = tsn;
        this.fsn = message.latestFsn();
        this.previousTsn = message.chain(tsn);
    }

    /** Takes a TSN for the unsent rest of a message that is given up, so that the peer can be told to skip it. */
    static SentChunk abandonedRest(long tsn, QueuedMessage message) {
        SentChunk chunk = new SentChunk(tsn, message, UserDataChunk.ENDING, Bytes.EMPTY);
        chunk.life = Life.ABANDONED;
        return chunk;
    }

    long tsn() {
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

    DeliveryMark delivery() {
        return delivery;
    }

    /** Of the latest transmission. */
    long sentAtNanos() {
        return sentAtNanos;
    }

    void sentAt(long nowNanos) {
        sentAtNanos = nowNanos;
    }

    int transmissions() {
        return transmissions;
    }

    /** Bytes in a packet: header, payload and padding. */
    int wireBytes() {
        return message.framing().wireBytes(payload.length());
    }

    void become(Life next) {
        life = next;
    }

    /** Counts one missing report if this acknowledgement can give one; true when that makes it lost. */
    boolean isReportedMissing(long ackedTsn, int reportsMax) {
        if (ackedTsn < missingFromTsn) {
            return false;
        }
        missingReports++;
        return missingReports >= reportsMax;
    }

    /** It is sent once more. TSNs from {@code nextTsn} on leave after it, so only they can report it missing again. */
    void sentAgain(long nextTsn) {
        transmissions++;
        missingReports = 0;
        missingFromTsn = nextTsn;
        life = Life.IN_FLIGHT;
    }

    UserDataChunk toChunk(int extraFlags) {
        return switch (message.framing()) {
            case PLAIN -> toData(flags | extraFlags);
            case INTERLEAVED -> toIData(flags | extraFlags);
        };
    }

    private DataChunk toData(int allFlags) {
        return new DataChunk(
                allFlags,
                Unwrap.wrapTsn(tsn),
                message.message().stream(),
                Unwrap.wrapSsn(message.number()),
                message.message().ppid(),
                payload);
    }

    private IDataChunk toIData(int allFlags) {
        boolean isFirst = (allFlags & UserDataChunk.BEGINNING) != 0;
        return new IDataChunk(
                allFlags,
                Unwrap.wrapTsn(tsn),
                message.message().stream(),
                Unwrap.wrapMid(message.number()),
                isFirst ? (int) message.message().ppid().value() : fsn,
                payload);
    }
}

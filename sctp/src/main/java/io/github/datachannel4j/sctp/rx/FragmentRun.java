package io.github.datachannel4j.sctp.rx;

import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.DataChunk;
import org.jspecify.annotations.Nullable;

/** Fragments of one message with consecutive TSNs. Runs that touch are joined; with its first and last fragment a run is a message. */
final class FragmentRun {
    private static final class Link {
        final Bytes payload;

        @Nullable
        Link next;

        Link(Bytes payload) {
            this.payload = payload;
        }
    }

    private final long firstTsn;
    private long lastTsn;
    private final DataChunk first;
    private DataChunk last;
    private final Link head;
    private Link tail;
    private int payloadBytes;

    FragmentRun(long tsn, DataChunk chunk) {
        firstTsn = tsn;
        lastTsn = tsn;
        first = chunk;
        last = chunk;
        head = new Link(chunk.payload());
        tail = head;
        payloadBytes = chunk.payload().length();
    }

    long firstTsn() {
        return firstTsn;
    }

    long lastTsn() {
        return lastTsn;
    }

    int chunkCount() {
        return (int) (lastTsn - firstTsn + 1);
    }

    int payloadBytes() {
        return payloadBytes;
    }

    boolean isComplete() {
        return first.isBeginning() && last.isEnding();
    }

    /** The first fragment; its stream, order and payload identifier are the message's. */
    DataChunk first() {
        return first;
    }

    /** Whether the fragment is the one behind the last of this run. */
    boolean isContinuedBy(long tsn, DataChunk fragment) {
        return tsn == lastTsn + 1
                && !last.isEnding()
                && !fragment.isBeginning()
                && fragment.streamId().value() == first.streamId().value()
                && fragment.isUnordered() == first.isUnordered()
                && fragment.ssnBits() == first.ssnBits();
    }

    /** Whether the run that begins with the next TSN belongs to the same message. */
    boolean isContinuedBy(FragmentRun next) {
        return isContinuedBy(next.firstTsn, next.first);
    }

    /** Takes the fragment that continues this run. */
    void append(DataChunk fragment) {
        tail.next = new Link(fragment.payload());
        tail = tail.next;
        last = fragment;
        lastTsn++;
        payloadBytes += fragment.payload().length();
    }

    /** Takes over all fragments of the run that continues this one. */
    void append(FragmentRun next) {
        tail.next = next.head;
        tail = next.tail;
        last = next.last;
        lastTsn = next.lastTsn;
        payloadBytes += next.payloadBytes;
    }

    /** The whole payload; not copied when it is one piece. */
    Bytes payload() {
        if (head == tail) {
            return head.payload;
        }
        byte[] whole = new byte[payloadBytes];
        int at = 0;
        for (Link link = head; link != null; link = link.next) {
            link.payload.copyTo(whole, at);
            at += link.payload.length();
        }
        return Bytes.wrap(whole);
    }
}

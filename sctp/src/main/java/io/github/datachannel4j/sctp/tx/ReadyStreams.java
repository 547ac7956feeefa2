package io.github.datachannel4j.sctp.tx;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Streams by rank, equals by age: a binary heap in which each stream knows its place, so that it can be moved without a search. */
final class ReadyStreams {
    private @Nullable OutgoingStream[] heap = new @Nullable OutgoingStream[8];
    private int size;
    private long nextAge;

    @Nullable
    OutgoingStream first() {
        return size == 0 ? null : heap[0];
    }

    /** Puts the stream, which may be here already, behind all of its rank. */
    void place(OutgoingStream stream) {
        stream.age(nextAge++);
        if (stream.place() == OutgoingStream.NOWHERE) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            put(stream, size++);
        }
        siftUp(stream);
        siftDown(stream);
    }

    void remove(OutgoingStream stream) {
        int hole = stream.place();
        if (hole == OutgoingStream.NOWHERE) {
            return;
        }
        stream.place(OutgoingStream.NOWHERE);
        size--;
        OutgoingStream last = heap[size];
        heap[size] = null;
        if (last != null && last != stream) {
            put(last, hole);
            siftUp(last);
            siftDown(last);
        }
    }

    /** Shows each stream, in no order; none may be placed or removed meanwhile. */
    void forEach(Consumer<OutgoingStream> consumer) {
        for (int i = 0; i < size; i++) {
            OutgoingStream stream = heap[i];
            if (stream != null) {
                consumer.accept(stream);
            }
        }
    }

    void clear() {
        forEach(stream -> stream.place(OutgoingStream.NOWHERE));
        Arrays.fill(heap, null);
        size = 0;
    }

    private void siftUp(OutgoingStream stream) {
        int at = stream.place();
        while (at > 0) {
            OutgoingStream parent = heap[(at - 1) / 2];
            if (parent == null || parent.isBefore(stream)) {
                return;
            }
            put(parent, at);
            at = (at - 1) / 2;
            put(stream, at);
        }
    }

    private void siftDown(OutgoingStream stream) {
        int at = stream.place();
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            OutgoingStream lower = heap[child];
            OutgoingStream right = child + 1 < size ? heap[child + 1] : null;
            if (right != null && lower != null && right.isBefore(lower)) {
                child++;
                lower = right;
            }
            if (lower == null || stream.isBefore(lower)) {
                return;
            }
            put(lower, at);
            at = child;
            put(stream, at);
        }
    }

    private void put(OutgoingStream stream, int at) {
        heap[at] = stream;
        stream.place(at);
    }
}

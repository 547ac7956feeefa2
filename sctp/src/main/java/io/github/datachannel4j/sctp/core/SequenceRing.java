package io.github.datachannel4j.sctp.core;

import org.jspecify.annotations.Nullable;

/**
 * Values by sequence number, in an array that is a window on the line of numbers: all operations take constant time and make no
 * objects. The window grows as far as its user lets it; users bound {@link #spanWith} before they put.
 */
public final class SequenceRing<T> {
    private static final int CAPACITY_INITIAL = 16;
    private static final int CAPACITY_KEPT = 1024;

    private @Nullable Object[] slots = new @Nullable Object[CAPACITY_INITIAL];
    /** No value is below this number ... */
    private long low;
    /** ... and none here or above; equal to {@code low} when there are none. */
    private long end;

    /** The value at a number, or null when there is none. */
    @SuppressWarnings("unchecked")
    public @Nullable T get(long sequence) {
        return sequence < low || sequence >= end ? null : (T) slots[index(sequence)];
    }

    /** How many numbers the window would span with this one in it. */
    public long spanWith(long sequence) {
        return low == end ? 1 : Math.max(end, sequence + 1) - Math.min(low, sequence);
    }

    public void put(long sequence, T value) {
        if (low == end) {
            low = sequence;
            end = sequence + 1;
        } else {
            makeRoom(Math.min(low, sequence), Math.max(end, sequence + 1));
        }
        slots[index(sequence)] = value;
    }

    public void remove(long sequence) {
        if (sequence < low || sequence >= end) {
            return;
        }
        slots[index(sequence)] = null;
        skipEmptySlots();
    }

    /** Removes everything below a number. */
    public void removeBelow(long sequence) {
        long stop = Math.min(sequence, end);
        while (low < stop) {
            slots[index(low)] = null;
            low++;
        }
        skipEmptySlots();
    }

    /** The lowest number with a value; {@link #end} when there is none. */
    public long low() {
        return low;
    }

    /** The number after the highest that may have a value. */
    public long end() {
        return end;
    }

    public boolean isEmpty() {
        return low == end;
    }

    private void makeRoom(long newLow, long newEnd) {
        if (newEnd - newLow > slots.length) {
            int capacity = slots.length;
            while (capacity < newEnd - newLow) {
                capacity = Math.multiplyExact(capacity, 2);
            }
            @Nullable Object[] larger = new @Nullable Object[capacity];
            for (long sequence = low; sequence < end; sequence++) {
                larger[(int) (sequence & (capacity - 1))] = slots[index(sequence)];
            }
            slots = larger;
        }
        low = newLow;
        end = newEnd;
    }

    private void skipEmptySlots() {
        while (low < end && slots[index(low)] == null) {
            low++;
        }
        // An idle association should not keep the array of its busiest moment.
        if (low == end && slots.length > CAPACITY_KEPT) {
            slots = new @Nullable Object[CAPACITY_INITIAL];
        }
    }

    private int index(long sequence) {
        return (int) (sequence & (slots.length - 1));
    }
}

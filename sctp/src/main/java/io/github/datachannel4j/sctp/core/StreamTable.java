package io.github.datachannel4j.sctp.core;

import io.github.datachannel4j.sctp.StreamId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * State by stream number, sparse: 65536 streams are allowed, a few are used, mostly the first ones, and a full table would cost each peer a
 * megabyte. Two levels; a page of 16 exists only while it has entries, and the pages reach as far as the highest stream has needed.
 */
public final class StreamTable<T> {
    private static final int PAGE_BITS = 4;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private @Nullable Page[] pages = new @Nullable Page[1];
    private int size;

    private static final class Page {
        final @Nullable Object[] entries = new @Nullable Object[1 << PAGE_BITS];
        int size;
    }

    /** The state of a stream, or null when it has none. */
    @SuppressWarnings("unchecked")
    public @Nullable T get(StreamId stream) {
        Page page = page(stream);
        return page == null ? null : (T) page.entries[stream.value() & PAGE_MASK];
    }

    private @Nullable Page page(StreamId stream) {
        int index = stream.value() >> PAGE_BITS;
        return index < pages.length ? pages[index] : null;
    }

    public void put(StreamId stream, T state) {
        Page page = page(stream);
        if (page == null) {
            reach(stream.value() >> PAGE_BITS);
            page = new Page();
            pages[stream.value() >> PAGE_BITS] = page;
        }
        if (page.entries[stream.value() & PAGE_MASK] == null) {
            page.size++;
            size++;
        }
        page.entries[stream.value() & PAGE_MASK] = state;
    }

    private void reach(int index) {
        if (index >= pages.length) {
            pages = Arrays.copyOf(pages, Integer.highestOneBit(index) * 2);
        }
    }

    public void remove(StreamId stream) {
        Page page = page(stream);
        if (page == null || page.entries[stream.value() & PAGE_MASK] == null) {
            return;
        }
        page.entries[stream.value() & PAGE_MASK] = null;
        page.size--;
        size--;
        if (page.size == 0) {
            pages[stream.value() >> PAGE_BITS] = null;
        }
    }

    /** Shows each state, by rising stream number; the table must not be changed meanwhile. */
    @SuppressWarnings("unchecked")
    public void forEach(Consumer<T> consumer) {
        for (Page page : pages) {
            if (page == null) {
                continue;
            }
            for (Object entry : page.entries) {
                if (entry != null) {
                    consumer.accept((T) entry);
                }
            }
        }
    }

    /** What the function makes of each state, by rising stream number. */
    public <R> List<R> map(Function<T, R> function) {
        List<R> results = new ArrayList<>(size);
        forEach(state -> results.add(function.apply(state)));
        return results;
    }

    /** Streams with state. */
    public int size() {
        return size;
    }
}

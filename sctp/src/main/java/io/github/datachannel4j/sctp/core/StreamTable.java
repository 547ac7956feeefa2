package io.github.datachannel4j.sctp.core;

import io.github.datachannel4j.sctp.StreamId;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * State by stream number, sparse: 65536 streams are allowed, a few are used, and a full table would cost each peer a megabyte. Two
 * levels of 256; a page exists only while it has entries.
 */
public final class StreamTable<T> {
    private static final int PAGE_BITS = 8;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

    private final @Nullable Page[] pages = new @Nullable Page[1 << PAGE_BITS];
    private int size;

    private static final class Page {
        final @Nullable Object[] entries = new @Nullable Object[1 << PAGE_BITS];
        int size;
    }

    /** The state of a stream, or null when it has none. */
    @SuppressWarnings("unchecked")
    public @Nullable T get(StreamId stream) {
        Page page = pages[stream.value() >> PAGE_BITS];
        return page == null ? null : (T) page.entries[stream.value() & PAGE_MASK];
    }

    public void put(StreamId stream, T state) {
        Page page = pages[stream.value() >> PAGE_BITS];
        if (page == null) {
            page = new Page();
            pages[stream.value() >> PAGE_BITS] = page;
        }
        if (page.entries[stream.value() & PAGE_MASK] == null) {
            page.size++;
            size++;
        }
        page.entries[stream.value() & PAGE_MASK] = state;
    }

    public void remove(StreamId stream) {
        Page page = pages[stream.value() >> PAGE_BITS];
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

    /** Streams with state. */
    public int size() {
        return size;
    }
}

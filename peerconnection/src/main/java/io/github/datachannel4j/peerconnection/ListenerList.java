package io.github.datachannel4j.peerconnection;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listeners for one kind of event. One that throws is logged and keeps no other from hearing. A connection has many of these, most of
 * them empty for good, and so an empty one is next to nothing.
 */
final class ListenerList<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerList.class);

    /** Replaced as a whole: whoever is being told keeps to those that were there. */
    private volatile List<Consumer<? super T>> listeners = List.of();

    synchronized Registration add(Consumer<? super T> listener) {
        List<Consumer<? super T>> more = new ArrayList<>(listeners);
        more.add(listener);
        listeners = List.copyOf(more);
        return () -> remove(listener);
    }

    private synchronized void remove(Consumer<? super T> listener) {
        List<Consumer<? super T>> fewer = new ArrayList<>(listeners);
        fewer.remove(listener);
        listeners = List.copyOf(fewer);
    }

    void fire(T event) {
        for (Consumer<? super T> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener threw", e);
            }
        }
    }
}

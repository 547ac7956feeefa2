package io.github.datachannel4j.peerconnection;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners for one kind of event. One that throws is logged and keeps no other from hearing. */
final class ListenerList<T> {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerList.class);

    private final List<Consumer<? super T>> listeners = new CopyOnWriteArrayList<>();

    Registration add(Consumer<? super T> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
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

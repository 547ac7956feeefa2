package io.github.datachannel4j.peerconnection;

import java.util.concurrent.atomic.AtomicBoolean;

/** The listeners for one channel's events. */
final class ChannelListeners {
    final ListenerList<DataChannelEvent> all = new ListenerList<>();
    final ListenerList<DataChannelEvent.Open> open = new ListenerList<>();
    final ListenerList<DataChannelEvent.BufferedAmountLow> bufferedAmountLow = new ListenerList<>();
    final ListenerList<DataChannelEvent.Closing> closing = new ListenerList<>();
    final ListenerList<DataChannelEvent.Closed> closed = new ListenerList<>();
    final ListenerList<DataChannelEvent.Errored> errored = new ListenerList<>();

    void dispatch(DataChannelEvent event) {
        switch (event) {
            case DataChannelEvent.Open happened -> open.fire(happened);
            case DataChannelEvent.BufferedAmountLow happened -> bufferedAmountLow.fire(happened);
            case DataChannelEvent.Closing happened -> closing.fire(happened);
            case DataChannelEvent.Closed happened -> closed.fire(happened);
            case DataChannelEvent.Errored happened -> errored.fire(happened);
        }
        all.fire(event);
    }

    /** For what happens once: whether it is heard of from the event or because it is late does not matter. */
    static Runnable once(Runnable listener) {
        AtomicBoolean called = new AtomicBoolean();
        return () -> {
            if (called.compareAndSet(false, true)) {
                listener.run();
            }
        };
    }
}

package io.github.datachannel4j.datachannel;

import io.github.datachannel4j.sctp.Bytes;
import java.util.function.Consumer;

/** One end of a {@link TestWire}: anything sans-IO that sends and receives packets. */
interface TestEnd {
    void receive(long nowNanos, Bytes packet);

    void advanceTo(long nowNanos);

    /** Takes all outputs; packets go to {@code transmit}. */
    void drain(long nowNanos, Consumer<Bytes> transmit);

    long nextTimeout();
}

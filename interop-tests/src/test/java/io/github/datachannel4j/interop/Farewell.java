package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Stopwatch;
import io.github.datachannel4j.peerconnection.CloseReason;
import java.time.Duration;

/** How a peer's good-bye is noticed: by its packet, and not by any time-out. */
final class Farewell {
    /** The fastest time-out of ours is the 5 s of silence; a packet takes milliseconds. */
    private static final Duration NOTICED = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Farewell() {}

    /**
     * To be called when the other side's call that ends it has returned, from which the time counts. Three things must be so, the first two
     * however busy this machine is: the reason is what the peer has said (an SCTP reset or ABORT, or DTLS's close_notify) and no failure;
     * the connection was never found silent; and it has taken half a second at most beyond what this process has stood still.
     */
    static void assertNoticed(Pair pair, Pair.Ends ends, Column column) {
        try (Stopwatch time = Stopwatch.start()) {
            ends.ours().awaitClosed(PATIENCE);
            Matrix.note(column, time.assertWithin(NOTICED, "noticed that the other side has closed"));
        }
        assertThat(((OurPeer) pair.us()).closeReasons())
                .singleElement()
                .isInstanceOfAny(CloseReason.ClosedByPeer.class, CloseReason.ConnectionClosedByPeer.class);
        assertThat(pair.us().inbox().states()).doesNotContain("disconnected", "failed");
    }
}

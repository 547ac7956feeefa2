package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;

@Order(4)
class ClosingTest {
    /** A close is told by a packet, so it is noticed long before any time-out of ICE (RFC 7675: 30 s). */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    private static final int REUSED_ID = 40;

    @InEveryColumn(Capability.PEER_CLOSES_CHANNEL)
    void peerClosesChannel(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends kept = pair.connect(ChannelSpec.of("kept"));
            Pair.Ends byThem = pair.openFromThem(ChannelSpec.of("closed-by-its-creator"));
            Pair.Ends byUs = pair.openFromUs(ChannelSpec.of("closed-by-the-other"));
            byThem.theirs().send("last words");
            byThem.theirs().close();
            byUs.theirs().close();

            assertThat(byThem.ours().nextMessage()).isEqualTo("last words");
            assertClosed(byThem);
            assertClosed(byUs);
            assertStillWorks(kept);
        }
    }

    @InEveryColumn(Capability.WE_CLOSE_CHANNEL)
    void weCloseChannel(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends kept = pair.connect(ChannelSpec.of("kept"));
            Pair.Ends byUs = pair.openFromUs(ChannelSpec.of("closed-by-its-creator"));
            Pair.Ends byThem = pair.openFromThem(ChannelSpec.of("closed-by-the-other"));
            byUs.ours().send("last words");
            byUs.ours().close();
            byThem.ours().close();

            if (column.stack()
                    != Stack.LIBDATACHANNEL) { // gets them, but node-datachannel may call its onClosed before its
                // onMessage
                assertThat(byUs.theirs().nextMessage()).isEqualTo("last words");
            }
            assertClosed(byUs);
            assertClosed(byThem);
            assertStillWorks(kept);
        }
    }

    @InEveryColumn(Capability.BOTH_CLOSE_CHANNEL)
    void bothCloseChannelAtOnce(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends kept = pair.connect(ChannelSpec.of("kept"));
            for (int i = 0; i < 5; i++) {
                Pair.Ends ends = pair.openFromUs(ChannelSpec.of("both"));
                CompletableFuture<Void> theirs = CompletableFuture.runAsync(ends.theirs()::close);
                ends.ours().close();
                Await.outcome(theirs, "close at the other side");
                assertClosed(ends);
            }
            assertStillWorks(kept);
        }
    }

    @InEveryColumn(Capability.ID_REUSED)
    void streamIdIsUsedAgain(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            pair.connect(ChannelSpec.of("kept"));
            for (int round = 0; round < 3; round++) {
                ChannelSpec spec = ChannelSpec.of("round-" + round).negotiated(REUSED_ID);
                PeerChannel ours = pair.us().createChannel(spec);
                PeerChannel theirs = pair.them().createChannel(spec);
                ours.awaitOpen();
                theirs.awaitOpen();
                Pair.Ends ends = new Pair.Ends(ours, theirs);
                assertStillWorks(ends);
                ours.close();
                assertClosed(ends);
            }
        }
    }

    @InEveryColumn(Capability.PEER_CLOSES_CONNECTION)
    void peerClosesConnection(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("ends"));
            pair.them().closePeer();
            Farewell.assertNoticed(pair, ends, column);
        }
    }

    @InEveryColumn(Capability.WE_CLOSE_CONNECTION)
    void weCloseConnection(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("ends"));
            pair.us().closePeer();

            ends.theirs().awaitClosed(AT_ONCE);
        }
    }

    private static void assertClosed(Pair.Ends ends) {
        ends.ours().awaitClosed(AT_ONCE);
        ends.theirs().awaitClosed(AT_ONCE);
    }

    private static void assertStillWorks(Pair.Ends ends) {
        ends.ours().send("ping");
        assertThat(ends.theirs().nextMessage()).isEqualTo("ping");
        ends.theirs().send("pong");
        assertThat(ends.ours().nextMessage()).isEqualTo("pong");
    }
}

package io.github.datachannel4j.interop;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Order(6)
class VanishingTest {
    /** The browser says good-bye when a page goes. */
    private static final Duration RELOAD_NOTICED = Duration.ofSeconds(2);

    /** Nobody says good-bye: checks go unanswered, and 5 s without a sign of life are disconnected. */
    private static final Duration KILL_NOTICED = Duration.ofSeconds(10);

    @InEveryColumn(Capability.PAGE_RELOAD)
    void pageReloadIsNoticed(Column column) {
        column.notApplicableUnless(column.stack().isBrowser(), "has no pages");
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("reloaded"));
            long start = System.nanoTime();
            pair.them().reload();

            ends.ours().awaitClosed(RELOAD_NOTICED);
            Matrix.noteTimeSince(start, column);
        }
    }

    @InEveryColumn(Capability.KILLED)
    void killedPeerIsNoticed(Column column) {
        try (StackProcess process = StackProcess.start(column.stack());
                Pair pair = column.pair(Stage.ourPeer(PeerOptions.REPORT), process.open(PeerOptions.REPORT))) {
            pair.connect(ChannelSpec.of("killed"));
            long start = System.nanoTime();
            process.kill();

            pair.us().inbox().awaitState(KILL_NOTICED, "disconnected", "failed");
            Matrix.noteTimeSince(start, column);
        }
    }

    /** A lite side has no checks of consent of its own: it hears that the browser's stay out, and asks. */
    @ParameterizedTest
    @EnumSource(names = {"CHROMIUM", "FIREFOX"})
    void killedBrowserIsNoticedByALiteServer(Stack browser) {
        NetworkOptions lite = NetworkOptions.defaults().withIceLite();
        OurPeer us = new OurPeer(
                PeerConnection.create(PeerConnectionConfig.defaults().withNetwork(lite)), PeerOptions.REPORT.mode());
        try (StackProcess process = StackProcess.start(browser);
                Pair pair = new Column(browser, Column.Role.OFFERS).pair(us, process.open(PeerOptions.REPORT))) {
            pair.connect(ChannelSpec.of("killed"));
            process.kill();

            us.inbox().awaitState(KILL_NOTICED, "disconnected", "failed");
        }
    }
}

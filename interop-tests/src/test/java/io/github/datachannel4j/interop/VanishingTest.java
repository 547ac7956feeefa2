package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.peer.Stopwatch;
import io.github.datachannel4j.peerconnection.NetworkOptions;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.PeerConnectionConfig;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Order(6)
class VanishingTest {
    /** Nobody says good-bye: checks go unanswered, and 5 s without a sign of life are disconnected. */
    private static final Duration KILL_NOTICED = Duration.ofSeconds(6);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @InEveryColumn(Capability.PAGE_RELOAD)
    void pageReloadIsNoticed(Column column) {
        column.notApplicableUnless(column.stack().isBrowser(), "has no pages");
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("reloaded"));
            pair.them().reload();
            Farewell.assertNoticed(pair, ends, column);
        }
    }

    @InEveryColumn(Capability.KILLED)
    void killedPeerIsNoticed(Column column) {
        try (StackProcess process = StackProcess.start(column.stack());
                Pair pair = column.pair(Stage.ourPeer(PeerOptions.REPORT), process.open(PeerOptions.REPORT))) {
            pair.connect(ChannelSpec.of("killed"));
            Matrix.note(column, killAndAwaitSilence(process, pair.us()));
        }
    }

    /** The time it took. It is disconnected first, from which it could come back, and failed long after. */
    private static String killAndAwaitSilence(StackProcess process, Peer us) {
        process.kill();
        try (Stopwatch time = Stopwatch.start()) {
            us.inbox().awaitState(PATIENCE, "disconnected", "failed");
            String noticed = time.assertWithin(KILL_NOTICED, "noticed that the other side was killed");
            assertThat(us.inbox().states()).endsWith("connected", "disconnected");
            return noticed;
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
            String noticed = killAndAwaitSilence(process, us);
            System.out.println(
                    "[interop-tests] a lite server has noticed a killed " + browser.title() + " after " + noticed);
        }
    }
}

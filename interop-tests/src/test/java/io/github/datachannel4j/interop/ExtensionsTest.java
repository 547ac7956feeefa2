package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Matrix;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.matrix.Stage;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.Batch;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.interop.peer.StackProcess;
import io.github.datachannel4j.interop.peer.WireTally;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything would work without them, only worse; so somebody has to look. */
@Order(2)
class ExtensionsTest {
    private static final String INTERLEAVING_ON = "--force-fieldtrials=WebRTC-DataChannelMessageInterleaving/Enabled/";

    private static final Batch SOME = Batch.binary(50, 5000);

    @InEveryColumn(Capability.EXTENSIONS)
    void thoseThatAreExpectedAreInUse(Column column) {
        WireTally wire = new WireTally();
        try (Pair pair =
                column.pair(Stage.ourPeer(PeerOptions.COUNT, wire), Stage.open(column.stack(), PeerOptions.COUNT))) {
            column.notApplicableUnless(pair.us() instanceof OurPeer, "our side is a stand-in");
            Extensions seen = usedBy(pair, wire);

            Matrix.note(column, seen.toString());
            assertThat(seen).as("with %s", column).isEqualTo(Extensions.expectedWith(column.stack()));
        }
    }

    @ParameterizedTest
    @EnumSource(Column.Role.class)
    void chromiumInterleavesWhenItsFieldTrialIsOn(Column.Role role) {
        WireTally wire = new WireTally();
        try (StackProcess chromium = StackProcess.startChromium(INTERLEAVING_ON);
                Pair pair = new Column(Stack.CHROMIUM, role)
                        .pair(Stage.ourPeer(PeerOptions.COUNT, wire), chromium.open(PeerOptions.COUNT))) {
            assumeTrue(pair.us() instanceof OurPeer, "our side is a stand-in");

            // As with Firefox, which has the same SCTP.
            assertThat(usedBy(pair, wire)).isEqualTo(Extensions.expectedWith(Stack.FIREFOX));
        }
    }

    private static Extensions usedBy(Pair pair, WireTally wire) {
        Pair.Ends ends = pair.connect(ChannelSpec.of("extensions"));
        send(ends.ours(), ends.theirs());
        send(ends.theirs(), ends.ours());
        return Extensions.seenAt((OurPeer) pair.us(), wire);
    }

    private static void send(PeerChannel from, PeerChannel to) {
        from.send(SOME);
        Await.outcome(to.expect(SOME.count()), "messages at " + to);
    }
}

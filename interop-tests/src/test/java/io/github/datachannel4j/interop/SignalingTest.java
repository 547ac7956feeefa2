package io.github.datachannel4j.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.interop.matrix.Capability;
import io.github.datachannel4j.interop.matrix.Column;
import io.github.datachannel4j.interop.matrix.InEveryColumn;
import io.github.datachannel4j.interop.matrix.Pair;
import io.github.datachannel4j.interop.peer.Await;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.Connection.Signaling;
import io.github.datachannel4j.interop.peer.OurPeer;
import io.github.datachannel4j.interop.peer.Peer;
import io.github.datachannel4j.interop.peer.PeerChannel;
import io.github.datachannel4j.interop.peer.PeerOptions;
import io.github.datachannel4j.interop.peer.Stack;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.Stats;
import org.junit.jupiter.api.Order;

@Order(1)
class SignalingTest {
    private static final int MESSAGES_MAX = 2000;

    @InEveryColumn(Capability.TRICKLE)
    void connectsWithTrickledCandidates(Column column) {
        column.notApplicableUnless(
                column.stack() != Stack.AIORTC, "gathers before it describes itself, and takes no end of candidates");
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            assertOpens(pair, Signaling.TRICKLE);
        }
    }

    @InEveryColumn(Capability.COMPLETE_DESCRIPTIONS)
    void connectsWithCompleteDescriptions(Column column) {
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            assertOpens(pair, Signaling.COMPLETE);
        }
    }

    @InEveryColumn(Capability.MEDIA_BESIDE_DATA)
    void rejectsMediaAndKeepsData(Column column) {
        column.notApplicableUnless(column.role() == Column.Role.OFFERS, "our offers hold data only");
        column.notApplicableUnless(
                column.stack() != Stack.AIORTC,
                "takes no answer in which a section is rejected, as it wants ICE credentials there");
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT.withMedia())) {
            assertOpens(pair, Signaling.COMPLETE);
            assertThat(pair.us().gathered()).contains("m=audio 0 ").contains("m=video 0 ");
        }
    }

    @InEveryColumn(Capability.ICE_RESTART)
    void movesToNewIceCredentials(Column column) {
        column.notApplicableUnless(column.stack().isBrowser() || column.stack() == Stack.PION, "cannot restart ICE");
        try (Pair pair = column.open(PeerOptions.REPORT, PeerOptions.REPORT)) {
            Pair.Ends ends = pair.connect(ChannelSpec.of("restarted"));
            PeerConnection ours = ((OurPeer) pair.us()).connection();
            String before = fragmentInUse(ours);
            pair.connection().restartIce();

            // The old pair carries until the new one is chosen, so every message arrives meanwhile.
            for (int i = 0; i < MESSAGES_MAX && fragmentInUse(ours).equals(before); i++) {
                assertRoundTrip(ends, "during " + i);
            }
            assertThat(fragmentInUse(ours)).isNotEqualTo(before);
            assertRoundTrip(ends, "afterwards");
        }
    }

    private static void assertRoundTrip(Pair.Ends ends, String text) {
        ends.ours().send(text);
        assertThat(ends.theirs().nextMessage()).isEqualTo(text);
        ends.theirs().send(text);
        assertThat(ends.ours().nextMessage()).isEqualTo(text);
    }

    private static String fragmentInUse(PeerConnection connection) {
        return Await.outcome(connection.getStats(), "getStats")
                .of(Stats.OfTransport.class)
                .getFirst()
                .iceLocalUsernameFragment();
    }

    private static void assertOpens(Pair pair, Signaling signaling) {
        Peer offerer = pair.connection().offerer();
        PeerChannel created = offerer.createChannel(ChannelSpec.of("first"));
        pair.connection().connect(signaling);
        Pair.Ends ends = pair.meet(offerer, created);

        ends.ours().send("hello");
        assertThat(ends.theirs().nextMessage()).isEqualTo("hello");
    }
}

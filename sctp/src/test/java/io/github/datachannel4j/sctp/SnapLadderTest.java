package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both INITs carried by signaling (draft-hancke-tsvwg-snap). */
class SnapLadderTest {
    /** Of Chromium 156's offer, with I-DATA. */
    private static final Bytes CHROMIUM =
            Bytes.wrap(Base64.getDecoder().decode("AQAAII+TRaoAUAAA/////6kSWAXAAAAEgAgACILAQMI="));

    private final AssociationOptions options = AssociationOptions.defaults();
    private final Bytes initOfA = SnapInit.draw(options, new Random(11));
    private final Bytes initOfZ = SnapInit.draw(options, new Random(12));
    private final Ladder ladder = new Ladder(options);

    private void connectBoth() {
        ladder.a.association.connect(ladder.now, initOfA, initOfZ);
        ladder.z.association.connect(ladder.now, initOfZ, initOfA);
        ladder.drain();
    }

    @Test
    void bothEndsAreEstablishedWithoutAPacket() {
        connectBoth();

        assertThat(ladder.a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.z.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(ladder.sent).isEmpty();
    }

    @Test
    void dataFlowsBothWaysWithoutInitAndCookie() {
        connectBoth();
        ladder.send(ladder.a, "there");
        ladder.send(ladder.z, "back");
        ladder.send(ladder.a, 100_000);
        ladder.runUntilQuiet();

        assertThat(ladder.a.texts()).containsExactly("back");
        assertThat(ladder.z.messages()).hasSize(2);
        assertThat(ladder.chunks(ladder.a, InitChunk.class)).isEmpty();
        assertThat(ladder.chunks(ladder.a, CookieEchoChunk.class)).isEmpty();
    }

    @Test
    void whatIsNegotiatedIsWhatTheInitsSay() {
        connectBoth();
        AssociationMetrics.Features features = ladder.a.association.metrics().features();

        assertThat(features.partialReliability()).isTrue();
        assertThat(features.streamReset()).isTrue();
        assertThat(features.zeroChecksumOut()).isTrue();
        assertThat(features.zeroChecksumIn()).isTrue();
        assertThat(features.signaledInit()).isTrue();
    }

    @Test
    void aHandshakeIsTold() {
        ladder.connect();

        assertThat(ladder.a.association.metrics().features().signaledInit()).isFalse();
        assertThat(ladder.z.association.metrics().features().signaledInit()).isFalse();
    }

    @Test
    void chromiumsInitIsUnderstood() {
        ladder.a.association.connect(ladder.now, initOfA, CHROMIUM);
        ladder.drain();
        AssociationMetrics.Features features = ladder.a.association.metrics().features();

        assertThat(ladder.a.state()).isEqualTo(AssociationState.ESTABLISHED);
        assertThat(features.streamReset()).isTrue();
        assertThat(features.zeroChecksumOut()).isFalse();
    }

    /** The peer may be ready first: its DATA waits for nobody, and T3-rtx repeats what came too early. */
    @Test
    void anEndThatIsReadyLaterGetsEverything() {
        ladder.a.association.connect(ladder.now, initOfA, initOfZ);
        ladder.send(ladder.a, "early");
        ladder.runFor(100 * Ladder.MILLIS);
        ladder.z.association.connect(ladder.now, initOfZ, initOfA);
        ladder.runUntilQuiet();

        assertThat(ladder.z.texts()).containsExactly("early");
    }

    @Test
    void anInitThatMakesNoAssociationIsRefused() {
        List<Bytes> unusable = List.of(
                Bytes.EMPTY,
                initOfZ.slice(0, 10),
                changed(0, 1, 2),
                changed(4, 4, 0),
                changed(8, 4, 0),
                changed(12, 4, 0));

        for (Bytes init : unusable) {
            assertThat(SnapInit.isUsable(init)).isFalse();
            assertThatThrownBy(() -> ladder.a.association.connect(ladder.now, initOfA, init))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(ladder.a.state()).isEqualTo(AssociationState.NEW);
        assertThat(SnapInit.isUsable(initOfZ)).isTrue();
        assertThat(SnapInit.isUsable(CHROMIUM)).isTrue();
    }

    /** The type, the tag, the window or the numbers of streams. */
    private Bytes changed(int at, int length, int value) {
        byte[] bytes = initOfZ.toArray();
        Arrays.fill(bytes, at, at + length, (byte) value);
        return Bytes.wrap(bytes);
    }
}

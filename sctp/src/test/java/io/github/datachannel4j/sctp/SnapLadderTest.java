package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Both INITs carried by signaling (draft-hancke-tsvwg-snap). */
class SnapLadderTest {
    /** Of Chromium 156's offer, with I-DATA. */
    private static final Bytes CHROMIUM =
            Bytes.wrap(Base64.getDecoder().decode("AQAAII+TRaoAUAAA/////6kSWAXAAAAEgAgACILAQMI="));

    private final AssociationOptions options = AssociationOptions.defaults();
    private final Bytes initOfA = Association.drawInit(options, new Random(11));
    private final Bytes initOfZ = Association.drawInit(options, new Random(12));
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
        Bytes cut = initOfZ.slice(0, 10);
        byte[] withoutTag = initOfZ.toArray();
        for (int at = 4; at < 8; at++) {
            withoutTag[at] = 0;
        }

        assertThatThrownBy(() -> ladder.a.association.connect(ladder.now, initOfA, cut))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ladder.a.association.connect(ladder.now, initOfA, Bytes.wrap(withoutTag)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ladder.a.association.connect(ladder.now, initOfA, Bytes.EMPTY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ladder.a.state()).isEqualTo(AssociationState.NEW);
    }
}

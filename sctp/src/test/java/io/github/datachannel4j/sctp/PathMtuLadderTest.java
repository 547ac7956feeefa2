package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.PadChunk;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RFC 8899 with the probes of §6.2.1: HEARTBEAT and PAD. */
class PathMtuLadderTest {
    private static final int BASE = 1191;
    private static final int ETHERNET = 1435;
    private static final int MAX = 1963;
    private static final int PAD_PARAMETER = 0x8005;

    /** Far more than Ethernet, so that sizes above it play a part. */
    private final Ladder ladder = Ladder.established(
            AssociationOptions.defaults().withPathMtu(PathMtuOptions.defaults().withRange(BASE, MAX)));

    private int size() {
        return ladder.a.association.metrics().path().packetBytesMax();
    }

    private void transfer(int bytes) {
        ladder.send(ladder.a, bytes);
        ladder.runFor(Ladder.SECONDS);
    }

    private List<Integer> probes() {
        return ladder.sent.stream()
                .filter(packet -> packet.has(PadChunk.class))
                .map(packet -> packet.bytes().length())
                .toList();
    }

    /** Lets a search end that meets this MTU. */
    private void settleAt(int mtuBytes) {
        ladder.mtu(mtuBytes);
        transfer(100_000);
        ladder.runFor(30 * Ladder.SECONDS);
        ladder.sent.clear();
    }

    // ---- padding (RFC 4820)

    @Test
    void paddingIsSkippedWhereverItIs() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.say(new PadChunk(17), new HeartbeatChunk(Bytes.utf8("go on")), new PadChunk(0));

        assertThat(peer.names()).containsExactly("HeartbeatAck");
    }

    @Test
    void aPaddingParameterOfAnInitIsIgnoredAndNotInTheCookie() {
        ScriptedPeer slim = new ScriptedPeer(AssociationOptions.defaults());
        slim.sayUnder(0, new InitChunk(ScriptedPeer.fields(100_000)));
        ScriptedPeer padded = new ScriptedPeer(AssociationOptions.defaults());
        padded.sayUnder(
                0,
                new InitChunk(ScriptedPeer.fields(
                        100_000,
                        new UnknownParameter(PAD_PARAMETER, Bytes.wrap(new byte[500])),
                        ForwardTsnSupportedParameter.INSTANCE)));

        assertThat(padded.cookie().length()).isEqualTo(slim.cookie().length());
        assertThat(padded.all(InitAckChunk.class).getFirst().valueBytes())
                .isEqualTo(slim.all(InitAckChunk.class).getFirst().valueBytes());
        padded.say(new CookieEchoChunk(padded.cookie()));
        assertThat(padded.endpoint.association.metrics().features().partialReliability())
                .isTrue();
    }

    // ---- searching

    /** What aiortc reads of a record at a time. */
    @Test
    void nothingIsLargerThanEveryPeerReads() {
        Ladder usual = Ladder.established();
        usual.send(usual.a, 100_000);
        usual.runFor(Ladder.SECONDS);

        assertThat(usual.a.association.metrics().path().packetBytesMax()).isEqualTo(1_500);
        assertThat(usual.sent).allMatch(packet -> packet.bytes().length() <= 1_500);
    }

    @Test
    void smallTalkIsNotWorthAProbe() {
        for (int i = 0; i < 50; i++) {
            ladder.send(ladder.a, 1_000);
            ladder.runFor(50 * Ladder.MILLIS);
        }

        assertThat(probes()).isEmpty();
        assertThat(size()).isEqualTo(BASE);
    }

    @Test
    void ethernetIsFoundInOneRoundTripAndMoreInTwo() {
        transfer(100_000);

        assertThat(probes()).containsExactly(ETHERNET - 3, MAX - 3);
        assertThat(size()).isEqualTo(MAX);
        assertThat(ladder.z.messages().getFirst().payload()).isEqualTo(Ladder.pattern(100_000));
    }

    @Test
    void aProbeIsAHeartbeatAndPaddingAndIsAnsweredByASmallPacket() {
        transfer(100_000);

        assertThat(ladder.chunksFrom(ladder.a)).contains("Heartbeat+Pad");
        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(HeartbeatAckChunk.class))
                .allMatch(packet -> packet.bytes().length() < 100);
    }

    @Test
    void largerPacketsAreUsedOnceTheyAreFound() {
        transfer(100_000);
        ladder.sent.clear();
        transfer(100_000);

        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(DataChunk.class))
                .anyMatch(packet -> packet.bytes().length() > MAX - 4);
    }

    @Test
    void theSearchEndsBelowWhatThePathCarries() {
        settleAt(1_400);

        assertThat(size()).isEqualTo(1_395);
    }

    @Test
    void everyEntryOfTheTableIsFound() {
        for (int mtu : List.of(1293, 1335, 1355, 1395, 1407, 1415, 1427, 1435)) {
            Ladder fresh = Ladder.established();
            fresh.mtu(mtu);
            fresh.send(fresh.a, 50_000);
            fresh.runFor(30 * Ladder.SECONDS);
            assertThat(fresh.a.association.metrics().path().packetBytesMax()).isEqualTo(mtu);
        }
    }

    /** §5.1.3: three losses in a row, and each is waited for at least a second. */
    @Test
    void aSizeIsGivenUpAfterThreeLostProbes() {
        ladder.mtu(ETHERNET);
        ladder.send(ladder.a, 100_000);
        ladder.runFor(2_900 * Ladder.MILLIS);
        assertThat(probes()).containsExactly(ETHERNET - 3, MAX - 3, MAX - 3, MAX - 3);
        ladder.runFor(10 * Ladder.SECONDS);

        assertThat(probes()).hasSize(4);
        assertThat(ladder.a.association.metrics().path().mtuProbesLost()).isEqualTo(3);
    }

    @Test
    void nothingButProbesIsLargerThanWhatWasConfirmed() {
        transfer(300_000);
        int confirmed = BASE;
        for (Ladder.Sent packet : ladder.sent) {
            if (packet.from() == ladder.a && !packet.has(PadChunk.class)) {
                assertThat(packet.bytes().length()).isLessThanOrEqualTo(confirmed);
            }
            if (packet.has(HeartbeatAckChunk.class)) {
                confirmed = confirmed == BASE ? ETHERNET : MAX;
            }
        }
        assertThat(confirmed).isEqualTo(MAX);
    }

    /** §8: losses ask whether the size in use still works, also while a larger one is being tried. */
    @Test
    void probesAreAtLeastARoundTripApart() {
        settleAt(1_420);
        ladder.runFor(30 * Ladder.SECONDS);
        ladder.loseNext(DataChunk.class);
        ladder.send(ladder.a, 6_000);
        ladder.runFor(3 * Ladder.LATENCY_NANOS / 2);
        ladder.send(ladder.a, 300_000);
        ladder.runFor(5 * Ladder.SECONDS);

        List<Long> times = ladder.sent.stream()
                .filter(packet -> packet.has(PadChunk.class))
                .map(Ladder.Sent::arrivesAt)
                .toList();
        assertThat(times).hasSizeGreaterThan(1);
        for (int i = 1; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isGreaterThanOrEqualTo(2 * Ladder.LATENCY_NANOS);
        }
    }

    /** §3, item 8: nor does flow control. */
    @Test
    void aClosedWindowHoldsUpNoProbe() {
        ScriptedPeer peer = ScriptedPeer.established(AssociationOptions.defaults(), 2_000);
        peer.letSend("x".repeat(100_000), SendOptions.ordered());

        assertThat(peer.names()).contains("Heartbeat+Pad");
    }

    @Test
    void anAnswerToSomethingElseConfirmsNothing() {
        ScriptedPeer peer = ScriptedPeer.established();
        peer.letSend("x".repeat(100_000), SendOptions.ordered());
        HeartbeatChunk probe = peer.all(HeartbeatChunk.class).getFirst();
        byte[] other = probe.info().toArray();
        other[other.length - 1]++;
        peer.say(new HeartbeatAckChunk(Bytes.wrap(other)));
        assertThat(peer.endpoint.association.metrics().path().packetBytesMax()).isEqualTo(BASE);

        peer.say(new HeartbeatAckChunk(probe.info()));
        peer.say(new HeartbeatAckChunk(probe.info()));
        assertThat(peer.endpoint.association.metrics().path().packetBytesMax()).isEqualTo(ETHERNET);
    }

    @Test
    void lostProbesAreNoErrors() {
        Ladder strict = Ladder.established(AssociationOptions.defaults().withLimits(new RetransmissionLimits(1, 1)));
        strict.mtu(BASE);
        for (int i = 0; i < 10; i++) {
            strict.send(strict.a, 100_000);
            strict.runFor(10 * Ladder.SECONDS);
        }

        assertThat(strict.a.association.metrics().path().mtuProbesLost()).isGreaterThan(5);
        assertThat(strict.a.state()).isEqualTo(AssociationState.ESTABLISHED);
    }

    /** §5.1.1, §6.2.3.3: data that arrives confirms the size, so there is no CONFIRMATION_TIMER. */
    @Test
    void whatWorksIsNotConfirmedWithoutNeed() {
        settleAt(Integer.MAX_VALUE);
        for (int i = 0; i < 9; i++) {
            transfer(100_000);
        }

        assertThat(probes()).isEmpty();
    }

    @Test
    void aProbeIsWaitedForAtLeastASecond() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PathMtuOptions(BASE, MAX, 65, 999 * Ladder.MILLIS, Ladder.SECONDS));
    }

    @Test
    void aProbeLostByChanceIsRepeated() {
        ladder.loseNext(HeartbeatChunk.class);
        transfer(100_000);
        ladder.runFor(2 * Ladder.SECONDS);

        assertThat(size()).isEqualTo(MAX);
    }

    /** §3, item 3: the loss of a probe is no sign of congestion. */
    @Test
    void aLostProbeCostsNothing() {
        ladder.mtu(ETHERNET);
        transfer(100_000);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(ladder.a.association.metrics().loss().retransmissions()).isZero();
        assertThat(ladder.a.association.metrics().loss().t3Expirations()).isZero();
    }

    @Test
    void aWiderPathIsFoundLater() {
        settleAt(1_300);
        assertThat(size()).isEqualTo(1_293);
        ladder.mtu(1_500);
        ladder.runFor(30 * Ladder.SECONDS);
        transfer(20_000);
        ladder.runFor(5 * Ladder.SECONDS);

        assertThat(size()).isEqualTo(ETHERNET);
    }

    @Test
    void aFixedSizeIsNeverProbed() {
        Ladder fixed = Ladder.established(AssociationOptions.defaults().withPathMtu(PathMtuOptions.fixed(1_200)));
        fixed.send(fixed.a, 100_000);
        fixed.runFor(5 * Ladder.SECONDS);

        assertThat(fixed.sent).noneMatch(packet -> packet.has(PadChunk.class));
    }

    // ---- falling back

    @Test
    void aShrunkPathIsNoticedWithinSecondsInTheMiddleOfATransfer() {
        settleAt(1_500);
        ladder.send(ladder.a, 300_000);
        ladder.runFor(10 * Ladder.MILLIS);
        ladder.mtu(1_250);
        ladder.runFor(3 * Ladder.SECONDS);

        assertThat(size()).isEqualTo(BASE);
        assertThat(ladder.a.association.metrics().path().blackHoles()).isEqualTo(1);
        ladder.runFor(3 * Ladder.SECONDS);
        assertThat(ladder.z.messages().getLast().payload()).isEqualTo(Ladder.pattern(300_000));
    }

    /** Small messages that are acknowledged keep T3-rtx from expiring. */
    @Test
    void aPathThatOnlyCarriesSmallPacketsIsNoticedByProbes() {
        settleAt(1_500);
        ladder.mtu(1_250);
        ladder.send(ladder.a, 10_000);
        for (int i = 0; i < 80; i++) {
            ladder.send(ladder.a, "small " + i, SendOptions.unordered());
            ladder.runFor(100 * Ladder.MILLIS);
        }

        assertThat(size()).isEqualTo(BASE);
        assertThat(ladder.z.messages()).hasSize(82);
    }

    @Test
    void noChunkIsLargerThanTheBaseAllowsSoThatItFitsAfterAFallBack() {
        settleAt(Integer.MAX_VALUE);
        transfer(100_000);

        assertThat(ladder.chunks(ladder.a, DataChunk.class)).allMatch(chunk -> chunk.paddedLength() <= BASE - 12);
    }

    @Test
    void aLossByChanceDoesNotShrinkThePackets() {
        settleAt(1_500);
        for (int i = 0; i < 20; i++) {
            ladder.loseNext(DataChunk.class);
            transfer(50_000);
        }

        assertThat(size()).isEqualTo(ETHERNET);
        assertThat(ladder.a.association.metrics().path().blackHoles()).isZero();
    }

    @Test
    void anOutageIsOverAsSoonAsThePathIsBack() {
        settleAt(1_500);
        ladder.loseEvery(1);
        transfer(50_000);
        ladder.runFor(20 * Ladder.SECONDS);
        ladder.loseEvery(0);
        ladder.runFor(10 * Ladder.SECONDS);
        assertThat(ladder.z.messages()).hasSize(2);
        ladder.runFor(30 * Ladder.SECONDS);
        transfer(50_000);

        assertThat(size()).isEqualTo(ETHERNET);
    }

    /** §5.2, Error: everything that was cut for the base still gets through, if IP can fragment it. */
    @Test
    void aPathNarrowerThanTheBaseIsNoticed() {
        settleAt(1_500);
        ladder.send(ladder.a, 300_000);
        ladder.mtu(700);
        ladder.runFor(8 * Ladder.SECONDS);

        assertThat(size()).isEqualTo(PathMtuOptions.MIN_BYTES);
        ladder.mtu(1_500);
        ladder.runFor(10 * Ladder.SECONDS);
        assertThat(ladder.z.messages()).hasSize(2);
        assertThat(size()).isEqualTo(BASE);
        ladder.runFor(30 * Ladder.SECONDS);
        transfer(50_000);
        assertThat(size()).isEqualTo(ETHERNET);
    }

    @Test
    void aPeerThatDoesNotKnowPaddingIsLeftAtTheBase() {
        Ladder old = Ladder.established();
        for (int i = 0; i < 100; i++) {
            old.loseNext(PadChunk.class);
        }
        old.send(old.a, 100_000);
        old.runFor(60 * Ladder.SECONDS);

        assertThat(old.a.association.metrics().path().packetBytesMax()).isEqualTo(BASE);
        assertThat(old.a.association.metrics().path().mtuProbesSent()).isLessThan(20);
        assertThat(old.z.messages()).hasSize(1);
    }
}

package io.github.datachannel4j.sctp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.CommonHeader;
import io.github.datachannel4j.sctp.packet.CookieAckChunk;
import io.github.datachannel4j.sctp.packet.CookieEchoChunk;
import io.github.datachannel4j.sctp.packet.DataChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatAckChunk;
import io.github.datachannel4j.sctp.packet.HeartbeatChunk;
import io.github.datachannel4j.sctp.packet.InitAckChunk;
import io.github.datachannel4j.sctp.packet.InitChunk;
import io.github.datachannel4j.sctp.packet.PacketWriter;
import io.github.datachannel4j.sctp.packet.SackChunk;
import io.github.datachannel4j.sctp.packet.ZeroChecksumAcceptableParameter;
import org.junit.jupiter.api.Test;

/** RFC 9653, each direction by itself. */
class ZeroChecksumLadderTest {
    private static final int CHECKSUM_AT = 8;
    private static final AssociationOptions ON = AssociationOptions.defaults();
    private static final AssociationOptions OFF = ON.withZeroChecksum(false);

    private static Ladder transfer(AssociationOptions optionsA, AssociationOptions optionsZ) {
        Ladder ladder = new Ladder(optionsA, optionsZ);
        ladder.a.association.connect(ladder.now);
        ladder.send(ladder.a, "there");
        ladder.send(ladder.z, "back");
        ladder.runUntilQuiet();
        assertThat(ladder.z.texts()).containsExactly("there");
        assertThat(ladder.a.texts()).containsExactly("back");
        return ladder;
    }

    private static boolean isZero(Ladder.Sent packet) {
        return packet.bytes().getInt(CHECKSUM_AT) == 0;
    }

    private static AssociationMetrics.Features features(Endpoint endpoint) {
        return endpoint.association.metrics().features();
    }

    @Test
    void dataNeedsNoChecksumWhenBothAcceptThat() {
        Ladder ladder = transfer(ON, ON);

        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(DataChunk.class) || packet.has(SackChunk.class))
                .filteredOn(packet -> !packet.has(CookieEchoChunk.class))
                .isNotEmpty()
                .allMatch(ZeroChecksumLadderTest::isZero);
        assertThat(features(ladder.a).zeroChecksumOut()).isTrue();
        assertThat(features(ladder.a).zeroChecksumIn()).isTrue();
    }

    /** §5.2. */
    @Test
    void initAndCookieEchoAlwaysCarryAChecksum() {
        Ladder ladder = transfer(ON, ON);

        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(InitChunk.class) || packet.has(CookieEchoChunk.class))
                .hasSize(2)
                .noneMatch(ZeroChecksumLadderTest::isZero);
    }

    /** §5.2: whoever is out of the blue has announced nothing that we remember. */
    @Test
    void anAnswerOutOfTheBlueCarriesAChecksum() {
        Ladder ladder = transfer(ON, ON);
        Bytes late = heartbeat(ladder, PacketWriter::finish);
        ladder.z.association.abort(ladder.now, "done");
        ladder.drain();
        ladder.sent.clear();
        ladder.inject(ladder.z, late);

        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(AbortChunk.class))
                .hasSize(1)
                .noneMatch(ZeroChecksumLadderTest::isZero);
    }

    @Test
    void nothingIsOmittedTowardsAPeerThatDoesNotAcceptIt() {
        assertThat(transfer(ON, OFF).sent).noneMatch(ZeroChecksumLadderTest::isZero);
        assertThat(transfer(OFF, ON).sent).noneMatch(ZeroChecksumLadderTest::isZero);
    }

    @Test
    void theParameterIsInInitAndInitAck() {
        Ladder ladder = transfer(ON, ON);
        var init = ladder.chunks(ladder.a, InitChunk.class).getFirst().handshake();
        var initAck = ladder.chunks(ladder.z, InitAckChunk.class).getFirst().handshake();

        assertThat(init.parameter(ZeroChecksumAcceptableParameter.class))
                .isEqualTo(new ZeroChecksumAcceptableParameter(1));
        assertThat(initAck.parameter(ZeroChecksumAcceptableParameter.class))
                .isEqualTo(new ZeroChecksumAcceptableParameter(1));
    }

    /** Old pion drops what holds a parameter it does not know. */
    @Test
    void aPeerThatSaysNothingOfItHearsNothingOfIt() {
        Ladder ladder = new Ladder(ON, OFF);
        ladder.loseNext(InitChunk.class);
        ladder.a.association.connect(ladder.now);
        ladder.z.association.connect(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(ladder.a, InitAckChunk.class))
                .isNotEmpty()
                .allMatch(ack -> ack.handshake().parameter(ZeroChecksumAcceptableParameter.class) == null);
        assertThat(features(ladder.z).zeroChecksumOut()).isFalse();
    }

    @Test
    void anInitThatIsSentAgainDoesWithoutTheParameter() {
        Ladder ladder = new Ladder(ON, ON);
        ladder.loseNext(InitChunk.class);
        ladder.a.association.connect(ladder.now);
        ladder.runFor(Ladder.SECONDS);

        assertThat(ladder.chunks(ladder.a, InitChunk.class))
                .extracting(init -> init.handshake().parameter(ZeroChecksumAcceptableParameter.class) != null)
                .containsExactly(true, false);
        assertThat(features(ladder.a).zeroChecksumOut()).isFalse();
    }

    @Test
    void theParameterIsLeftOutWhenTurnedOff() {
        Ladder ladder = transfer(OFF, OFF);
        var init = ladder.chunks(ladder.a, InitChunk.class).getFirst().handshake();

        assertThat(init.parameter(ZeroChecksumAcceptableParameter.class)).isNull();
        assertThat(features(ladder.a).zeroChecksumIn()).isFalse();
    }

    /** §5.3: the parameter promises to take zero, it does not refuse the CRC32c. */
    @Test
    void aRightChecksumIsStillGood() {
        Ladder ladder = transfer(ON, ON);
        ladder.inject(ladder.z, heartbeat(ladder, PacketWriter::finish));

        assertThat(ladder.chunks(ladder.z, HeartbeatAckChunk.class)).hasSize(1);
    }

    @Test
    void aWrongChecksumIsDroppedAlthoughZeroIsGood() {
        Ladder ladder = transfer(ON, ON);
        byte[] packet = heartbeat(ladder, PacketWriter::finish).toArray();
        packet[CHECKSUM_AT] ^= 1;
        ladder.inject(ladder.z, Bytes.wrap(packet));

        assertThat(ladder.chunks(ladder.z, HeartbeatAckChunk.class)).isEmpty();
        assertThat(ladder.z.association.metrics().traffic().packetsDropped()).isEqualTo(1);
    }

    @Test
    void zeroIsDroppedByWhoeverHasNotAnnouncedIt() {
        Ladder ladder = transfer(ON, OFF);
        ladder.inject(ladder.z, heartbeat(ladder, PacketWriter::finishWithZeroChecksum));

        assertThat(ladder.chunks(ladder.z, HeartbeatAckChunk.class)).isEmpty();
        assertThat(ladder.z.association.metrics().traffic().packetsDropped()).isEqualTo(1);
    }

    /** §5.3: who answers an INIT that does not speak of it has not announced it either. */
    @Test
    void zeroIsDroppedByWhoeverHadNoReasonToAnnounceIt() {
        Ladder ladder = transfer(OFF, ON);
        ladder.inject(ladder.z, heartbeat(ladder, PacketWriter::finishWithZeroChecksum));

        assertThat(ladder.chunks(ladder.z, HeartbeatAckChunk.class)).isEmpty();
        assertThat(ladder.z.association.metrics().traffic().packetsDropped()).isEqualTo(1);
        assertThat(features(ladder.z).zeroChecksumIn()).isFalse();
    }

    @Test
    void anEndThatHasAnnouncedNothingYetDropsZero() {
        Ladder ladder = new Ladder(ON);
        CommonHeader header = new CommonHeader(5000, 5000, 0);
        PacketWriter packet = new PacketWriter(header, 500).add(CookieAckChunk.INSTANCE);
        ladder.inject(ladder.z, packet.finishWithZeroChecksum());

        assertThat(ladder.z.association.metrics().traffic().packetsDropped()).isEqualTo(1);
    }

    /** The cookie is all that the answering end remembers of the INIT. */
    @Test
    void theCookieRemembersWhatThePeerAccepts() {
        Ladder ladder = new Ladder(ON, ON);
        ladder.a.association.connect(ladder.now);
        ladder.runFor(100 * Ladder.MILLIS);

        assertThat(ladder.sent)
                .filteredOn(packet -> packet.has(CookieAckChunk.class))
                .hasSize(1)
                .allMatch(ZeroChecksumLadderTest::isZero);
    }

    @FunctionalInterface
    private interface Finish {
        Bytes finish(PacketWriter packet);
    }

    /** To z, under its tag. */
    private static Bytes heartbeat(Ladder ladder, Finish finish) {
        int tag = ladder.chunks(ladder.z, InitAckChunk.class)
                .getFirst()
                .handshake()
                .initiateTag();
        PacketWriter packet = new PacketWriter(new CommonHeader(5000, 5000, tag), 500);
        return finish.finish(packet.add(new HeartbeatChunk(Bytes.utf8("there?"))));
    }
}

package io.github.datachannel4j.sctp.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** An INIT of libdatachannel, which accepts packets without a checksum, as captured. */
class ZeroChecksumGoldenTest {
    private final Association association = new Association(AssociationOptions.defaults(), new Random(1));

    @Test
    void libdatachannelIsSentZeroFromTheCookieAckOn() throws MalformedPacketException {
        Packet init = initOfLibdatachannel();
        HandshakeFields peer = ((InitChunk) init.chunks().getFirst()).handshake();
        Bytes initAck = answerTo(packet(init.header(), init.chunks().getFirst()));
        HandshakeFields ours = ((InitAckChunk) parse(initAck).chunks().getFirst()).handshake();
        StateCookieParameter cookie = ours.parameter(StateCookieParameter.class);
        assertThat(cookie).isNotNull();
        CommonHeader header = new CommonHeader(5000, 5000, ours.initiateTag());
        Bytes cookieAck = answerTo(packet(header, new CookieEchoChunk(cookie.cookie())));

        assertThat(peer.parameter(ZeroChecksumAcceptableParameter.class))
                .isEqualTo(new ZeroChecksumAcceptableParameter(ZeroChecksumAcceptableParameter.SCTP_OVER_DTLS));
        assertThat(parse(cookieAck).chunks()).containsExactly(CookieAckChunk.INSTANCE);
        assertThat(cookieAck.getInt(8)).isZero();
        assertThat(association.metrics().features().zeroChecksumOut()).isTrue();
    }

    private Bytes answerTo(Bytes packet) {
        association.receive(1, packet);
        AssociationOutput output;
        while ((output = association.poll()) != null) {
            if (output instanceof AssociationOutput.Transmit transmit) {
                return transmit.packet().copy();
            }
        }
        throw new AssertionError("no answer");
    }

    private static Packet initOfLibdatachannel() throws MalformedPacketException {
        for (var captured : GoldenPackets.read("libdatachannel-to-chromium")) {
            Packet packet = parse(Bytes.wrap(captured.bytes()));
            if (packet.chunks().getFirst() instanceof InitChunk init
                    && init.handshake().parameter(ZeroChecksumAcceptableParameter.class) != null) {
                return packet;
            }
        }
        throw new AssertionError("no INIT with the parameter");
    }

    private static Packet parse(Bytes bytes) throws MalformedPacketException {
        return Packet.parse(bytes, ZeroChecksum.ACCEPTED);
    }

    private static Bytes packet(CommonHeader header, Chunk chunk) {
        return PacketWriter.packetOf(header, chunk);
    }
}

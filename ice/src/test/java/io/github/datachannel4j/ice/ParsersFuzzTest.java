package io.github.datachannel4j.ice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.datachannel4j.ice.mdns.MalformedMdnsException;
import io.github.datachannel4j.ice.mdns.MdnsMessage;
import io.github.datachannel4j.ice.stun.MalformedStunException;
import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import io.github.datachannel4j.ice.stun.TransactionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Texts that a peer or a user gives us are read, or refused by the one exception. A failure shows its seed. */
class ParsersFuzzTest {
    private static final long SEED = Long.getLong("seed", 20261121);
    private static final int ROUNDS = 10_000;
    private static final String ALPHABET = "[]:?/.=@%- \t\r\n0123456789abcdefstunrlcaidhoypäﬁ\u0000";

    private final Random random = new Random(SEED);

    private void fuzz(List<String> originals, Function<String, ?> parser) {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder(originals.get(random.nextInt(originals.size())));
            for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
                change(text);
            }
            try {
                assertThat(parser.apply(text.toString())).isNotNull();
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", text \"" + text + "\"", e);
            }
        }
    }

    private void change(StringBuilder text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, c);
            case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 4)));
            default -> text.replace(at, Math.min(text.length(), at + 1), String.valueOf(c));
        }
    }

    @Test
    void serverUrls() {
        fuzz(
                List.of("stun:stun.example.org:3478", "turn:[2001:db8::1]:5000?transport=udp", "turns:a.b"),
                IceServerUrl::parse);
    }

    @Test
    void candidates() {
        fuzz(
                List.of(
                        "candidate:1 1 udp 2130706431 192.0.2.1 5000 typ host ufrag abcd",
                        "candidate:8 1 tcp 1677729535 2001:db8::5 61000 typ srflx raddr 192.0.2.1 rport 5000 tcptype so"),
                text -> RemoteCandidates.use(IceCandidate.parse(text), null));
    }

    @Test
    void multicastDns() throws MalformedMdnsException {
        byte[] answer = HexFormat.of()
                .parseHex("000084000000000200000001055f68747470045f746370056c6f63616c00000c00010000007800"
                        + "02c00c024142c01700018001000000780004c0000207c02a002f8001000000780002c02a");
        assertThat(MdnsMessage.parse(answer, 0, answer.length).answers()).hasSize(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = Arrays.copyOf(answer, random.nextInt(answer.length + 1));
            for (int changes = random.nextInt(6); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                MdnsMessage message = MdnsMessage.parse(bytes, 0, bytes.length);
                assertThat(message.answers().size() + message.questions().size())
                        .isLessThanOrEqualTo(128);
            } catch (MalformedMdnsException e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException e) {
                fail("seed " + SEED + ", bytes " + HexFormat.of().formatHex(bytes), e);
            }
        }
    }

    @Test
    void channelData() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(1, 40)];
            random.nextBytes(bytes);
            bytes[0] = (byte) (0x40 | (bytes[0] & 0x1F));
            TurnChannelData data = TurnChannelData.parse(bytes, 0, bytes.length);
            if (data != null) {
                assertThat(data.dataOffset() + data.dataLength()).isLessThanOrEqualTo(bytes.length);
            }
        }
    }

    @Test
    void framesHoweverTheStreamIsCut() {
        for (StreamFraming framing : StreamFraming.values()) {
            for (int i = 0; i < ROUNDS / 10; i++) {
                byte[] stream = new byte[random.nextInt(1, 6000)];
                random.nextBytes(stream);
                assertThat(cut(framing, stream, stream.length)).isEqualTo(cut(framing, stream, random.nextInt(1, 50)));
            }
        }
    }

    private static List<String> cut(StreamFraming framing, byte[] stream, int step) {
        List<String> messages = new ArrayList<>();
        StreamReader reader = new StreamReader(framing);
        for (int at = 0; at < stream.length; at += step) {
            reader.read(
                    stream,
                    at,
                    Math.min(step, stream.length - at),
                    (bytes, offset, length) -> messages.add(HexFormat.of().formatHex(bytes, offset, offset + length)));
        }
        return messages;
    }

    @Test
    void challengesOfTurnServers() {
        TurnCredentials credentials = new TurnCredentials("user", "secret");
        for (int i = 0; i < ROUNDS; i++) {
            byte[] algorithms = new byte[random.nextInt(0, 16)];
            random.nextBytes(algorithms);
            StringBuilder nonce = new StringBuilder("obMatJos2gAAAnonce");
            change(nonce);
            byte[] refusal = StunWriter.request(StunMethod.ALLOCATE, new TransactionId(i, i))
                    .text(StunAttribute.REALM, "realm")
                    .text(StunAttribute.NONCE, nonce.toString())
                    .bytes(StunAttribute.PASSWORD_ALGORITHMS, algorithms)
                    .bytes(StunAttribute.ALTERNATE_SERVER, algorithms)
                    .toBytes();
            try {
                StunMessage message = StunMessage.parse(refusal, 0, refusal.length);
                assertThat(credentials.accept(message)).isNotNull();
                message.plainAddress(StunAttribute.ALTERNATE_SERVER);
            } catch (MalformedStunException e) {
                fail("seed " + SEED, e);
            }
        }
    }
}

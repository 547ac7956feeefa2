package io.github.datachannel4j.ice.stun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** STUN messages against the test vectors of RFC 5769, and against damage. */
class StunMessageTest {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    /** RFC 5769 §2.1: a check with SOFTWARE, PRIORITY, ICE-CONTROLLED, USERNAME, integrity and fingerprint. */
    private static final byte[] REQUEST = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    /** RFC 5769 §2.2: its answer, with an IPv4 address. */
    private static final byte[] RESPONSE = HexFormat.of()
            .parseHex("0101003c2112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000080001a147e112a643"
                    + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
                    + "80280004c07d4c96");

    /** RFC 5769 §2.3: the same with an IPv6 address. */
    private static final byte[] RESPONSE_IPV6 = HexFormat.of()
            .parseHex("010100482112a442b7e7a701bc34d686fa87dfae"
                    + "8022000b7465737420766563746f7220"
                    + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
                    + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
                    + "80280004c8fb0b4c");

    private static StunMessage parse(byte[] bytes) throws MalformedStunException {
        return StunMessage.parse(bytes, 0, bytes.length);
    }

    @Test
    void readsACheck() throws MalformedStunException {
        StunMessage request = parse(REQUEST);
        assertThat(request.messageClass()).isEqualTo(StunClass.REQUEST);
        assertThat(request.method()).isEqualTo(StunMethod.BINDING);
        assertThat(request.text(StunAttribute.USERNAME)).isEqualTo("evtj:h6vY");
        assertThat(request.number32(StunAttribute.PRIORITY)).isEqualTo(0x6E0001FFL);
        assertThat(request.number64(StunAttribute.ICE_CONTROLLED)).isEqualTo(0x932FF9B151263B36L);
        assertThat(request.isAuthentic(StunIntegrity.shortTermKey(PASSWORD))).isTrue();
        assertThat(request.isAuthentic(StunIntegrity.shortTermKey("another"))).isFalse();
        assertThat(request.hasGoodFingerprint()).isTrue();
    }

    @Test
    void readsAnswersOfBothFamilies() throws Exception {
        byte[] key = StunIntegrity.shortTermKey(PASSWORD);
        StunMessage ipv4 = parse(RESPONSE);
        assertThat(ipv4.messageClass()).isEqualTo(StunClass.SUCCESS);
        assertThat(ipv4.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS))
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853));
        assertThat(ipv4.isAuthentic(key)).isTrue();
        assertThat(ipv4.hasGoodFingerprint()).isTrue();
        StunMessage ipv6 = parse(RESPONSE_IPV6);
        assertThat(ipv6.xorAddress(StunAttribute.XOR_MAPPED_ADDRESS))
                .isEqualTo(new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853));
        assertThat(ipv6.isAuthentic(key)).isTrue();
    }

    @Test
    void makesTheKeyOfLongTermCredentials() {
        // RFC 8489 §9.2.2 has this example.
        assertThat(HexFormat.of().formatHex(StunIntegrity.longTermKey("user", "realm", "pass")))
                .isEqualTo("8493fbc53ba582fb4c044c456bdc40eb");
    }

    @Test
    void readsWhatItWrites() throws Exception {
        InetSocketAddress ipv6 = new InetSocketAddress(InetAddress.getByName("2001:db8::99"), 4242);
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        TransactionId id = new TransactionId(0x0123456789ABCDEFL, 0x76543210);
        byte[] bytes = StunWriter.request(StunMethod.CHANNEL_BIND, id)
                .text(StunAttribute.USERNAME, "ä".repeat(200))
                .number32(StunAttribute.PRIORITY, 0xFFFF_FFFFL)
                .number64(StunAttribute.ICE_CONTROLLING, -2)
                .xorAddress(StunAttribute.XOR_PEER_ADDRESS, ipv6)
                .flag(StunAttribute.USE_CANDIDATE)
                .integrity(key)
                .fingerprint()
                .toBytes();
        StunMessage message = parse(bytes);
        assertThat(message.method()).isEqualTo(StunMethod.CHANNEL_BIND);
        assertThat(message.transactionId()).isEqualTo(id);
        assertThat(message.text(StunAttribute.USERNAME)).isEqualTo("ä".repeat(200));
        assertThat(message.number32(StunAttribute.PRIORITY)).isEqualTo(0xFFFF_FFFFL);
        assertThat(message.number64(StunAttribute.ICE_CONTROLLING)).isEqualTo(-2);
        assertThat(message.xorAddress(StunAttribute.XOR_PEER_ADDRESS)).isEqualTo(ipv6);
        assertThat(message.has(StunAttribute.USE_CANDIDATE)).isTrue();
        assertThat(message.isAuthentic(key)).isTrue();
        assertThat(message.hasGoodFingerprint()).isTrue();
    }

    @Test
    void anAttributeBehindTheIntegrityDoesNotCount() throws MalformedStunException {
        byte[] key = {1};
        StunMessage message = parse(StunWriter.request(StunMethod.BINDING, new TransactionId(1, 2))
                .integrity(key)
                .flag(StunAttribute.USE_CANDIDATE)
                .toBytes());
        assertThat(message.has(StunAttribute.USE_CANDIDATE)).isFalse();
        assertThat(message.isAuthentic(key)).isTrue();
    }

    @Test
    void everyChangedByteIsNoticed() {
        byte[] key = StunIntegrity.shortTermKey(PASSWORD);
        int fingerprintAt = REQUEST.length - 8;
        // With its type changed, a fingerprint is just another attribute behind the integrity, and not looked at.
        for (int i = 0; i < REQUEST.length; i = i + 1 == fingerprintAt ? fingerprintAt + 4 : i + 1) {
            byte[] damaged = REQUEST.clone();
            damaged[i] ^= 0x55;
            try {
                StunMessage message = parse(damaged);
                assertThat(message.isAuthentic(key) && message.hasGoodFingerprint())
                        .as("byte " + i)
                        .isFalse();
            } catch (MalformedStunException e) {
                assertThat(e).hasMessageMatching(".+");
            }
        }
    }

    @Test
    void everyTruncationIsMalformed() {
        for (int length = 0; length < REQUEST.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> StunMessage.parse(REQUEST, 0, cut)).isInstanceOf(MalformedStunException.class);
        }
    }

    /** Whatever comes: a message or the one exception, and reading attributes of it throws nothing at all. */
    @Test
    void survivesDamage() {
        long seed = Long.getLong("seed", 20261121);
        Random random = new Random(seed);
        byte[][] originals = {REQUEST, RESPONSE, RESPONSE_IPV6};
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = originals[random.nextInt(originals.length)].clone();
            for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            assertThatCode(() -> readAll(bytes, length)).as("seed " + seed).doesNotThrowAnyException();
        }
    }

    private static void readAll(byte[] bytes, int length) {
        try {
            StunMessage message = StunMessage.parse(bytes, 0, length);
            for (int attribute : new int[] {0x0006, 0x0008, 0x0009, 0x0020, 0x0024, 0x0025, 0x8028, 0x8029, 0x802A}) {
                message.has(attribute);
                message.text(attribute);
                message.value(attribute);
                message.number32(attribute);
                message.number64(attribute);
                message.xorAddress(attribute);
            }
            message.errorCode();
            message.errorReason();
            message.hasGoodFingerprint();
            message.isAuthentic(new byte[1]);
            message.firstUnknownRequired(Set.of());
            message.copy();
        } catch (MalformedStunException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}

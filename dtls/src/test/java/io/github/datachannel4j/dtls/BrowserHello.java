package io.github.datachannel4j.dtls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * A ClientHello as today's browsers send it for data channels: DTLS 1.3 offered beside 1.2, a post-quantum key share that
 * makes it longer than a datagram, use_srtp although there is no media, ALPN, session tickets, and extensions in any
 * order.
 */
final class BrowserHello {

    private static final int BODY_FIRST_FRAGMENT_BYTES = 1175;
    private static final int ML_KEM_SHARE_BYTES = 1216;
    private static final int X25519_SHARE_BYTES = 32;

    private static final String CIPHER_SUITES = "130113021303 c02bc02fcca9cca8 c009c013c00ac014 009c002f0035";

    private final Random random;
    private final byte[] body;

    BrowserHello(long seed) {
        this.random = new Random(seed);
        List<byte[]> extensions = new ArrayList<>(List.of(
                extension(0x0017, new byte[0]),
                extension(0xff01, hex("00")),
                extension(0x000a, hex("0008 11ec 001d 0017 0018")),
                extension(0x000b, hex("0100")),
                extension(0x0023, new byte[0]),
                extension(0x0010, hex("0010 06 776562727463 08 632d776562727463")),
                extension(0x000d, hex("0010 0403 0804 0401 0503 0805 0501 0806 0601")),
                extension(0x000e, hex("0006 0001 0008 0007 00")),
                extension(0x0033, keyShares()),
                extension(0x002d, hex("0101")),
                extension(0x002b, hex("04 fefc fefd")),
                extension(0x0022, hex("0008 0403 0503 0603 0203")),
                extension(0x001c, hex("4001"))));
        Collections.shuffle(extensions, random);
        byte[] all = concat(extensions.toArray(new byte[0][]));
        byte[] suites = hex(CIPHER_SUITES);
        body = concat(
                hex("fefd"),
                randomBytes(32),
                hex("0000"),
                uint16(suites.length),
                suites,
                hex("0100"),
                uint16(all.length),
                all);
    }

    /** The two datagrams. */
    List<byte[]> datagrams() {
        return List.of(
                fragment(0, 0, BODY_FIRST_FRAGMENT_BYTES),
                fragment(1, BODY_FIRST_FRAGMENT_BYTES, body.length - BODY_FIRST_FRAGMENT_BYTES));
    }

    private byte[] fragment(int sequenceNumber, int from, int length) {
        byte[] message = concat(
                hex("01"),
                uint24(body.length),
                hex("0000"),
                uint24(from),
                uint24(length),
                Arrays.copyOfRange(body, from, from + length));
        // Browsers write the version of DTLS 1.0 into the records of the ClientHello.
        return concat(hex("16 feff 0000 00000000"), uint16(sequenceNumber), uint16(message.length), message);
    }

    private byte[] keyShares() {
        byte[] shares = concat(
                hex("11ec"),
                uint16(ML_KEM_SHARE_BYTES),
                randomBytes(ML_KEM_SHARE_BYTES),
                hex("001d"),
                uint16(X25519_SHARE_BYTES),
                randomBytes(X25519_SHARE_BYTES));
        return concat(uint16(shares.length), shares);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] extension(int type, byte[] content) {
        return concat(uint16(type), uint16(content.length), content);
    }

    private static byte[] uint16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    private static byte[] uint24(int value) {
        return Arrays.copyOfRange(ByteBuffer.allocate(4).putInt(value).array(), 1, 4);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}

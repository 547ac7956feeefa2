package io.github.datachannel4j.sdp;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * {@code a=fingerprint} (RFC 8122): the hash of a certificate that the DTLS peer must show.
 *
 * @param algorithm in lower case, such as {@code sha-256}
 * @param value pairs of upper-case hex digits between colons; Firefox takes no other form
 */
public record Fingerprint(String algorithm, String value) implements Attribute {
    private static final HexFormat COLON_HEX = HexFormat.ofDelimiter(":").withUpperCase();

    /** The names of RFC 8122 §5. Other algorithms pass, since it is the DTLS layer that has to know what it can compute. */
    private static final Map<String, Integer> DIGEST_BYTES =
            Map.of("md2", 16, "md5", 16, "sha-1", 20, "sha-224", 28, "sha-256", 32, "sha-384", 48, "sha-512", 64);

    public Fingerprint {
        algorithm = Syntax.token("the hash algorithm", algorithm).toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        int digestBytes = parseHex(value).length;
        int expected = DIGEST_BYTES.getOrDefault(algorithm, digestBytes);
        Syntax.require(
                digestBytes == expected,
                "a fingerprint of " + algorithm + " has " + expected + " bytes, not " + digestBytes);
    }

    public static Fingerprint of(String algorithm, byte[] digest) {
        return new Fingerprint(algorithm, COLON_HEX.formatHex(digest));
    }

    /** The hash itself, as a fresh array. */
    public byte[] digest() {
        return COLON_HEX.parseHex(value);
    }

    static Fingerprint parse(String text) {
        Tokens tokens = new Tokens(text);
        Fingerprint fingerprint = new Fingerprint(tokens.next("the hash algorithm"), tokens.next("the fingerprint"));
        tokens.end();
        return fingerprint;
    }

    @Override
    public String attributeName() {
        return "fingerprint";
    }

    @Override
    public String attributeValue() {
        return algorithm + " " + value;
    }

    private static byte[] parseHex(String value) {
        Syntax.require(!value.isEmpty(), "the fingerprint is empty");
        try {
            return COLON_HEX.parseHex(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a fingerprint is pairs of hex digits between colons", e);
        }
    }
}

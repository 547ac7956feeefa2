package io.github.datachannel4j.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hash over a certificate, as {@code a=fingerprint} of a session description carries it (RFC 8122 §5). It may name an
 * algorithm that we do not know: a peer may list several, and one that we know is enough.
 *
 * @param algorithm the hash function's name in lower case, such as "sha-256"
 * @param value the hash in upper-case hex digits with colons between the bytes, the only form that Firefox accepts
 */
public record Fingerprint(String algorithm, String value) {

    /** What {@link #of(byte[])} uses; every browser understands it. */
    public static final String DEFAULT_ALGORITHM = "sha-256";

    /** From the weakest to the strongest. RFC 8122 §5 forbids md5 and md2. */
    private static final List<String> KNOWN_ALGORITHMS =
            List.of("sha-1", "sha-224", DEFAULT_ALGORITHM, "sha-384", "sha-512");

    private static final Pattern HEX_PAIRS = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2})*");
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
        if (!HEX_PAIRS.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a fingerprint is pairs of hex digits with colons between them, not '" + value + "'");
        }
    }

    /** The SHA-256 fingerprint of a certificate in DER form. */
    public static Fingerprint of(byte[] certificate) {
        return of(DEFAULT_ALGORITHM, certificate);
    }

    /**
     * The fingerprint of a certificate in DER form.
     *
     * @throws IllegalArgumentException when {@code algorithm} is none of sha-1, sha-224, sha-256, sha-384 and sha-512
     */
    public static Fingerprint of(String algorithm, byte[] certificate) {
        String name = algorithm.toLowerCase(Locale.ROOT);
        if (!KNOWN_ALGORITHMS.contains(name)) {
            throw new IllegalArgumentException("unknown hash function '" + algorithm + "' for a fingerprint; known are "
                    + String.join(", ", KNOWN_ALGORITHMS));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance(name.toUpperCase(Locale.ROOT)).digest(certificate);
            return new Fingerprint(name, COLONS.formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + name, e);
        }
    }

    /** Reads the value of an {@code a=fingerprint} attribute, such as "sha-256 AB:CD:..". */
    public static Fingerprint parse(String attributeValue) {
        String[] parts = attributeValue.strip().split("\\s+", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "a fingerprint is a hash function and a value with a space between them, not '" + attributeValue
                            + "'");
        }
        return new Fingerprint(parts[0], parts[1]);
    }

    /** Whether we can compute this kind of fingerprint. */
    public boolean isKnown() {
        return KNOWN_ALGORITHMS.contains(algorithm);
    }

    /** Whether the certificate, in DER form, has this fingerprint; false for an unknown hash function. */
    public boolean matches(byte[] certificate) {
        return isKnown() && of(algorithm, certificate).equals(this);
    }

    /**
     * Whether the certificate has one of the fingerprints. Of several hash functions the strongest known one decides
     * (RFC 8122 §5.1), so that a matching but weak hash cannot stand in for a strong one that does not match.
     */
    static boolean anyMatches(Collection<Fingerprint> fingerprints, byte[] certificate) {
        Optional<String> strongest = fingerprints.stream()
                .filter(Fingerprint::isKnown)
                .map(Fingerprint::algorithm)
                .max(Comparator.comparingInt(KNOWN_ALGORITHMS::indexOf));
        return strongest.isPresent() && fingerprints.contains(Fingerprint.of(strongest.get(), certificate));
    }

    /** The value of an {@code a=fingerprint} attribute. */
    @Override
    public String toString() {
        return algorithm + " " + value;
    }
}

package io.github.datachannel4j.ice.mdns;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A host name as browsers hide addresses behind (draft-ietf-mmusic-mdns-ice-candidates §3.1.1): one label and {@code .local}. Names are
 * compared without regard to case (RFC 6762 §16), so they are kept in lower case.
 *
 * @param text in lower case, without a dot at the end
 */
public record MdnsName(String text) {
    private static final String SUFFIX = ".local";

    /** RFC 1035 §2.3.4. */
    private static final int LABEL_BYTES_MAX = 63;

    public MdnsName {
        if (!isOne(text) || !text.equals(text.toLowerCase(Locale.ROOT)) || text.endsWith(".")) {
            throw new IllegalArgumentException("not a host name of multicast DNS: \"" + text + "\"");
        }
    }

    /** Whether it is one label before {@code .local}: deeper names are services and not hosts. */
    public static boolean isOne(String name) {
        String label = label(name);
        if (label.isEmpty() || label.length() > LABEL_BYTES_MAX) {
            return false;
        }
        return label.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-');
    }

    /** Whether it ends in {@code .local}, so that nobody but multicast DNS may be asked (RFC 6762 §3). */
    public static boolean isLocal(String name) {
        return withoutDot(name).toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** Reads a candidate's address for which {@link #isOne} says yes. */
    public static MdnsName of(String name) {
        return new MdnsName(withoutDot(name).toLowerCase(Locale.ROOT));
    }

    /** The label alone, in the bytes of the wire. */
    byte[] labelBytes() {
        return text.substring(0, text.length() - SUFFIX.length()).getBytes(StandardCharsets.US_ASCII);
    }

    private static String label(String name) {
        return isLocal(name) ? withoutDot(name).substring(0, withoutDot(name).length() - SUFFIX.length()) : "";
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}

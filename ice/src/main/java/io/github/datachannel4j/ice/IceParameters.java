package io.github.datachannel4j.ice;

import java.security.SecureRandom;

/**
 * The credentials of one side for one ICE session: {@code a=ice-ufrag} and {@code a=ice-pwd} (RFC 8839 §5.4).
 *
 * @param lite whether that side only answers checks ({@code a=ice-lite})
 */
public record IceParameters(String usernameFragment, String password, boolean lite) {
    /** RFC 8839 §5.4 allows 4 to 256 characters of ice-char in a fragment, and 22 to 256 in a password. */
    private static final int LENGTH_MAX = 256;

    private static final int FRAGMENT_LENGTH_MIN = 4;
    private static final int PASSWORD_LENGTH_MIN = 22;

    /** 48 random bits: enough to tell the peers of one port apart; RFC 8445 §5.3 asks for 24. */
    private static final int FRAGMENT_LENGTH = 8;

    /** 144 random bits; RFC 8445 §5.3 asks for 128. */
    private static final int PASSWORD_LENGTH = 24;

    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    public IceParameters {
        check("ice-ufrag", usernameFragment, FRAGMENT_LENGTH_MIN);
        check("ice-pwd", password, PASSWORD_LENGTH_MIN);
    }

    /** Credentials of a full agent. */
    public static IceParameters of(String usernameFragment, String password) {
        return new IceParameters(usernameFragment, password, false);
    }

    /** The same of a lite agent, or of a full one. */
    IceParameters withLite(boolean isLite) {
        return new IceParameters(usernameFragment, password, isLite);
    }

    static IceParameters random(SecureRandom random) {
        return of(iceChars(random, FRAGMENT_LENGTH), iceChars(random, PASSWORD_LENGTH));
    }

    private static String iceChars(SecureRandom random, int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }

    private static void check(String name, String value, int lengthMin) {
        if (value.length() < lengthMin || value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters; RFC 8839 wants " + lengthMin + " to " + LENGTH_MAX);
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            // The username of a check is "fragment:fragment", so a colon or anything outside ASCII would break it.
            if (c <= ' ' || c >= 0x7F || c == ':') {
                throw new IllegalArgumentException(name + " has a character outside ice-char at index " + i);
            }
        }
    }

    /** Without the password, so that it doesn't end up in a log. */
    @Override
    public String toString() {
        return "IceParameters[" + usernameFragment + (lite ? ", lite]" : "]");
    }
}

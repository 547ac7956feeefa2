package io.github.datachannel4j.sdp;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The character-level rules of RFC 8866 §9, as checks for the constructors of the model. They throw IllegalArgumentException:
 * for one who builds a description that is a mistake of his own, and {@link SdpParser} turns it into an SdpParseException.
 */
final class Syntax {
    private Syntax() {}

    /** One word of visible ASCII, such as a mid, a protocol or an ICE user name. */
    static String token(String what, String text) {
        return token(what, text, SdpLimits.LINE_LENGTH_MAX);
    }

    static String token(String what, String text, int lengthMax) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
        if (text.length() > lengthMax) {
            throw new IllegalArgumentException(what + " is longer than " + lengthMax + " characters");
        }
        if (!all(text, c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException(what + " has a space or a character outside of ASCII");
        }
        return text;
    }

    /** Anything that fits on a line; keeping line ends out also keeps values from smuggling in lines of their own. */
    static String text(String what, String text) {
        if (text.length() > SdpLimits.LINE_LENGTH_MAX) {
            throw new IllegalArgumentException(what + " is too long for a line");
        }
        if (!all(text, c -> c != '\r' && c != '\n' && c != 0)) {
            throw new IllegalArgumentException(what + " has a line end or a zero in it");
        }
        return text;
    }

    static List<String> tokens(String what, List<String> texts) {
        texts.forEach(text -> token(what, text));
        return List.copyOf(texts);
    }

    /** ASCII digits only: Long.parseLong would also take a sign and the digits of other scripts. */
    static String digits(String what, String text) {
        if (text.isEmpty() || !all(text, c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException(what + " is not a number");
        }
        return text;
    }

    static long number(String what, String text, long max) {
        // 18 digits always fit a long, and every range of SDP that we check ends far below.
        String significant = withoutLeadingZeros(digits(what, text));
        require(significant.length() <= 18, what + " is out of range");
        return inRange(what, Long.parseLong(significant), max);
    }

    static long inRange(String what, long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(what + " is not between 0 and " + max);
        }
        return value;
    }

    static int port(String what, String text) {
        return (int) number(what, text, 65_535);
    }

    static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() - 1 && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    /** Whether all characters are such. A stream of them costs ten times as much, and there are several thousand in a connect. */
    static boolean all(String text, IntPredicate allowed) {
        for (int i = 0; i < text.length(); i++) {
            if (!allowed.test(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

package io.github.datachannel4j.sdp;

import java.util.ArrayList;
import java.util.List;

/** The words of a value, from left to right. Several spaces count as one, since some peers are sloppy there. */
final class Tokens {
    private final String text;
    private int at;

    Tokens(String text) {
        this.text = text;
        skipSpaces();
    }

    boolean hasNext() {
        return at < text.length();
    }

    String next(String what) {
        if (!hasNext()) {
            throw new IllegalArgumentException(what + " is missing");
        }
        int from = at;
        while (at < text.length() && !isSpace(text.charAt(at))) {
            at++;
        }
        String token = text.substring(from, at);
        skipSpaces();
        return token;
    }

    List<String> rest(String what) {
        List<String> rest = new ArrayList<>();
        while (hasNext()) {
            rest.add(next(what));
        }
        return rest;
    }

    void end() {
        if (hasNext()) {
            throw new IllegalArgumentException("unexpected \"" + text.substring(at) + "\"");
        }
    }

    private void skipSpaces() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}

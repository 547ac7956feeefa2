package io.github.datachannel4j.sctp.association;

/**
 * What became of a COOKIE ECHO. Of a refused one, the rest of its packet is dropped: it may have the right tag and still be of another
 * association (RFC 9260 §5.1.5, §5.2.4).
 *
 * @param state that results
 * @param isTaken whether what follows in the packet counts
 */
record CookieVerdict(State state, boolean isTaken) {
    static CookieVerdict taken(State state) {
        return new CookieVerdict(state, true);
    }

    static CookieVerdict refused(State state) {
        return new CookieVerdict(state, false);
    }
}

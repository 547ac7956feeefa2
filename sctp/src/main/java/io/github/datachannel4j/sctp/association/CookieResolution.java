package io.github.datachannel4j.sctp.association;

/** What a COOKIE ECHO means to an association that has tags already (RFC 9260 §5.2.4, table 12). */
enum CookieResolution {
    /** A: the peer has lost its state and begins anew. */
    RESTART,
    /** B: both ends have sent INIT; the peer's tag is the one in the cookie. */
    COLLISION,
    /** C: a cookie of an older attempt of ours, overtaken by the newer one. */
    OVERTAKEN,
    /** D: the cookie of this very association. */
    DUPLICATE,
    /** None of these: not an answer to anything we know. */
    UNRELATED;

    /**
     * The tags of an association as far as it knows them.
     *
     * @param local ours
     * @param peer the peer's, 0 while unknown
     * @param tieTag names the association in cookies, {@link StateCookie#NO_TIE_TAG} before it exists
     */
    record Tags(int local, int peer, long tieTag) {}

    static CookieResolution of(StateCookie cookie, Tags tags) {
        boolean isLocalEqual = cookie.local().tag() == tags.local();
        boolean isPeerEqual = cookie.peer().tag() == tags.peer();
        boolean hasTieTag = cookie.tieTag() != StateCookie.NO_TIE_TAG;
        if (isLocalEqual) {
            return isPeerEqual ? DUPLICATE : COLLISION;
        }
        if (isPeerEqual) {
            return hasTieTag ? UNRELATED : OVERTAKEN;
        }
        return hasTieTag && cookie.tieTag() == tags.tieTag() ? RESTART : UNRELATED;
    }
}

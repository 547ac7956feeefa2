package io.github.datachannel4j.peerconnection;

/** What a session description is (W3C RTCSdpType). */
public enum SdpType {
    /** A proposal. */
    OFFER("offer"),
    /** A provisional answer, which a later one may replace. */
    PRANSWER("pranswer"),
    /** The final answer. */
    ANSWER("answer"),
    /** Not a description: takes the last offer back. */
    ROLLBACK("rollback");

    private final String w3cName;

    SdpType(String w3cName) {
        this.w3cName = w3cName;
    }

    /** The value's name in the W3C's API. */
    public String w3cName() {
        return w3cName;
    }

    @Override
    public String toString() {
        return w3cName;
    }
}

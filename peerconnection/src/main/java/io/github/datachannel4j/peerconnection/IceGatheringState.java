package io.github.datachannel4j.peerconnection;

/** How far the gathering of local candidates is (W3C RTCIceGatheringState). */
public enum IceGatheringState {
    /** Nothing has been gathered yet. */
    NEW("new"),
    /** Candidates are being gathered. */
    GATHERING("gathering"),
    /** All candidates of this generation are known. */
    COMPLETE("complete");

    private final String w3cName;

    IceGatheringState(String w3cName) {
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

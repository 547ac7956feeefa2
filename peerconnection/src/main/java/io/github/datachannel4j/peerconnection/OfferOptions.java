package io.github.datachannel4j.peerconnection;

/**
 * What an offer should do (W3C RTCOfferOptions).
 *
 * @param iceRestart whether ICE gets new credentials, and so starts anew
 */
public record OfferOptions(boolean iceRestart) {
    /** Nothing special. */
    public static OfferOptions defaults() {
        return new OfferOptions(false);
    }

    /** Restart ICE. */
    public static OfferOptions restartIce() {
        return new OfferOptions(true);
    }
}

package io.github.datachannel4j.ice;

import java.util.Locale;

/** The RTCIceGatheringState of the W3C: it runs NEW, GATHERING, COMPLETE, and again from GATHERING after a restart. */
public enum IceGatheringState {
    NEW,
    GATHERING,
    COMPLETE;

    /** The word that the W3C has for it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

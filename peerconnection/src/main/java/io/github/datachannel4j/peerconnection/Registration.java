package io.github.datachannel4j.peerconnection;

/** A listener's place in the list. */
@FunctionalInterface
public interface Registration {
    /** Takes the listener out. Doing it twice does no harm. */
    void remove();
}

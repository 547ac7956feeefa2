package io.github.datachannel4j.peerconnection;

/** A channel's priority (W3C RTCPriorityType), sent to the peer in the OPEN message. */
public enum Priority {
    /** 128 on the wire. */
    VERY_LOW("very-low"),
    /** 256 on the wire, the default. */
    LOW("low"),
    /** 512 on the wire. */
    MEDIUM("medium"),
    /** 1024 on the wire. */
    HIGH("high");

    private final String w3cName;

    Priority(String w3cName) {
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

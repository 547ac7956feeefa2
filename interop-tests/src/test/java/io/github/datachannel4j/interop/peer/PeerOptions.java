package io.github.datachannel4j.interop.peer;

/**
 * How a peer connection is made.
 *
 * @param mode what happens to messages
 * @param media whether an audio and a video section come before the data section
 */
public record PeerOptions(Mode mode, boolean media) {
    /** Messages are handed to the test. */
    public static final PeerOptions REPORT = new PeerOptions(Mode.REPORT, false);
    /** Messages are checked and counted. */
    public static final PeerOptions COUNT = new PeerOptions(Mode.COUNT, false);
    /** Messages are sent back. */
    public static final PeerOptions ECHO = new PeerOptions(Mode.ECHO, false);

    /** With audio and video beside the data. */
    public PeerOptions withMedia() {
        return new PeerOptions(mode, true);
    }
}

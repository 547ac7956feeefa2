package io.github.datachannel4j.interop.peer;

/** One peer connection of any stack, as a test uses it. Every call waits for its outcome, with a deadline. */
public interface Peer extends AutoCloseable {
    /** For messages to people. */
    String name();

    /** Whether it reports candidates one by one and takes them so. */
    boolean trickles();

    /** What it has reported. */
    Inbox inbox();

    /** Creates a channel. */
    PeerChannel createChannel(ChannelSpec spec);

    /** Makes an offer and sets it. */
    String offer();

    /** Makes an offer with new ICE credentials and sets it. */
    String restartIce();

    /** Sets the offer, makes an answer and sets it. */
    String answer(String offer);

    /** Sets the answer. */
    void accept(String answer);

    /** The local description once all candidates are in it. */
    String gathered();

    /** Adds a candidate of the other side, or the end of them. */
    void addCandidate(Candidate candidate);

    /** The greatest message that it may send. */
    long maxMessageSize();

    /** Closes the peer connection; the peer can still be asked things. */
    void closePeer();

    /** Frees everything. */
    @Override
    void close();
}

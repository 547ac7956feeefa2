package io.github.datachannel4j.interop.nat;

import io.github.datachannel4j.interop.peer.Candidate;
import java.util.concurrent.BlockingQueue;

/** A peer somewhere in the {@link Internet}, for one connection with one channel. */
interface NatPeer extends AutoCloseable {
    /** Makes a channel and an offer, and sets it. */
    String offer();

    String answer(String offer);

    void accept(String answer);

    BlockingQueue<Candidate> candidates();

    void addCandidate(Candidate candidate);

    /** Whether the channel opens, and a message comes back, in the time that is left for this pair. */
    boolean awaitConnected();

    /** All that it can tell about why it is not connected. */
    String account();

    /** The type of its candidate in the pair in use, with the relay's protocol. */
    String selectedType();

    @Override
    void close();
}

package io.github.datachannel4j.interop.nat;

import io.github.datachannel4j.interop.peer.Candidate;
import io.github.datachannel4j.interop.peer.ChannelSpec;
import io.github.datachannel4j.interop.peer.RemotePeer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A browser in a namespace. */
final class BrowserPeer implements NatPeer {
    private final RemotePeer peer;
    private final BlockingQueue<Candidate> candidates = new LinkedBlockingQueue<>();

    BrowserPeer(RemotePeer peer) {
        this.peer = peer;
        Thread.ofVirtual().start(this::collect);
    }

    private void collect() {
        Candidate candidate;
        do {
            candidate = peer.inbox().nextCandidate();
            candidates.add(candidate);
        } while (!candidate.equals(Candidate.END));
    }

    @Override
    public String offer() {
        peer.createChannel(ChannelSpec.of("nat"));
        return peer.offer();
    }

    @Override
    public String answer(String offer) {
        return peer.answer(offer);
    }

    @Override
    public void accept(String answer) {
        peer.accept(answer);
    }

    @Override
    public BlockingQueue<Candidate> candidates() {
        return candidates;
    }

    @Override
    public void addCandidate(Candidate candidate) {
        peer.addCandidate(candidate);
    }

    @Override
    public boolean awaitConnected() {
        try {
            peer.inbox().awaitState(Duration.ofSeconds(NatTableTest.PATIENCE_SECONDS), "connected");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Override
    public String account() {
        return peer.name() + ", " + peer.state() + ": " + peer.stats();
    }

    @Override
    public String selectedType() {
        return SelectedCandidate.of(peer.stats());
    }

    @Override
    public void close() {
        peer.close();
    }
}

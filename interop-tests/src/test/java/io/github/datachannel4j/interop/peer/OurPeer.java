package io.github.datachannel4j.interop.peer;

import io.github.datachannel4j.peerconnection.CloseReason;
import io.github.datachannel4j.peerconnection.DataChannel;
import io.github.datachannel4j.peerconnection.DataChannelOptions;
import io.github.datachannel4j.peerconnection.IceCandidateInit;
import io.github.datachannel4j.peerconnection.PeerConnection;
import io.github.datachannel4j.peerconnection.Reliability;
import io.github.datachannel4j.peerconnection.SessionDescription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A peer of our own stack. */
public final class OurPeer implements Peer {
    private static final String NAME = "datachannel4j";

    private final PeerConnection connection;
    private final Mode mode;
    private final Inbox inbox = new Inbox(NAME);
    private final List<CloseReason> closeReasons = new CopyOnWriteArrayList<>();

    /** Listens to the connection, which it owns from now on. */
    public OurPeer(PeerConnection connection, Mode mode) {
        this.connection = connection;
        this.mode = mode;
        connection.onIceCandidate(this::candidate);
        connection.onConnectionStateChange(state -> inbox.state(state.w3cName()));
        connection.onDataChannel(channel -> inbox.channel(adopt(channel)));
    }

    /** What is tested. */
    public PeerConnection connection() {
        return connection;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean trickles() {
        return true;
    }

    @Override
    public Inbox inbox() {
        return inbox;
    }

    @Override
    public PeerChannel createChannel(ChannelSpec spec) {
        return adopt(connection.createDataChannel(spec.label(), options(spec)));
    }

    @Override
    public String offer() {
        return setLocalDescription("offer");
    }

    @Override
    public String restartIce() {
        connection.restartIce();
        return setLocalDescription("offer");
    }

    @Override
    public String answer(String offer) {
        Await.outcome(connection.setRemoteDescription(SessionDescription.offer(offer)), "setRemoteDescription(offer)");
        return setLocalDescription("answer");
    }

    @Override
    public void accept(String answer) {
        Await.outcome(
                connection.setRemoteDescription(SessionDescription.answer(answer)), "setRemoteDescription(answer)");
    }

    @Override
    public String gathered() {
        return Await.outcome(connection.gatheringComplete(), "our gathering").sdp();
    }

    @Override
    public void addCandidate(Candidate candidate) {
        IceCandidateInit init = candidate.equals(Candidate.END)
                ? IceCandidateInit.endOfCandidates()
                : new IceCandidateInit(candidate.candidate(), candidate.sdpMid(), candidate.sdpMLineIndex(), null);
        Await.outcome(connection.addIceCandidate(init), "addIceCandidate " + init);
    }

    @Override
    public long maxMessageSize() {
        return connection.sctp().orElseThrow().maxMessageSizeBytes();
    }

    @Override
    public void closePeer() {
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
    }

    private String setLocalDescription(String what) {
        Await.outcome(connection.setLocalDescription(), "setLocalDescription(" + what + ")");
        return connection.localDescription().orElseThrow().sdp();
    }

    /** Why its channels were closed, in their order. */
    public List<CloseReason> closeReasons() {
        return List.copyOf(closeReasons);
    }

    private OurChannel adopt(DataChannel channel) {
        // Before the one that wakes the test, which may ask at once.
        channel.onClose(closeReasons::add);
        return new OurChannel(channel, mode);
    }

    private void candidate(IceCandidateInit init) {
        inbox.candidate(
                init.isEndOfCandidates()
                        ? Candidate.END
                        : new Candidate(init.candidate(), init.sdpMid(), init.sdpMLineIndex()));
    }

    private static DataChannelOptions options(ChannelSpec spec) {
        DataChannelOptions options = DataChannelOptions.defaults()
                .withReliability(Reliability.of(spec.maxRetransmits(), spec.maxPacketLifeTime()))
                .protocol(spec.protocol());
        if (!spec.ordered()) {
            options = options.unordered();
        }
        Integer id = spec.negotiatedId();
        return id == null ? options : options.negotiated(id);
    }
}

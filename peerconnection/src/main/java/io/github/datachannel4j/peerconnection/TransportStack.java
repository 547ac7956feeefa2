package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.datachannel.DataChannels;
import io.github.datachannel4j.datachannel.DataChannelsOutput;
import io.github.datachannel4j.dtls.DtlsFailure;
import io.github.datachannel4j.dtls.DtlsListener;
import io.github.datachannel4j.dtls.DtlsState;
import io.github.datachannel4j.dtls.DtlsTransport;
import io.github.datachannel4j.ice.IceAgent;
import io.github.datachannel4j.ice.IceCandidate;
import io.github.datachannel4j.ice.IceCandidateError;
import io.github.datachannel4j.ice.IceCandidatePair;
import io.github.datachannel4j.ice.IceConnectionState;
import io.github.datachannel4j.ice.IceGatheringState;
import io.github.datachannel4j.ice.IceListener;
import io.github.datachannel4j.sctp.Association;
import io.github.datachannel4j.sctp.AssociationMetrics;
import io.github.datachannel4j.sctp.Bytes;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * ICE below DTLS below SCTP: starts each layer when the one below is up and passes datagrams between them. Lives on the loop; knows
 * nothing of signaling.
 *
 * <pre>
 *   network -> IceAgent -> DtlsTransport -> DataChannels -> Upward
 *   network <- IceAgent <- DtlsTransport <- DataChannels (drained at the end of each turn)
 * </pre>
 */
final class TransportStack implements IceListener, DtlsListener, PeerLoop.Driven {
    /** Who hears of the transports. Called on the loop; calls to the user are its business. */
    interface Upward {
        void localCandidate(IceCandidate candidate);

        void candidateError(IceCandidateError error);

        void gatheringState(IceGatheringState state);

        void iceState(IceConnectionState state);

        /** @param failure why DTLS has failed; {@code null} in every other state */
        void dtlsState(DtlsState state, @Nullable DtlsFailure failure);

        /** The machine's addresses have changed under this connection. */
        void networkChanged();

        void channelsOutput(DataChannelsOutput output);

        void commandsDone();
    }

    private final TransportParts parts;
    private final IceAgent agent;
    private final PeerLoop loop;
    private final DataChannels channels;
    private final IceGenerations ice;
    private final SignaledInits inits;
    private final DtlsTransport dtls;
    private @Nullable Upward upward; // null only while the parts are being put together
    private @Nullable Negotiated negotiated; // null before the first answer
    private @Nullable Route route; // null before the first pair is selected
    private boolean dtlsStarted;
    private @Nullable Association association; // null until DTLS is connected
    private boolean closed;

    /** @param agents makes the agent for a listener, and calls nothing on it by itself */
    TransportStack(Function<IceListener, IceAgent> agents, TransportParts parts, LongSupplier clockNanos) {
        this.parts = parts;
        this.agent = agents.apply(this);
        this.loop = new PeerLoop(agent.loop(), clockNanos);
        this.channels = new DataChannels(parts.channelLimits());
        this.ice = new IceGenerations(agent);
        this.inits = new SignaledInits(parts);
        this.dtls = new DtlsTransport(agent.loop(), parts.certificate(), parts.dtlsOptions(), this);
    }

    /** Says who hears of the transports; before the first command. */
    void attach(Upward newUpward, Consumer<Throwable> faults) {
        upward = newUpward;
        loop.attach(this, faults);
    }

    private Upward upward() {
        return Objects.requireNonNull(upward, "not attached yet");
    }

    PeerLoop loop() {
        return loop;
    }

    IceGenerations ice() {
        return ice;
    }

    DataChannels channels() {
        return channels;
    }

    IceAgent agent() {
        return agent;
    }

    DtlsTransport dtls() {
        return dtls;
    }

    /** The association's figures; {@code null} until DTLS is connected. */
    @Nullable
    AssociationMetrics sctpMetrics() {
        return association == null ? null : association.metrics();
    }

    /** The INIT chunks in descriptions. */
    SignaledInits inits() {
        return inits;
    }

    /** Other servers and another policy, from the next gathering on. */
    void configure(PeerConnectionConfig config) {
        agent.setServers(NetworkMapping.servers(config), NetworkMapping.policy(config));
    }

    /** What is agreed on; {@code null} before the first answer with a data section. */
    @Nullable
    Negotiated negotiated() {
        return negotiated;
    }

    /** Whether it has been closed, for which there is no way back. */
    boolean isClosed() {
        return closed;
    }

    /** An answer with a data section is set. */
    void negotiated(Negotiated agreed) {
        channels.roleKnown(loop.nowNanos(), agreed.streamIdParity());
        ice.negotiated(agreed.remote(), agreed.offerer());
        channels.setRemoteMaxMessageSize(agreed.remote().maxMessageSize());
        negotiated = agreed;
        startDtls();
    }

    /** Tells the peer and ends it all: SCTP ABORT, then DTLS close_notify, as browsers do. */
    void close(String text) {
        if (closed) {
            return;
        }
        channels.abort(loop.nowNanos(), text);
        drainChannels();
        closeBelow();
    }

    /** The association is over by itself; what lies below follows. */
    void closeBelow() {
        if (!closed) {
            closed = true;
            dtls.close();
            agent.close();
        }
    }

    // ---- the turn

    @Override
    public void drain(long nowNanos) {
        if (nowNanos >= channels.nextTimeout()) {
            channels.advanceTo(nowNanos);
        }
        drainChannels();
    }

    @Override
    public long nextTimeout() {
        return channels.nextTimeout();
    }

    @Override
    public void commandsDone() {
        upward().commandsDone();
    }

    private void drainChannels() {
        for (DataChannelsOutput output = channels.poll(); output != null; output = channels.poll()) {
            if (output instanceof DataChannelsOutput.Transmit transmit) {
                Bytes packet = transmit.packet();
                dtls.send(packet.array(), packet.offset(), packet.length());
            } else {
                upward().channelsOutput(output);
            }
        }
    }

    // ---- from ICE

    @Override
    public void onCandidate(@Nullable IceCandidate candidate) {
        // The end of them shows in the gathering state, too.
        if (candidate != null) {
            upward().localCandidate(candidate);
            loop.requestTurn();
        }
    }

    @Override
    public void onCandidateError(IceCandidateError error) {
        upward().candidateError(error);
        loop.requestTurn();
    }

    @Override
    public void onGatheringState(IceGatheringState state) {
        upward().gatheringState(state);
        loop.requestTurn();
    }

    @Override
    public void onConnectionState(IceConnectionState state) {
        upward().iceState(state);
        startDtls();
        loop.requestTurn();
    }

    @Override
    public void onSelectedPair(IceCandidatePair pair) {
        Route next = Route.of(pair);
        if (route != null && !route.equals(next)) {
            channels.pathChanged(loop.nowNanos());
            loop.requestTurn();
        }
        route = next;
    }

    @Override
    public void onNetworkChange() {
        upward().networkChanged();
        loop.requestTurn();
    }

    @Override
    public void onData(byte[] data, int offset, int length) {
        dtls.receive(data, offset, length);
        loop.requestTurn();
    }

    // ---- from DTLS

    @Override
    public void stateChanged(DtlsState state) {
        if (state == DtlsState.CONNECTED) {
            startAssociation();
        }
        upward().dtlsState(state, dtls.failure());
        loop.requestTurn();
    }

    @Override
    public void applicationData(byte[] data, int offset, int length) {
        if (association != null) {
            channels.receive(loop.nowNanos(), Bytes.wrap(data, offset, length));
            loop.requestTurn();
        }
    }

    @Override
    public void datagram(byte[] datagram, int offset, int length) {
        agent.send(datagram, offset, length);
    }

    private void startDtls() {
        Negotiated agreed = negotiated;
        if (agreed == null || dtlsStarted || closed || !agent.connectionState().isUsable()) {
            return;
        }
        dtlsStarted = true;
        switch (parts.peer()) {
            case SIGNALED -> dtls.start(agreed.dtlsRole(), agreed.remoteFingerprints());
            case STRANGER -> dtls.startWithUnknownPeer(agreed.dtlsRole());
        }
    }

    private void startAssociation() {
        Negotiated agreed = negotiated;
        if (agreed == null || closed) {
            return;
        }
        Association made =
                parts.association(agreed.local().sctpPort(), agreed.remote().sctpPort());
        association = made;
        inits.begin(agreed)
                .ifPresentOrElse(
                        both -> channels.start(loop.nowNanos(), made, both.own(), both.peer()),
                        () -> channels.start(loop.nowNanos(), made));
    }
}

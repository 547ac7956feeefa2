package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.association.mtu.PathMtuDiscovery;
import io.github.datachannel4j.sctp.core.ErrorCounter;
import io.github.datachannel4j.sctp.rx.DataReceiver;
import io.github.datachannel4j.sctp.tx.DataSender;
import io.github.datachannel4j.sctp.tx.Framing;
import io.github.datachannel4j.sctp.tx.PacketSize;
import io.github.datachannel4j.sctp.tx.Path;
import io.github.datachannel4j.sctp.tx.PeerLimits;
import io.github.datachannel4j.sctp.tx.RetransmissionTimeout;
import org.jspecify.annotations.Nullable;

/** What exists as long as both ends agree on their tags: the two halves of the data path and the procedures that need them. */
public final class TransmissionControlBlock {
    private final LocalOffer local;
    private final PeerOffer peer;
    private final long tieTag;
    private int outboundStreams;
    private int inboundStreams;
    private final Framing framing;
    private final Path path;
    private final ControlQueue control = new ControlQueue();
    private final DataSender sender;
    private final DataReceiver receiver;
    private final Heartbeat heartbeat;
    private final StreamReset streamReset;
    private final PathMtuDiscovery pathMtu;

    /**
     * What an association that begins takes over.
     *
     * @param handshake whose COOKIE ECHO may have carried DATA, which is to be sent again under the same TSNs; null when there was none
     * @param unconsumedBytes what was delivered before and is still to be consumed
     * @param handover what another process has left; null when the association is a new one
     */
    record Legacy(
            @Nullable TransmissionControlBlock handshake,
            long unconsumedBytes,
            @Nullable AssociationHandover handover) {
        static final Legacy NONE = new Legacy(null, 0, null);

        /** An attempt of the handshake has failed, or the peer's own was faster. */
        static Legacy ofHandshake(TransmissionControlBlock tcb) {
            return tcb.sender.isAllAcknowledged() ? NONE : new Legacy(tcb, 0, null);
        }

        static Legacy ofHandover(AssociationHandover handover) {
            return new Legacy(null, handover.incoming().unconsumedBytes(), handover);
        }

        /** The peer has lost its state. */
        static Legacy ofRestart(State state) {
            return state instanceof State.WithPeer withPeer
                    ? new Legacy(null, withPeer.tcb().receiver.unconsumedBytes(), null)
                    : NONE;
        }
    }

    /** Both ends have spoken. */
    TransmissionControlBlock(Environment environment, LocalOffer local, PeerOffer peer, Legacy legacy) {
        AssociationOptions options = environment.options();
        this.local = local;
        this.peer = peer;
        @Nullable TransmissionControlBlock before = legacy.handshake();
        @Nullable AssociationHandover taken = legacy.handover();
        this.tieTag = taken == null ? drawTieTag(environment) : taken.identity().tieTag();
        // What is taken over has been settled, whatever the options of this process would like.
        this.outboundStreams =
                taken == null ? Math.min(options.outboundStreams(), peer.inboundStreams()) : peer.inboundStreams();
        this.inboundStreams =
                taken == null ? Math.min(options.inboundStreams(), peer.outboundStreams()) : peer.outboundStreams();
        this.framing = before != null ? before.framing : taken == null ? framingFor(options, peer) : framingOf(taken);
        PeerLimits limits = new PeerLimits(peer.windowBytes(), isSkippingAgreed(), framing);
        if (before == null) {
            this.path = new Path(
                    new RetransmissionTimeout(options.rto()),
                    new PacketSize(options.pathMtu().baseBytes()),
                    new ErrorCounter(options.limits().associationRetransmitsMax()),
                    environment.traffic());
            if (taken != null) {
                path.rto().takeOver(taken.path());
            }
            this.sender = new DataSender(
                    CongestionControllers.create(environment, path, peer.windowBytes()),
                    environment.queue(),
                    path,
                    local.initialTsn(),
                    limits);
        } else {
            this.path = before.path;
            this.sender = before.sender;
            sender.handshakeBeginsAgain(limits);
        }
        this.receiver = new DataReceiver(
                options,
                environment.outputs(),
                environment.traffic(),
                new DataReceiver.Start(
                        peer.initialTsn(), inboundStreams, legacy.unconsumedBytes(), framing == Framing.INTERLEAVED));
        this.heartbeat = new Heartbeat(options.heartbeatIntervalNanos(), control, path, environment.random());
        this.streamReset = new StreamReset(environment, this);
        this.pathMtu = new PathMtuDiscovery(options.pathMtu(), path, environment.random());
    }

    /** RFC 8260 §2.2.1: both ends have announced I-DATA. */
    private static boolean isInterleavingAgreed(AssociationOptions options, PeerOffer peer) {
        return options.streams().interleaving() == MessageInterleaving.WHEN_SUPPORTED
                && peer.capabilities().interleaving();
    }

    /** Whether the peer can be told to skip what is given up, by the chunk that goes with the framing (RFC 8260 §2.3.1). */
    public boolean isSkippingAgreed() {
        return switch (framing) {
            case PLAIN -> peer.capabilities().partialReliability();
            case INTERLEAVED -> peer.capabilities().interleavedPartialReliability();
        };
    }

    private static Framing framingFor(AssociationOptions options, PeerOffer peer) {
        return isInterleavingAgreed(options, peer) ? Framing.INTERLEAVED : Framing.PLAIN;
    }

    private static Framing framingOf(AssociationHandover handover) {
        return handover.agreement().interleaving() ? Framing.INTERLEAVED : Framing.PLAIN;
    }

    /** As it was in the process that has handed it over; timers and congestion control begin anew. */
    static TransmissionControlBlock takeOver(Environment environment, AssociationHandover handover) {
        var tcb = new TransmissionControlBlock(
                environment, LocalOffer.of(handover), PeerOffer.of(handover), Legacy.ofHandover(handover));
        environment.packets().checksums().takeOver(handover.agreement().zeroChecksumIn());
        environment.queue().streams().takeOver(handover.outgoing().streams());
        tcb.sender.takeOver(handover.outgoing());
        tcb.receiver.takeOver(handover.incoming());
        tcb.streamReset.takeOver(handover.requests());
        tcb.pathMtu.takeOver(handover.path());
        return tcb;
    }

    private static long drawTieTag(Environment environment) {
        long tag = StateCookie.NO_TIE_TAG;
        while (tag == StateCookie.NO_TIE_TAG) {
            tag = environment.random().nextLong();
        }
        return tag;
    }

    CookieResolution.Tags tags() {
        return new CookieResolution.Tags(local.tag(), peer.tag(), tieTag);
    }

    public int localTag() {
        return local.tag();
    }

    public int peerTag() {
        return peer.tag();
    }

    LocalOffer local() {
        return local;
    }

    PeerOffer peer() {
        return peer;
    }

    public PeerCapabilities peerCapabilities() {
        return peer.capabilities();
    }

    public int outboundStreams() {
        return outboundStreams;
    }

    public int inboundStreams() {
        return inboundStreams;
    }

    /** Which kind of chunk carries user data, both ways. */
    public Framing framing() {
        return framing;
    }

    public Path path() {
        return path;
    }

    ControlQueue control() {
        return control;
    }

    public DataSender sender() {
        return sender;
    }

    public DataReceiver receiver() {
        return receiver;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** RFC 6525 §5.2.5, §5.2.6; returns how many there are now. */
    int addOutboundStreams(int streams) {
        outboundStreams += streams;
        return outboundStreams;
    }

    int addInboundStreams(int streams) {
        inboundStreams += streams;
        receiver.allowStreams(inboundStreams);
        return inboundStreams;
    }

    public StreamReset streamReset() {
        return streamReset;
    }

    public PathMtuDiscovery pathMtu() {
        return pathMtu;
    }

    /** The owner has let go of delivered bytes. */
    public void consumed(long nowNanos, long bytes) {
        receiver.consumed(nowNanos, bytes, path.rto().srttNanos());
    }

    public void advanceTo(long nowNanos) {
        sender.advanceTo(nowNanos);
        receiver.advanceTo(nowNanos);
        heartbeat.advanceTo(nowNanos);
        streamReset.advanceTo(nowNanos);
        pathMtu.advanceTo(nowNanos);
    }

    public long nextTimeoutNanos() {
        long data = Math.min(sender.nextTimeoutNanos(), receiver.nextTimeoutNanos());
        long control = Math.min(heartbeat.nextTimeoutNanos(), streamReset.nextTimeoutNanos());
        return Math.min(Math.min(data, control), pathMtu.nextTimeoutNanos());
    }
}

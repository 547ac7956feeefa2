package io.github.datachannel4j.sctp.association;

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

/** What exists as long as both ends agree on their tags: the two halves of the data path and the procedures that need them. */
public final class TransmissionControlBlock {
    private final LocalOffer local;
    private final PeerOffer peer;
    private final long tieTag;
    private final int outboundStreams;
    private final int inboundStreams;
    private final Framing framing;
    private final Path path;
    private final ControlQueue control = new ControlQueue();
    private final DataSender sender;
    private final DataReceiver receiver;
    private final Heartbeat heartbeat;
    private final StreamReset streamReset;
    private final PathMtuDiscovery pathMtu;

    /**
     * Both ends have spoken.
     *
     * @param unconsumedBytes what was delivered before a restart and is still to be consumed
     */
    TransmissionControlBlock(Environment environment, LocalOffer local, PeerOffer peer, long unconsumedBytes) {
        AssociationOptions options = environment.options();
        environment.packets().checksums().announce();
        this.local = local;
        this.peer = peer;
        this.tieTag = drawTieTag(environment);
        this.outboundStreams = Math.min(options.outboundStreams(), peer.inboundStreams());
        this.inboundStreams = Math.min(options.inboundStreams(), peer.outboundStreams());
        this.framing = isInterleavingAgreed(options, peer) ? Framing.INTERLEAVED : Framing.PLAIN;
        this.path = new Path(
                new RetransmissionTimeout(options.rto()),
                new PacketSize(options.pathMtu().baseBytes()),
                new ErrorCounter(options.limits().associationRetransmitsMax()),
                environment.traffic());
        this.sender = new DataSender(
                CongestionControllers.create(environment, path, peer.windowBytes()),
                environment.queue(),
                path,
                local.initialTsn(),
                new PeerLimits(peer.windowBytes(), isSkippingAgreed(), framing));
        this.receiver = new DataReceiver(
                options,
                environment.outputs(),
                environment.traffic(),
                new DataReceiver.Start(
                        peer.initialTsn(), inboundStreams, unconsumedBytes, framing == Framing.INTERLEAVED));
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
    private boolean isSkippingAgreed() {
        return switch (framing) {
            case PLAIN -> peer.capabilities().partialReliability();
            case INTERLEAVED -> peer.capabilities().interleavedPartialReliability();
        };
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

    StreamReset streamReset() {
        return streamReset;
    }

    public PathMtuDiscovery pathMtu() {
        return pathMtu;
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

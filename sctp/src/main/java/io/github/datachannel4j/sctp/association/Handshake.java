package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import java.util.List;

/**
 * What the two ways into an association have in common: what we say about ourselves, what we report of the peer's words, and the step
 * into ESTABLISHED.
 */
final class Handshake {
    private final Environment environment;
    /** Ours for the first association; the same in INIT and INIT ACK, so that a collision changes nothing (§5.2.1). */
    private final LocalOffer firstOffer;

    Handshake(Environment environment) {
        this.environment = environment;
        this.firstOffer = LocalOffer.draw(environment.random());
    }

    Environment environment() {
        return environment;
    }

    LocalOffer firstOffer() {
        return firstOffer;
    }

    /** The content of an INIT or INIT ACK of ours. */
    HandshakeFields fields(LocalOffer offer, int outboundStreams, List<Parameter> parameters) {
        environment.packets().checksums().announce(parameters);
        return new HandshakeFields(
                offer.tag(),
                environment.options().receiveBuffer().initialBytes(),
                outboundStreams,
                environment.options().inboundStreams(),
                offer.initialTsn(),
                parameters);
    }

    /** RFC 9260 §5.1: an INIT or INIT ACK that cannot be used is answered under the tag that it brings. */
    void refuse(long nowNanos, HandshakeFields fields, ErrorCause cause) {
        environment
                .packets()
                .sendAlone(nowNanos, fields.initiateTag(), new AbortChunk(TagOwner.RECEIVER, List.of(cause)));
    }

    State establish(long nowNanos, TransmissionControlBlock tcb) {
        tcb.control().dropCookieEcho();
        environment.queue().discardBeyond(tcb.outboundStreams());
        environment
                .outputs()
                .add(new AssociationOutput.Established(
                        tcb.outboundStreams(), tcb.inboundStreams(), tcb.peerCapabilities()));
        tcb.heartbeat().heard(nowNanos);
        return new State.Established(tcb);
    }
}

package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOutput;
import io.github.datachannel4j.sctp.Bytes;
import io.github.datachannel4j.sctp.packet.AbortChunk;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.TagOwner;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the two ways into an association have in common: what we say about ourselves, what we report of the peer's words, and the step
 * into ESTABLISHED.
 */
final class Handshake {
    /** Reports of parameters we do not know may not make the INIT ACK larger than a packet. */
    private static final int REPORTED_BYTES_MAX = 256;

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
        environment.packets().checksums().announce();
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

    /** Unknown parameters of which the peer wants to hear, as they came. */
    static List<Bytes> reportable(HandshakeFields fields) {
        List<Bytes> reportable = new ArrayList<>();
        int bytes = 0;
        for (Parameter parameter : fields.parameters()) {
            if (!(parameter instanceof UnknownParameter unknown)) {
                continue;
            }
            bytes += unknown.length();
            if (unknown.action().reports() && bytes <= REPORTED_BYTES_MAX) {
                reportable.add(ErrorReports.wireForm(unknown));
            }
            if (unknown.action().stops()) {
                break;
            }
        }
        return reportable;
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

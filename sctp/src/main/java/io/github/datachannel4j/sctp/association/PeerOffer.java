package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationHandover;
import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.AssociationOutput.PeerCapabilities;
import io.github.datachannel4j.sctp.MessageInterleaving;
import io.github.datachannel4j.sctp.packet.AddressingParameter;
import io.github.datachannel4j.sctp.packet.ErrorCause;
import io.github.datachannel4j.sctp.packet.ForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.ForwardTsnSupportedParameter;
import io.github.datachannel4j.sctp.packet.HandshakeFields;
import io.github.datachannel4j.sctp.packet.IDataChunk;
import io.github.datachannel4j.sctp.packet.IForwardTsnChunk;
import io.github.datachannel4j.sctp.packet.InvalidMandatoryParameterCause;
import io.github.datachannel4j.sctp.packet.Parameter;
import io.github.datachannel4j.sctp.packet.ReconfigChunk;
import io.github.datachannel4j.sctp.packet.SupportedExtensionsParameter;
import io.github.datachannel4j.sctp.packet.Tsn;
import io.github.datachannel4j.sctp.packet.UnknownParameter;
import io.github.datachannel4j.sctp.packet.UnresolvableAddressCause;
import io.github.datachannel4j.sctp.packet.ZeroChecksumAcceptableParameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an INIT or INIT ACK says about the peer.
 *
 * @param tag the peer's verification tag, never 0
 * @param windowBytes its a_rwnd, unsigned 32 bits
 * @param outboundStreams how many it would like to send on, at least 1
 * @param inboundStreams how many it accepts, at least 1
 * @param initialTsn of its first DATA chunk
 * @param capabilities what it can do beyond RFC 9260
 */
record PeerOffer(
        int tag,
        long windowBytes,
        int outboundStreams,
        int inboundStreams,
        Tsn initialTsn,
        PeerCapabilities capabilities) {

    /** RFC 9260 §3.3.2: no endpoint may offer less. */
    private static final long WINDOW_BYTES_MIN = 1500;

    static PeerOffer of(HandshakeFields fields) {
        return new PeerOffer(
                fields.initiateTag(),
                fields.advertisedReceiverWindow(),
                fields.outboundStreams(),
                fields.inboundStreams(),
                fields.initialTsn(),
                capabilities(fields.parameters()));
    }

    /** Where another process has left it: the next TSN takes the place of the first, and its streams are those that were agreed on. */
    static PeerOffer of(AssociationHandover handover) {
        return new PeerOffer(
                handover.identity().peerTag(),
                handover.outgoing().peerBufferBytes(),
                handover.agreement().inboundStreams(),
                handover.agreement().outboundStreams(),
                new Tsn((int) handover.incoming().nextTsn()),
                handover.agreement().peer());
    }

    private static PeerCapabilities capabilities(List<Parameter> parameters) {
        boolean partialReliability = false;
        boolean streamReset = false;
        boolean zeroChecksum = false;
        boolean interleaving = false;
        boolean interleavedPartialReliability = false;
        for (Parameter parameter : parameters) {
            if (parameter instanceof UnknownParameter unknown
                    && unknown.action().stops()) {
                // RFC 9260 §3.2.1: what follows such a parameter does not count.
                break;
            }
            if (parameter instanceof ForwardTsnSupportedParameter) {
                partialReliability = true;
            } else if (parameter instanceof SupportedExtensionsParameter extensions) {
                partialReliability |= extensions.supports(ForwardTsnChunk.TYPE);
                streamReset |= extensions.supports(ReconfigChunk.TYPE);
                interleaving |= extensions.supports(IDataChunk.TYPE);
                interleavedPartialReliability |= extensions.supports(IForwardTsnChunk.TYPE);
            } else if (parameter instanceof ZeroChecksumAcceptableParameter acceptable) {
                // RFC 9653 §4: with a method that we do not have, the parameter says nothing to us.
                zeroChecksum |= acceptable.errorDetectionMethod() == ZeroChecksumAcceptableParameter.SCTP_OVER_DTLS;
            }
        }
        return new PeerCapabilities(
                partialReliability, streamReset, zeroChecksum, interleaving, interleavedPartialReliability);
    }

    /** What our first INIT says that we can do. */
    static List<Parameter> ourCapabilities(AssociationOptions options) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(ForwardTsnSupportedParameter.INSTANCE);
        if (options.zeroChecksum()) {
            parameters.add(new ZeroChecksumAcceptableParameter(ZeroChecksumAcceptableParameter.SCTP_OVER_DTLS));
        }
        parameters.add(extensions(options.streams().interleaving()));
        return parameters;
    }

    /**
     * What an INIT says that is sent again. Pion up to 1.8.6 drops every INIT and INIT ACK with a parameter it does not know, so nothing may
     * be in them that it has never heard of.
     */
    static List<Parameter> ourUndisputedCapabilities(AssociationOptions options) {
        return ourCapabilities(options.withZeroChecksum(false));
    }

    /** What our INIT ACK says to this peer: the zero checksum is spoken of to those who have spoken of it. */
    List<Parameter> ourAnswer(AssociationOptions options) {
        return capabilities.zeroChecksum() ? ourCapabilities(options) : ourUndisputedCapabilities(options);
    }

    private static SupportedExtensionsParameter extensions(MessageInterleaving interleaving) {
        return switch (interleaving) {
            case WHEN_SUPPORTED ->
                SupportedExtensionsParameter.of(
                        ReconfigChunk.TYPE, ForwardTsnChunk.TYPE, IDataChunk.TYPE, IForwardTsnChunk.TYPE);
            case OFF -> SupportedExtensionsParameter.of(ReconfigChunk.TYPE, ForwardTsnChunk.TYPE);
        };
    }

    /** Why an association with this peer is impossible (RFC 9260 §3.3.2, §3.3.3, §5.1.2 B), or null. */
    static @Nullable ErrorCause problemOf(HandshakeFields fields) {
        if (fields.outboundStreams() == 0
                || fields.inboundStreams() == 0
                || fields.advertisedReceiverWindow() < WINDOW_BYTES_MIN) {
            return InvalidMandatoryParameterCause.INSTANCE;
        }
        for (Parameter parameter : fields.parameters()) {
            if (parameter instanceof AddressingParameter address
                    && address.type() == AddressingParameter.HOST_NAME_ADDRESS) {
                return new UnresolvableAddressCause(ErrorReports.wireForm(address));
            }
        }
        return null;
    }
}

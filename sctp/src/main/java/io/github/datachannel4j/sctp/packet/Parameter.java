package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;

/** An optional or variable part of a chunk (RFC 9260 §3.2.1, RFC 3758 §3.1, RFC 5061 §4.2.7, RFC 6525 §4, RFC 9653 §4). */
public sealed interface Parameter extends Tlv
        permits HeartbeatInfoParameter,
                AddressingParameter,
                StateCookieParameter,
                CookiePreservativeParameter,
                UnrecognizedParameter,
                ForwardTsnSupportedParameter,
                SupportedExtensionsParameter,
                ZeroChecksumAcceptableParameter,
                ReconfigurationParameter,
                UnknownParameter {

    /** The parameter of a type; one that is not known becomes an {@link UnknownParameter}, never an error. */
    static Parameter parse(int type, Bytes value) throws MalformedPacketException {
        return switch (type) {
            case HeartbeatInfoParameter.TYPE -> new HeartbeatInfoParameter(value);
            case StateCookieParameter.TYPE -> new StateCookieParameter(value);
            case CookiePreservativeParameter.TYPE -> CookiePreservativeParameter.parse(value);
            case UnrecognizedParameter.TYPE -> new UnrecognizedParameter(value);
            case OutgoingSsnResetRequest.TYPE -> OutgoingSsnResetRequest.parse(value);
            case IncomingSsnResetRequest.TYPE -> IncomingSsnResetRequest.parse(value);
            case SsnTsnResetRequest.TYPE -> SsnTsnResetRequest.parse(value);
            case ReconfigurationResponse.TYPE -> ReconfigurationResponse.parse(value);
            case AddOutgoingStreamsRequest.TYPE -> AddOutgoingStreamsRequest.parse(value);
            case AddIncomingStreamsRequest.TYPE -> AddIncomingStreamsRequest.parse(value);
            case ZeroChecksumAcceptableParameter.TYPE -> ZeroChecksumAcceptableParameter.parse(value);
            case SupportedExtensionsParameter.TYPE -> SupportedExtensionsParameter.parse(value);
            case ForwardTsnSupportedParameter.TYPE -> ForwardTsnSupportedParameter.INSTANCE;
            default ->
                AddressingParameter.isType(type)
                        ? new AddressingParameter(type, value)
                        : new UnknownParameter(type, value);
        };
    }
}

package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;

/** Why a chunk was refused or the association ended; carried by ERROR and ABORT (RFC 9260 §3.3.10). */
public sealed interface ErrorCause extends Tlv
        permits InvalidStreamIdentifierCause,
                MissingMandatoryParameterCause,
                StaleCookieCause,
                OutOfResourceCause,
                UnresolvableAddressCause,
                UnrecognizedChunkTypeCause,
                InvalidMandatoryParameterCause,
                UnrecognizedParametersCause,
                NoUserDataCause,
                CookieReceivedWhileShuttingDownCause,
                RestartWithNewAddressesCause,
                UserInitiatedAbortCause,
                ProtocolViolationCause,
                UnknownErrorCause {

    /** The cause of a code; one that is not known becomes an {@link UnknownErrorCause}, never an error. */
    static ErrorCause parse(int code, Bytes value) throws MalformedPacketException {
        return switch (code) {
            case InvalidStreamIdentifierCause.TYPE -> InvalidStreamIdentifierCause.parse(value);
            case MissingMandatoryParameterCause.TYPE -> MissingMandatoryParameterCause.parse(value);
            case StaleCookieCause.TYPE -> StaleCookieCause.parse(value);
            case OutOfResourceCause.TYPE -> OutOfResourceCause.INSTANCE;
            case UnresolvableAddressCause.TYPE -> new UnresolvableAddressCause(value);
            case UnrecognizedChunkTypeCause.TYPE -> new UnrecognizedChunkTypeCause(value);
            case InvalidMandatoryParameterCause.TYPE -> InvalidMandatoryParameterCause.INSTANCE;
            case UnrecognizedParametersCause.TYPE -> new UnrecognizedParametersCause(value);
            case NoUserDataCause.TYPE -> NoUserDataCause.parse(value);
            case CookieReceivedWhileShuttingDownCause.TYPE -> CookieReceivedWhileShuttingDownCause.INSTANCE;
            case RestartWithNewAddressesCause.TYPE -> new RestartWithNewAddressesCause(value);
            case UserInitiatedAbortCause.TYPE -> new UserInitiatedAbortCause(value);
            case ProtocolViolationCause.TYPE -> new ProtocolViolationCause(value);
            default -> new UnknownErrorCause(code, value);
        };
    }
}

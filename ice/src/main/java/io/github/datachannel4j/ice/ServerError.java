package io.github.datachannel4j.ice;

/**
 * Why a STUN or TURN server is of no use, before it is said of which one and where from.
 *
 * @param code that of the server, or the W3C's 701
 * @param text for people
 */
record ServerError(int code, IceServerFailure failure, String text) {
    static ServerError refused(int code, String text) {
        return new ServerError(code, IceServerFailure.REFUSED, text);
    }

    static ServerError unreachable(IceServerFailure failure, String text) {
        return new ServerError(IceCandidateError.SERVER_NOT_REACHABLE, failure, text);
    }
}

package io.github.datachannel4j.ice;

/** The errors of TURN servers (RFC 8489 §14.8, RFC 8656 §19) in words that tell what to change. */
final class TurnErrors {
    static final int TRY_ALTERNATE = 300;
    static final int UNAUTHORIZED = 401;
    static final int ALLOCATION_MISMATCH = 437;
    static final int STALE_NONCE = 438;
    static final int ADDRESS_FAMILY_NOT_SUPPORTED = 440;

    private TurnErrors() {}

    static String words(int code, String reason) {
        String words = meaning(code);
        if (words.isEmpty()) {
            return "the TURN server says " + code + (reason.isBlank() ? "" : " " + reason);
        }
        return reason.isBlank() ? words : words + " (" + reason + ")";
    }

    private static String meaning(int code) {
        return switch (code) {
            case TRY_ALTERNATE -> "the TURN server sends us to another one that is of no use, or on and on";
            case 400 -> "the TURN server finds something wrong with the request: is it a TURN server at all?";
            case UNAUTHORIZED -> "the TURN server does not accept the username or the credential";
            case 403 -> "the TURN server forbids this: its administrator has excluded the user or the address";
            case 420 -> "the TURN server does not know an attribute that the request needs";
            case ALLOCATION_MISMATCH ->
                "the TURN server has no such allocation, or another one for our address: it may have been restarted";
            case STALE_NONCE -> "the TURN server finds each nonce stale at once: its nonces live too short";
            case ADDRESS_FAMILY_NOT_SUPPORTED -> "the TURN server has no relay address of the family asked for";
            case 441 -> "the TURN server knows this allocation as that of another user";
            case 442 -> "the TURN server does not relay UDP";
            case 443 -> "the TURN server's relay address cannot reach peers of that address family";
            case 486 ->
                "the TURN server's quota is used up: this user has too many allocations, or old ones not over yet";
            case 500 -> "the TURN server has failed: to ask again later may help";
            case 508 -> "the TURN server has no capacity left: no free port, or none in its range";
            default -> "";
        };
    }
}

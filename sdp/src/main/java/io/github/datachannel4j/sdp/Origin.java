package io.github.datachannel4j.sdp;

import java.math.BigInteger;
import java.util.List;

/**
 * The {@code o=} line: which session this describes, and which version of it.
 *
 * @param username "-" in what we write
 * @param sessionId any number, as RFC 8866 §5.2 sets no bound; JSEP asks for 63 random bits
 * @param version one more with each change
 * @param address network type, address type and address; browsers write a meaningless one on purpose
 */
public record Origin(String username, BigInteger sessionId, BigInteger version, List<String> address) {
    private static final List<String> MEANINGLESS_ADDRESS = List.of("IN", "IP4", "0.0.0.0");

    public Origin {
        Syntax.text("the user name", username);
        Syntax.require(
                !username.isEmpty() && Syntax.all(username, c -> c != ' ' && c != '\t'),
                "the user name is empty or has a space");
        Syntax.require(sessionId.signum() >= 0 && version.signum() >= 0, "session id and version are not negative");
        address = Syntax.tokens("the address", address);
        Syntax.require(address.size() == 3, "an address has a network type, an address type and an address");
    }

    /**
     * The first version of a session of ours.
     *
     * @param sessionId a random number of 63 bits (RFC 9429 §5.2.1)
     */
    public static Origin of(long sessionId) {
        return new Origin("-", BigInteger.valueOf(sessionId), BigInteger.ZERO, MEANINGLESS_ADDRESS);
    }

    public Origin nextVersion() {
        return new Origin(username, sessionId, version.add(BigInteger.ONE), address);
    }

    static Origin parse(String value) {
        Tokens tokens = new Tokens(value);
        String username = tokens.next("the user name");
        BigInteger sessionId = new BigInteger(Syntax.digits("the session id", tokens.next("the session id")));
        BigInteger version = new BigInteger(Syntax.digits("the session version", tokens.next("the session version")));
        return new Origin(username, sessionId, version, tokens.rest("the address"));
    }

    String value() {
        return username + " " + sessionId + " " + version + " " + String.join(" ", address);
    }
}

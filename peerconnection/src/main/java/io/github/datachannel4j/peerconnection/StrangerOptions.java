package io.github.datachannel4j.peerconnection;

/**
 * How a factory with a shared port takes peers without signaling: a page that knows the server's address, this password and the
 * fingerprint of its certificate writes the answer itself.
 *
 * @param password the server's constant ICE password, 22 to 256 of the characters of RFC 8839 §5.4. It is on the page and no secret
 * @param perSecondMax how many are taken within a second, at least 1; the others come in with a later check
 * @param perAddressMax the same from one IPv4 address or IPv6 /64
 * @param unconnectedMax how many may be on their way to a connection at a time, at least 1; a forged source address can bring one about
 */
public record StrangerOptions(String password, int perSecondMax, int perAddressMax, int unconnectedMax) {
    /** About what one core can shake hands with. */
    private static final int PER_SECOND_MAX = 200;

    /** Some browsers behind one NAT, and a reload in each of them. */
    private static final int PER_ADDRESS_MAX = 20;

    /** What comes in 5 seconds: more wait longer than they would stay. */
    private static final int UNCONNECTED_MAX = 1000;

    /** Checks the bounds. */
    public StrangerOptions {
        if (perSecondMax < 1 || perAddressMax < 1 || unconnectedMax < 1) {
            throw new WebRtcException(WebRtcErrorName.RANGE_ERROR, "the bounds for strangers must be at least 1");
        }
    }

    /** 200 a second, 20 of them from one address, and 1000 that are not connected yet. */
    public static StrangerOptions withPassword(String password) {
        return new StrangerOptions(password, PER_SECOND_MAX, PER_ADDRESS_MAX, UNCONNECTED_MAX);
    }

    /** With these rates. */
    public StrangerOptions withRates(int perSecond, int perAddress) {
        return new StrangerOptions(password, perSecond, perAddress, unconnectedMax);
    }

    /** With this many on their way at a time. */
    public StrangerOptions withUnconnectedMax(int count) {
        return new StrangerOptions(password, perSecondMax, perAddressMax, count);
    }
}

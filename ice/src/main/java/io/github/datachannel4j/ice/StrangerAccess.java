package io.github.datachannel4j.ice;

/**
 * Lets peers connect to a shared port without signaling. Such a peer takes its own ICE password for our user name
 * fragment, so that the first check tells us both of its credentials, and a password of ours that is always the same.
 *
 * @param password ours, 22 to 256 ice-chars. Not a secret: it keeps out what does not know the page, no more
 * @param perSecondMax how many strangers are let in within a second, 1 or more; the others' checks are dropped, and as
 *     checks are repeated, they come in later
 * @param perAddressMax the same for one IPv4 address or one IPv6 /64
 */
public record StrangerAccess(String password, int perSecondMax, int perAddressMax) {
    /** About what one core can shake hands with. */
    private static final int PER_SECOND_MAX = 200;

    /** Some browsers behind one NAT; a reload in each of them. */
    private static final int PER_ADDRESS_MAX = 20;

    public StrangerAccess {
        // Says what is wrong with the password, if anything.
        var unused = IceParameters.of("ufrag", password);
        if (perSecondMax < 1 || perAddressMax < 1) {
            throw new IllegalArgumentException("at least one stranger has to be let in within a second, not "
                    + Math.min(perSecondMax, perAddressMax));
        }
    }

    /** 200 a second, and 20 from one address. */
    public static StrangerAccess withPassword(String password) {
        return new StrangerAccess(password, PER_SECOND_MAX, PER_ADDRESS_MAX);
    }

    /** The same with these bounds. */
    public StrangerAccess withRates(int perSecond, int perAddress) {
        return new StrangerAccess(password, perSecond, perAddress);
    }
}

package io.github.datachannel4j.sdp;

/**
 * An address and a port.
 *
 * @param address an IPv4 or IPv6 literal or a name, as text; see {@link #kind()}
 */
public record TransportAddress(String address, int port) {
    /** The longest domain name (RFC 1035 §2.3.4). */
    private static final int ADDRESS_LENGTH_MAX = 255;

    public TransportAddress {
        Syntax.token("the address", address, ADDRESS_LENGTH_MAX);
        Syntax.inRange("the port", port, 65_535);
        AddressKind.of(address);
    }

    public AddressKind kind() {
        return AddressKind.of(address);
    }
}

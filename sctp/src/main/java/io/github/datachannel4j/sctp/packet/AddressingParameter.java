package io.github.datachannel4j.sctp.packet;

import io.github.datachannel4j.sctp.Bytes;
import java.nio.ByteBuffer;

/**
 * A parameter of RFC 9260 §3.3.2.1 that is known but says nothing over DTLS, where there is one path and no address (RFC 8261 §6.1). It
 * must be known, since the types' bits ask to stop at an unknown one.
 *
 * @param type one of the constants
 * @param value without header and padding
 */
public record AddressingParameter(int type, Bytes value) implements Parameter {
    public static final int IPV4_ADDRESS = 5;
    public static final int IPV6_ADDRESS = 6;
    public static final int HOST_NAME_ADDRESS = 11;
    public static final int SUPPORTED_ADDRESS_TYPES = 12;

    static boolean isType(int type) {
        return switch (type) {
            case IPV4_ADDRESS, IPV6_ADDRESS, HOST_NAME_ADDRESS, SUPPORTED_ADDRESS_TYPES -> true;
            default -> false;
        };
    }

    public AddressingParameter {
        if (!isType(type)) {
            throw new IllegalArgumentException("no addressing parameter has type " + type);
        }
    }

    @Override
    public int valueBytes() {
        return value.length();
    }

    @Override
    public void writeValue(ByteBuffer out) {
        value.copyTo(out);
    }
}

package io.github.datachannel4j.sctp.packet;

/**
 * Bytes that are no valid SCTP packet. The peer's fault, or the network's: the packet is dropped and counted.
 *
 * <p>It has no stack trace: a flood of bad packets must stay cheap, and the message says what is wrong.
 */
public final class MalformedPacketException extends Exception {
    private static final long serialVersionUID = 1L;

    public MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}

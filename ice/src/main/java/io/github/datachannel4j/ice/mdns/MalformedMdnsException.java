package io.github.datachannel4j.ice.mdns;

/** These bytes are not a DNS message, or not one that a multicast responder would send. */
public final class MalformedMdnsException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedMdnsException(String message) {
        // It is caught where the packet is dropped; the trace would cost more than the parsing.
        super(message, null, false, false);
    }
}

package io.github.datachannel4j.sctp.packet;

/** The parsers' checks. */
final class Malformed {
    private Malformed() {}

    static void unless(boolean valid, String problem) throws MalformedPacketException {
        if (!valid) {
            throw new MalformedPacketException(problem);
        }
    }
}

package io.github.datachannel4j.ice.mdns;

/**
 * Numbers of the DNS message (RFC 1035 §4.1).
 *
 * <pre>
 *   0        2        4        6        8        10       12
 *  | id     | flags  | questn | answer | author | additn | questions, then records ...
 *
 *  question: name, type (2), class (2)          record: name, type (2), class (2), ttl (4), length (2), data
 * </pre>
 */
final class Wire {
    static final int HEADER_BYTES = 12;

    /** QR: it is a response. */
    static final int FLAG_RESPONSE = 0x8000;

    /** AA: the answer comes from who knows (RFC 6762 §18.4). */
    static final int FLAG_AUTHORITATIVE = 0x0400;

    /** Opcode and rcode, which are 0 in multicast DNS (RFC 6762 §18.3, §18.11). */
    static final int OPCODE_AND_RCODE = 0x780F;

    static final int TYPE_A = 1;
    static final int TYPE_AAAA = 28;
    static final int TYPE_ANY = 255;
    static final int CLASS_IN = 1;
    static final int CLASS_ANY = 255;

    /** In a record's class: it replaces older ones; in a question's: the answer may be unicast (RFC 6762 §10.2, §5.4). */
    static final int CLASS_TOP_BIT = 0x8000;

    static final int POINTER = 0xC0;
    static final int IPV4_BYTES = 4;
    static final int IPV6_BYTES = 16;

    private Wire() {}
}

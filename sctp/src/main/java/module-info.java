/** SCTP (RFC 9260 and its extensions) as a sans-IO association. Pure: java.base only. */
@SuppressWarnings("module") // The module that may see the bytes of a handover is compiled after this one.
module io.github.datachannel4j.sctp {
    requires static org.jspecify;

    exports io.github.datachannel4j.sctp;
    exports io.github.datachannel4j.sctp.handover to
            io.github.datachannel4j.datachannel;
}

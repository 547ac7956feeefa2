/** SCTP (RFC 9260 and its extensions) as a sans-IO association. Pure: java.base only. */
module io.github.datachannel4j.sctp {
    requires static org.jspecify;

    exports io.github.datachannel4j.sctp;
}

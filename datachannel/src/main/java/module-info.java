/** WebRTC data channels (RFC 8831) and DCEP (RFC 8832), sans-IO, over one SCTP association. Pure: java.base only. */
module io.github.datachannel4j.datachannel {
    requires static org.jspecify;
    requires transitive io.github.datachannel4j.sctp;

    exports io.github.datachannel4j.datachannel;
}

/** Session descriptions (RFC 8866) and the JSEP offers and answers (RFC 9429) of data channels. Pure: java.base only. */
module io.github.datachannel4j.sdp {
    requires static org.jspecify;

    exports io.github.datachannel4j.sdp;
    exports io.github.datachannel4j.sdp.jsep;
}

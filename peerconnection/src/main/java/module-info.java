/** PeerConnection and DataChannel with the words of the W3C. */
module io.github.datachannel4j.peerconnection {
    requires static org.jspecify;
    requires io.github.datachannel4j.sdp;
    requires transitive io.github.datachannel4j.sctp;
    requires io.github.datachannel4j.datachannel;
    requires transitive io.github.datachannel4j.dtls;
    requires io.github.datachannel4j.ice;
    requires org.slf4j;

    exports io.github.datachannel4j.peerconnection;
}

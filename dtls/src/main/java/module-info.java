/** DTLS for data channels, on BouncyCastle, with the records of the fast path on SunJCE. */
module io.github.datachannel4j.dtls {
    requires static org.jspecify;
    requires org.bouncycastle.provider;
    requires org.bouncycastle.tls;

    exports io.github.datachannel4j.dtls;
}

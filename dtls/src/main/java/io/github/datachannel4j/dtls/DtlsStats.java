package io.github.datachannel4j.dtls;

import org.jspecify.annotations.Nullable;

/**
 * What the W3C's transport and certificate statistics want to know about DTLS. No SRTP profile is told, since no media is sent.
 *
 * @param state the transport's state
 * @param role our role; null before {@link DtlsTransport#start}
 * @param tlsVersion the negotiated version as four hex digits, "FEFD" for DTLS 1.2; null before the handshake's end
 * @param cipherSuite the IANA name of the negotiated suite; null before the handshake's end
 * @param localCertificate our certificate
 * @param remoteCertificate the peer's; null until it has proven its fingerprint
 * @param datagramsSent datagrams given to the listener, of the handshake and of data
 * @param datagramsReceived datagrams given to {@link DtlsTransport#receive}
 * @param bytesSent the bytes of the datagrams sent, with DTLS headers and without UDP's
 * @param bytesReceived the bytes of the datagrams received, likewise
 * @param datagramsDropped received datagrams without a record that was accepted: garbage, repetitions, overflow
 */
public record DtlsStats(
        DtlsState state,
        @Nullable DtlsRole role,
        @Nullable String tlsVersion,
        @Nullable String cipherSuite,
        CertificateInfo localCertificate,
        @Nullable CertificateInfo remoteCertificate,
        long datagramsSent,
        long datagramsReceived,
        long bytesSent,
        long bytesReceived,
        long datagramsDropped) {}

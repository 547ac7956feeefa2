package io.github.datachannel4j.dtls;

/** Who sends the ClientHello: the side whose description says {@code a=setup:active} is the client (RFC 8842 §5). */
public enum DtlsRole {
    CLIENT,
    SERVER
}

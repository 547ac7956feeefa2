package io.github.datachannel4j.ice;

/**
 * Counts over all ports of a network since it was opened.
 *
 * @param datagramsUnroutable came in for no agent: stray, late or forged
 * @param stunMalformed looked like STUN and was not
 * @param stunUnauthentic carried no or a wrong MESSAGE-INTEGRITY
 * @param strangersRefused valid checks without signaling that the rates of {@link StrangerAccess} kept out
 * @param addressTakeovers times that an agent's remote address became another agent's, as when a client comes back
 *     from the same port
 * @param sendErrors datagrams that the socket would not take: no buffer, no route, refused
 */
public record IceNetworkStats(
        long datagramsReceived,
        long bytesReceived,
        long datagramsSent,
        long bytesSent,
        long datagramsUnroutable,
        long stunMalformed,
        long stunUnauthentic,
        long strangersRefused,
        long addressTakeovers,
        long sendErrors,
        long receiveErrors,
        int agents) {}

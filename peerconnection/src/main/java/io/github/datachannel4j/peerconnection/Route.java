package io.github.datachannel4j.peerconnection;

import io.github.datachannel4j.ice.IceCandidatePair;

/**
 * Which way the datagrams of a connection take: what a pair of candidates says about it without the ports, which NATs change while the way
 * stays the same (as RFC 9000 §9.4 has it for QUIC).
 *
 * @param protocol between us and the peer or our relay
 * @param local our address, or that of our relay
 * @param remote the peer's
 */
record Route(String protocol, String local, String remote) {
    static Route of(IceCandidatePair pair) {
        return new Route(
                pair.local().protocol(), pair.local().address(), pair.remote().address());
    }
}

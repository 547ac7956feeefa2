package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import io.github.datachannel4j.ice.stun.StunWriter;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a TURN server answers that grants everything to whoever knows the password. It has no socket and relays nothing. */
final class FakeTurn {
    static final String USER = "alice";
    static final String PASSWORD = "opensesame";
    private static final String REALM = "turn.test";
    private static final byte[] KEY = StunIntegrity.longTermKey(USER, REALM, PASSWORD);
    private static final int UNAUTHORIZED = 401;
    private static final int FIRST_PORT = 50000;

    private final long lifetimeSeconds;

    /** Those with the right credentials, in the order in which they came. */
    final List<StunMessage> requests = new CopyOnWriteArrayList<>();

    FakeTurn(long lifetimeSeconds) {
        this.lifetimeSeconds = lifetimeSeconds;
    }

    List<StunMessage> requests(int method) {
        return requests.stream().filter(request -> request.method() == method).toList();
    }

    byte[] answer(StunMessage request) {
        if (!USER.equals(request.text(StunAttribute.USERNAME)) || !request.isAuthentic(KEY)) {
            return StunWriter.error(request, UNAUTHORIZED, "Unauthorized")
                    .text(StunAttribute.REALM, REALM)
                    .text(StunAttribute.NONCE, "aNonce")
                    .toBytes();
        }
        requests.add(request.copy());
        StunWriter success = StunWriter.success(request);
        if (request.method() == StunMethod.ALLOCATE) {
            InetSocketAddress relayed =
                    new InetSocketAddress(LiteralAddress.parse("203.0.113.20"), FIRST_PORT + requests.size());
            success.xorAddress(StunAttribute.XOR_RELAYED_ADDRESS, relayed)
                    .xorAddress(StunAttribute.XOR_MAPPED_ADDRESS, relayed);
        }
        return success.number32(StunAttribute.LIFETIME, lifetimeSeconds)
                .integrity(KEY)
                .toBytes();
    }
}

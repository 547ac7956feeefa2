package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.stun.StunAttribute;
import io.github.datachannel4j.ice.stun.StunIntegrity;
import io.github.datachannel4j.ice.stun.StunMessage;
import io.github.datachannel4j.ice.stun.StunMethod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Judges checks that belong to no agent. Until one has shown a valid MESSAGE-INTEGRITY it costs microseconds and leaves
 * nothing behind; after that, the rates bound what is left behind. Called from the loops of the port.
 */
final class StrangerGate {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final StrangerAccess access;
    private final byte[] key;
    private final NetworkCounters counters;
    private final Consumer<Stranger> listener;

    /** Of the window that runs, and so bounded by what is let in within it. */
    private final CountsByNetwork countsByNetwork = new CountsByNetwork();

    private long windowNanos = System.nanoTime();
    private int count;

    StrangerGate(StrangerAccess access, NetworkCounters counters, Consumer<Stranger> listener) {
        this.access = access;
        this.counters = counters;
        this.listener = listener;
        key = StunIntegrity.shortTermKey(access.password());
    }

    /** Tells the listener of the stranger if it may come in; then an agent for it is there. */
    boolean admit(InetSocketAddress from, StunMessage request) {
        Stranger stranger = strangerOf(from, request);
        if (stranger == null) {
            return false;
        }
        if (!isWithinRates(from.getAddress(), System.nanoTime())) {
            counters.strangersRefused.increment();
            return false;
        }
        listener.accept(stranger);
        return true;
    }

    private @Nullable Stranger strangerOf(InetSocketAddress from, StunMessage request) {
        String username = request.text(StunAttribute.USERNAME);
        int colon = username == null ? -1 : username.indexOf(':');
        if (username == null || colon < 0 || request.method() != StunMethod.BINDING) {
            return null;
        }
        if (!request.hasGoodFingerprint() || !request.isAuthentic(key)) {
            counters.stunUnauthentic.increment();
            return null;
        }
        String peersPassword = username.substring(0, colon);
        try {
            return new Stranger(
                    IceParameters.of(peersPassword, access.password()),
                    IceParameters.of(username.substring(colon + 1), peersPassword),
                    from);
        } catch (IllegalArgumentException noCredentials) {
            return null;
        }
    }

    private synchronized boolean isWithinRates(InetAddress address, long nowNanos) {
        if (nowNanos - windowNanos >= WINDOW_NANOS) {
            windowNanos = nowNanos;
            count = 0;
            countsByNetwork.clear();
        }
        if (count == access.perSecondMax() || countsByNetwork.of(address) == access.perAddressMax()) {
            return false;
        }
        count++;
        countsByNetwork.add(address);
        return true;
    }
}

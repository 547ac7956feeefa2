package io.github.datachannel4j.ice;

import io.github.datachannel4j.ice.mdns.MdnsName;
import io.netty.channel.EventLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks up the names in a peer's candidates, which are bounded. A {@code .local} name is asked for only if the peer has not shown itself by its
 * own checks a moment later: then nobody needs it, and a busy server does not fill its link with questions.
 */
final class RemoteNames {
    /** Names in a peer's candidates beyond this are not looked up: nobody needs them, and each costs a query. */
    private static final int LOOKUPS_MAX = 16;

    /** Longer than a connect on a link takes, and short for one who waits for it. */
    private static final long MDNS_DELAY_MILLIS = 100;

    private final EventLoop loop;
    private final NameLookup names;
    private final @Nullable MdnsNode mdns; // null if multicast DNS is not to be used
    private int lookups;

    RemoteNames(SessionContext context, IceNetworkConfig.Mdns use) {
        loop = context.loop();
        names = context.names().ofPeers();
        mdns = use == IceNetworkConfig.Mdns.OFF ? null : context.mdns();
    }

    /** A new session has names of its own. */
    void reset() {
        lookups = 0;
    }

    /** Tells the addresses on the loop; never, if there are too many names: of this peer, or of all peers at this time. */
    void lookUp(String name, Consumer<List<InetAddress>> result) {
        if (lookups++ < LOOKUPS_MAX) {
            names.lookUp(name, loop, new NameLookup.Result() {
                @Override
                public void onAddresses(List<InetAddress> addresses) {
                    result.accept(addresses);
                }

                @Override
                public void onTooMany() {
                    // The candidate is as good as one that cannot be reached; the peer's other ones and its checks
                    // remain.
                }
            });
        }
    }

    /** @param isNeedless whether the peer has been found without it */
    void lookUpLocal(String name, BooleanSupplier isNeedless, Consumer<List<InetAddress>> result) {
        MdnsNode node = mdns;
        if (node == null || !MdnsName.isOne(name) || lookups++ >= LOOKUPS_MAX) {
            return;
        }
        loop.schedule(
                () -> {
                    if (!isNeedless.getAsBoolean()) {
                        node.resolve(MdnsName.of(name), loop, result);
                    }
                },
                MDNS_DELAY_MILLIS,
                TimeUnit.MILLISECONDS);
    }
}

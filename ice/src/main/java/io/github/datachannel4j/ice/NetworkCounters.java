package io.github.datachannel4j.ice;

import java.util.concurrent.atomic.LongAdder;

/** The counts of {@link IceNetworkStats}, from all loops. */
final class NetworkCounters {
    final LongAdder datagramsReceived = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder datagramsSent = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder datagramsUnroutable = new LongAdder();
    final LongAdder stunMalformed = new LongAdder();
    final LongAdder stunUnauthentic = new LongAdder();
    final LongAdder strangersRefused = new LongAdder();
    final LongAdder addressTakeovers = new LongAdder();
    final LongAdder sendErrors = new LongAdder();
    final LongAdder receiveErrors = new LongAdder();

    IceNetworkStats snapshot(int agents) {
        return new IceNetworkStats(
                datagramsReceived.sum(),
                bytesReceived.sum(),
                datagramsSent.sum(),
                bytesSent.sum(),
                datagramsUnroutable.sum(),
                stunMalformed.sum(),
                stunUnauthentic.sum(),
                strangersRefused.sum(),
                addressTakeovers.sum(),
                sendErrors.sum(),
                receiveErrors.sum(),
                agents);
    }
}

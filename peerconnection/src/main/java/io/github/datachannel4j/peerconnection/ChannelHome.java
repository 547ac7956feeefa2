package io.github.datachannel4j.peerconnection;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * What all channels of one peer share.
 *
 * @param loop where they live
 * @param events how users hear of them
 * @param fates the futures of their messages
 * @param limits their bounds
 * @param maxMessageSize the greatest message that may be sent now
 * @param numbers tells them apart in statistics
 */
record ChannelHome(
        PeerLoop loop,
        PeerEvents events,
        SendFates fates,
        ChannelLimits limits,
        LongSupplier maxMessageSize,
        AtomicInteger numbers) {}

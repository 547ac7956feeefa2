package io.github.datachannel4j.sctp.association;

import io.github.datachannel4j.sctp.AssociationOptions;
import io.github.datachannel4j.sctp.core.Outputs;
import io.github.datachannel4j.sctp.core.Traffic;
import io.github.datachannel4j.sctp.tx.SendQueue;
import java.util.random.RandomGenerator;

/**
 * What exists as long as the association object does, whatever its state.
 *
 * @param options the settings
 * @param random the only source of randomness
 * @param outputs what the owner will fetch
 * @param queue what is not sent yet
 * @param traffic the counters
 * @param packets where packets leave
 */
public record Environment(
        AssociationOptions options,
        RandomGenerator random,
        Outputs outputs,
        SendQueue queue,
        Traffic traffic,
        PacketSender packets) {}

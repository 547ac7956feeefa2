package io.github.datachannel4j.sctp.tx;

import io.github.datachannel4j.sctp.core.ErrorCounter;
import io.github.datachannel4j.sctp.core.Traffic;

/**
 * What an association knows of the way to its peer; shared by all procedures that wait for answers.
 *
 * @param rto how long to wait
 * @param packetSize how much fits through
 * @param errors how often nothing came
 * @param traffic the counters
 */
public record Path(RetransmissionTimeout rto, PacketSize packetSize, ErrorCounter errors, Traffic traffic) {}

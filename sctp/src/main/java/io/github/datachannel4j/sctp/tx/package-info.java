/**
 * The transmitting half: from queued messages to DATA chunks that are acknowledged or given up.
 *
 * <p>TSNs are unwrapped here: a {@code long tsn} lies on a line without end, so plain comparison is right. {@code Tsn} and {@code Ssn}
 * stay at the border to the packets.
 */
@NullMarked
package io.github.datachannel4j.sctp.tx;

import org.jspecify.annotations.NullMarked;

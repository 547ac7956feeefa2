/**
 * The receiving half: from DATA chunks to messages, and the SACKs about them.
 *
 * <p>TSNs and SSNs are unwrapped here: a {@code long tsn} lies on a line without end, so plain comparison is right. {@code Tsn} and
 * {@code Ssn} stay at the border to the packets.
 */
@NullMarked
package io.github.datachannel4j.sctp.rx;

import org.jspecify.annotations.NullMarked;

/** What the receiving and the transmitting half and the procedures have in common: deadlines, sequence numbers, outputs. */
@NullMarked
package io.github.datachannel4j.sctp.core;

import org.jspecify.annotations.NullMarked;

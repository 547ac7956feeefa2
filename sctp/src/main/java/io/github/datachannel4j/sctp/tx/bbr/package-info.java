/**
 * Congestion control by a model of the path (BBR version 3, draft-ietf-ccwg-bbr): how fast it delivers, and how long it takes when no
 * queue stands. Loss is a hint among others, so a lossy link stays full, and a deep buffer stays empty.
 */
@NullMarked
package io.github.datachannel4j.sctp.tx.bbr;

import org.jspecify.annotations.NullMarked;

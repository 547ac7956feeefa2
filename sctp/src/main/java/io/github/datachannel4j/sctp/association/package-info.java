/** The procedures of an association, one class each: establishment, shutdown, heartbeat, stream reset, and how packets leave. */
@NullMarked
package io.github.datachannel4j.sctp.association;

import org.jspecify.annotations.NullMarked;

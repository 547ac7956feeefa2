/** A bad network between two real peers: a UDP relay with delay, loss, reordering and a bottleneck. */
@NullMarked
package io.github.datachannel4j.interop.relay;

import org.jspecify.annotations.NullMarked;

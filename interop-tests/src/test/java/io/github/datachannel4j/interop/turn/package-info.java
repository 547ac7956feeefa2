/** Our ICE agents and peer connections against a real TURN server. */
@NullMarked
package io.github.datachannel4j.interop.turn;

import org.jspecify.annotations.NullMarked;

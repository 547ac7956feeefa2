/** STUN messages (RFC 8489) as bytes: reading, writing and their integrity. Pure, and of no use outside this module. */
@NullMarked
package io.github.datachannel4j.ice.stun;

import org.jspecify.annotations.NullMarked;
